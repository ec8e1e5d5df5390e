using IGSendMail.Privacy.Consent;
using IGSendMail.Web.Features.Consent.Matomo;
using IGSendMail.Web.Features.Cookies;

namespace IGSendMail.Web.Hosting;

/// <summary>
/// The content security policy, rendered from the register: an address of another site stands in it only for a visitor
/// who allowed its category. It names scripts by their content, never by a number of the answer, so that it is the
/// same for every page.
/// </summary>
internal sealed class ContentPolicy
{
    private readonly string _withoutConsent = Render("", "");
    private readonly string _withAnalytics;

    public ContentPolicy(SiteCookies register, IServiceProvider services)
    {
        var allowed = new ConsentState(Analytics: true, Preference: false, HasChosen: true, SignalDenies: false);
        var origins = string.Concat(register.Origins.Where(o => allowed.Allows(o.Category)).Select(o => " " + o.Name));
        _withAnalytics = origins.Length == 0
            ? _withoutConsent
            : Render(origins, $"script-src '{services.GetRequiredService<MatomoStart>().Integrity}'{origins}; connect-src{origins}; ");
    }

    /// <summary>The policy for a visitor who stands so.</summary>
    public string For(ConsentState state) => state.Analytics ? _withAnalytics : _withoutConsent;

    private static string Render(string images, string more) =>
        $"default-src 'none'; style-src 'self'; img-src 'self'{images}; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
        + $"{more}require-trusted-types-for 'script'; trusted-types 'none'";
}
