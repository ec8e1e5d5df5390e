using IGSendMail.Privacy.Consent;
using IGSendMail.Web.Features.Cookies;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Consent;

/// <summary>What the forms of the settings page have in common: where they lead, and the page itself.</summary>
public abstract class CookieSettingsController(ConsentNotices notices, SiteCookies cookies) : Controller
{
    /// <summary>What is shown.</summary>
    protected ConsentNotices Notices => notices;

    /// <summary>The register.</summary>
    protected SiteCookies Cookies => cookies;

    /// <summary>Confirms in the language in which the visitor chose.</summary>
    protected void Say(string language, string name, ReceiptCode? code = null) =>
        this.Confirm(Notices.In(language).Words[name], language, code);

    /// <summary>Leads back to the page the form stood on.</summary>
    protected StatusCodeResult SeeOther(string? back)
    {
        Response.Headers.Location = (LocalPath.From(back) ?? PrivacyRoutes.Cookies) + "#confirmation";
        return StatusCode(StatusCodes.Status303SeeOther);
    }

    /// <summary>The settings page with what went wrong, in words of that name.</summary>
    protected ViewResult Again(int status, string problem)
    {
        Response.StatusCode = status;
        return Settings(Notices.Now.Words[problem]);
    }

    /// <summary>The settings page.</summary>
    protected ViewResult Settings(string? problem = null)
    {
        var consent = HttpContext.Consent();
        var (situation, notice) = Notices.Settings(Notices.Now, consent);
        return View("Cookies", new CookiesPage
        {
            Consent = consent,
            Words = Notices.Now.Words,
            Languages = [.. SiteLanguages.All.Select(language => Notices.In(language).Words)],
            Register = Cookies.Register,
            Shown = notice.Name,
            Asked = ConsentForm.NewNumber(HttpContext),
            Here = SiteLanguages.Address(HttpContext, PrivacyRoutes.Cookies),
            AppearanceAction = SiteLanguages.Address(HttpContext, PrivacyRoutes.Appearance),
            Situation = situation,
            Scheme = Appearance.SchemeOf(HttpContext) ?? Appearance.Automatic,
            Problem = problem,
        });
    }
}
