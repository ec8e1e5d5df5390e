using IGSendMail.Web.Features.Cookies;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Consent;

/// <summary>Light or dark pages.</summary>
public sealed class AppearanceController(ConsentNotices notices, SiteCookies cookies) : CookieSettingsController(notices, cookies)
{
    /// <summary>Remembers light or dark pages, if preference cookies are allowed.</summary>
    [HttpPost(PrivacyRoutes.Appearance)]
    [Limited(LimitedAct.Choice)]
    [SameOrigin]
    public IActionResult Appear(AppearanceForm form)
    {
        if (form.Scheme is null || !Appearance.Schemes.Contains(form.Scheme))
        {
            return Again(StatusCodes.Status400BadRequest, "PickScheme");
        }

        if (form.Scheme == Appearance.Automatic)
        {
            Cookies[ChoiceCookies.Appearance].Expire(Response);
            Say(SiteLanguages.Now, "AppearanceAutomatic");
        }
        else if (SameOriginAttribute.FormSourceOf(HttpContext) != FormSource.OwnPage)
        {
            return Again(StatusCodes.Status403Forbidden, "Unsure");
        }
        else if (!HttpContext.May(ChoiceCookies.RememberAppearance))
        {
            Say(SiteLanguages.Now, "AppearanceRefused");
        }
        else
        {
            Cookies[ChoiceCookies.Appearance].Write(Response, form.Scheme);
            Say(SiteLanguages.Now, $"AppearanceSaved.{form.Scheme}");
        }

        return SeeOther(form.Back);
    }
}
