using IGSendMail.Privacy.Consent;
using IGSendMail.Web.Features.Consent.Matomo;
using IGSendMail.Web.Features.Cookies;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Hosting;

/// <summary>
/// The content security policy, rendered from the register: an address of another site stands in it only for a visitor
/// who allowed its category. It names scripts by their content, never by a number of the answer, and on each page only those
/// that the page runs (<see cref="PageScripts"/>).
/// </summary>
internal sealed class ContentPolicy
{
    private readonly ScriptContents _scripts;
    private readonly string _origins;
    private readonly string _analytics;

    public ContentPolicy(SiteCookies register, ScriptContents scripts, IServiceProvider services)
    {
        var allowed = new ConsentState(Analytics: true, Preference: false, HasChosen: true, SignalDenies: false);
        _scripts = scripts;
        _origins = string.Concat(register.Origins.Where(o => allowed.Allows(o.Category)).Select(o => " " + o.Name));
        _analytics = _origins.Length == 0 ? "" : $" '{services.GetRequiredService<MatomoStart>().Integrity}'";
    }

    /// <summary>The policy for a visitor who stands so, on a page that runs these scripts of ours.</summary>
    public string For(ConsentState state, IReadOnlyCollection<string> pageScripts)
    {
        var ours = string.Concat(pageScripts.Select(script => $" '{_scripts.IntegrityOf(script)}'"));
        var (analytics, origins) = state.Analytics ? (_analytics, _origins) : ("", "");
        var sources = analytics + ours + origins;
        // A page without a script connects to nothing. Lighthouse does, from within the page, to read robots.txt.
        return $"default-src 'none'; style-src 'self'; img-src 'self'{origins}; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
            + (sources.Length == 0 ? "" : $"script-src{sources}; ")
            + $"connect-src 'self'{origins}; require-trusted-types-for 'script'; trusted-types 'none'";
    }
}
