using IGSendMail.Privacy.Consent;
using IGSendMail.Web.Features.Accounts;
using IGSendMail.Web.Features.Consent.Matomo;
using IGSendMail.Web.Features.Cookies;

namespace IGSendMail.Web.Hosting;

/// <summary>
/// The content security policy, rendered from the register: an address of another site stands in it only for a visitor
/// who allowed its category. It names scripts by their content, never by a number of the answer, so that it is the
/// same for every page, save the two that make and use passkeys: on those alone their script may run.
/// </summary>
internal sealed class ContentPolicy
{
    private readonly string _withoutConsent = Render("", "");
    private readonly string _withAnalytics;
    private readonly string _passkeysWithoutConsent;
    private readonly string _passkeysWithAnalytics;

    public ContentPolicy(SiteCookies register, PasskeyScript passkeys, IServiceProvider services)
    {
        var allowed = new ConsentState(Analytics: true, Preference: false, HasChosen: true, SignalDenies: false);
        var origins = string.Concat(register.Origins.Where(o => allowed.Allows(o.Category)).Select(o => " " + o.Name));
        var ours = $" '{passkeys.Integrity}'";
        _passkeysWithoutConsent = Render("", $"script-src{ours}; ");
        (_withAnalytics, _passkeysWithAnalytics) = origins.Length == 0
            ? (_withoutConsent, _passkeysWithoutConsent)
            : (WithAnalytics(""), WithAnalytics(ours));

        string WithAnalytics(string more) => Render(
            origins, $"script-src '{services.GetRequiredService<MatomoStart>().Integrity}'{more}{origins}; ");
    }

    /// <summary>The policy for a visitor who stands so, on a page that may run the script of passkeys or not.</summary>
    public string For(ConsentState state, bool runsPasskeys) => (state.Analytics, runsPasskeys) switch
    {
        (true, true) => _passkeysWithAnalytics,
        (true, false) => _withAnalytics,
        (false, true) => _passkeysWithoutConsent,
        _ => _withoutConsent,
    };

    // A page without a script connects to nothing. Lighthouse does, from within the page, to read robots.txt.
    private static string Render(string origins, string more) =>
        $"default-src 'none'; style-src 'self'; img-src 'self'{origins}; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
        + $"{more}connect-src 'self'{origins}; require-trusted-types-for 'script'; trusted-types 'none'";
}
