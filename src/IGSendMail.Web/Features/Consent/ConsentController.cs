using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Consent;

/// <summary>Cookie settings: what each category is, what is allowed now, and how to change it.</summary>
public sealed class ConsentController(ConsentDesk desk, ConsentNotices notices, SiteCookies cookies) : Controller
{
    /// <summary>The settings and the table of cookies.</summary>
    [HttpGet(SiteRoutes.Cookies)]
    public IActionResult Cookies() => View(Page());

    /// <summary>
    /// Takes a choice. A refusal is honoured from wherever it comes but another site; a grant only from a page that is
    /// ours and shows our present words.
    /// </summary>
    [HttpPost(SiteRoutes.Cookies)]
    [SameOrigin]
    public async Task<IActionResult> Choose(ConsentForm form, CancellationToken cancellation)
    {
        var now = HttpContext.Consent().State;
        if (form.Wanted(now) is not { } wanted)
        {
            return Again(StatusCodes.Status400BadRequest, "We could not tell what you chose. Please press one of the buttons below.");
        }

        var shown = notices.Find(form.Shown);
        if ((wanted.Analytics && !now.Analytics) || (wanted.Preference && !now.Preference))
        {
            if (SameOriginAttribute.FormSourceOf(HttpContext) != FormSource.OwnPage)
            {
                return Again(StatusCodes.Status403Forbidden, Unsure);
            }

            if (shown is null)
            {
                return Again(
                    StatusCodes.Status400BadRequest,
                    "Our words have changed since you opened that page, so we did not take your answer. Please choose again below.");
            }
        }

        if (await desk.TakeAsync(HttpContext, wanted, shown, cancellation) is not { } code)
        {
            return Again(StatusCodes.Status503ServiceUnavailable, ConsentDesk.NotRecorded);
        }

        this.Confirm(Saved(wanted), code);
        return SeeOther(form.Back);
    }

    /// <summary>Remembers light or dark pages, if preference cookies are allowed.</summary>
    [HttpPost(SiteRoutes.Appearance)]
    [SameOrigin]
    public IActionResult Appear(AppearanceForm form)
    {
        if (form.Scheme is null || !Appearance.Schemes.Contains(form.Scheme))
        {
            return Again(StatusCodes.Status400BadRequest, "Please choose light, dark or automatic with one of the buttons below.");
        }

        if (form.Scheme == Appearance.Automatic)
        {
            cookies.Appearance.Expire(Response);
            this.Confirm("Pages follow the setting of your device.");
        }
        else if (SameOriginAttribute.FormSourceOf(HttpContext) != FormSource.OwnPage)
        {
            return Again(StatusCodes.Status403Forbidden, Unsure);
        }
        else if (!HttpContext.Consent().State.Preference)
        {
            this.Confirm("We cannot remember this setting, because preference cookies are off. Allow them first, then choose again.");
        }
        else
        {
            cookies.Appearance.Write(Response, form.Scheme);
            this.Confirm($"Pages are {form.Scheme} from now on, in this browser.");
        }

        return SeeOther(form.Back);
    }

    /// <summary>Says to machines that the signal is honoured (Global Privacy Control, § 5).</summary>
    [HttpGet(SiteRoutes.GlobalPrivacyControl)]
    public IActionResult GlobalPrivacyControl() => Json(new { gpc = true, lastUpdate = "2026-11-24" });

    private const string Unsure =
        "Your browser did not say that this came from our page, so we only take a refusal this way. Please choose again below.";

    private static string Saved((bool Analytics, bool Preference) wanted) => wanted switch
    {
        (true, true) => "Your choice is saved: analytics and preference cookies are on.",
        (true, false) => "Your choice is saved: analytics cookies are on, preference cookies are off.",
        (false, true) => "Your choice is saved: preference cookies are on, analytics cookies are off.",
        _ => "Your choice is saved: optional cookies are off.",
    };

    private StatusCodeResult SeeOther(string? back)
    {
        Response.Headers.Location = (LocalPath.From(back) ?? SiteRoutes.Cookies) + "#confirmation";
        return StatusCode(StatusCodes.Status303SeeOther);
    }

    private ViewResult Again(int status, string problem)
    {
        Response.StatusCode = status;
        return View(nameof(Cookies), Page(problem));
    }

    private CookiesPage Page(string? problem = null) => new()
    {
        Consent = HttpContext.Consent(),
        Cookies = cookies.All,
        Shown = notices.Settings.Name,
        Scheme = Appearance.SchemeOf(HttpContext) ?? Appearance.Automatic,
        Problem = problem,
    };
}
