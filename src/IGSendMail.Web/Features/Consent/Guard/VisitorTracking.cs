using IGSendMail.Web.Features.Cookies;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Http.Features;

namespace IGSendMail.Web.Features.Consent.Guard;

/// <summary>
/// Tells libraries that ask ASP.NET Core whether they may track: exactly if the visitor allowed analytics. A library
/// cannot grant in the visitor's name.
/// </summary>
internal sealed class VisitorTracking(HttpContext context, SiteCookies cookies, ILogger log) : ITrackingConsentFeature
{
    public bool IsConsentNeeded => true;

    public bool HasConsent => context.Consent().State is { Analytics: true } or { Preference: true };

    public bool CanTrack => context.Consent().State.Analytics;

    /// <summary>Does nothing but say so: a grant needs the words that were shown and a record.</summary>
    public void GrantConsent() =>
        log.GrantByLibrary(PrivacyRoutes.Cookies);

    /// <summary>Takes the optional cookies at once. The record of a withdrawal is made where the visitor makes it.</summary>
    public void WithdrawConsent()
    {
        foreach (var cookie in cookies.All.Where(c => c.Category != Privacy.Purposes.ConsentCategory.Essential))
        {
            cookie.Expire(context.Response);
        }
    }

    /// <summary>None: the choice is a signed cookie that only the site writes.</summary>
    public string CreateConsentCookie() => string.Empty;
}
