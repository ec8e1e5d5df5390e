using IGSendMail.Privacy.Consent;
using IGSendMail.Web.Features.Cookies;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Consent;

/// <summary>Cookie settings: what each category is, what is allowed now, and how to change it.</summary>
public sealed class ConsentController(
    ConsentDesk desk, ConsentSeals seals, PendingChoices pending, ConsentNotices notices, SiteCookies cookies, TimeProvider time)
    : CookieSettingsController(notices, cookies)
{
    /// <summary>The settings and the table of cookies.</summary>
    [HttpGet(PrivacyRoutes.Cookies)]
    [Compressed]
    public IActionResult Index() => Settings();

    /// <summary>
    /// Takes a choice. A refusal is honoured from wherever it comes but another site; a grant only from a page that is
    /// ours and shows our present words.
    /// </summary>
    [HttpPost(PrivacyRoutes.Cookies)]
    [Limited(LimitedAct.Choice)]
    [SameOrigin]
    public async Task<IActionResult> Choose(ConsentForm form, CancellationToken cancellation)
    {
        var now = HttpContext.Consent().State;
        if (form.Wanted(now) is not { } wanted)
        {
            return Again(StatusCodes.Status400BadRequest, "UnknownAnswer");
        }

        var shown = Notices.Find(form.Shown, HttpContext.Consent());
        if ((wanted.Analytics && !now.Analytics) || (wanted.Preference && !now.Preference))
        {
            if (SameOriginAttribute.FormSourceOf(HttpContext) != FormSource.OwnPage)
            {
                return Again(StatusCodes.Status403Forbidden, "Unsure");
            }

            if (shown is null)
            {
                return Again(StatusCodes.Status400BadRequest, "WordsChanged");
            }
        }

        var choice = new PendingChoice(wanted.Analytics, wanted.Preference, shown?.Name, LocalPath.From(form.Back), form.Keys(await seals.GetAsync(cancellation), wanted, time));
        if (HttpContext.Consent().Choice is not null)
        {
            return await TakeAsync(choice, shown, cancellation);
        }

        // Where nothing is kept yet, the choice goes through the browser first: it is no choice before a cookie came back.
        pending.Write(Response, choice);
        Response.Headers.Location = SiteLanguages.Address(HttpContext, PrivacyRoutes.CookiesKept);
        return StatusCode(StatusCodes.Status303SeeOther);
    }

    /// <summary>
    /// Where a first choice is led, to be taken once its cookie comes back: read twice it is one choice. Whose browser keeps no
    /// cookies reads that nothing can be remembered, and nothing is recorded.
    /// </summary>
    [HttpGet(PrivacyRoutes.CookiesKept)]
    [ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
    public async Task<IActionResult> Kept(CancellationToken cancellation)
    {
        var chosen = HttpContext.Consent().Choice is not null;
        if (pending.Read(Request) is not { } choice)
        {
            return chosen ? Redirect(SiteLanguages.Address(HttpContext, PrivacyRoutes.Cookies)) : Settings(Notices.Now.Words["NotKept"]);
        }

        pending.Expire(Response);
        var shown = Notices.Find(choice.Shown, HttpContext.Consent());
        return !choice.IsRefusal && shown is null
            ? Again(StatusCodes.Status400BadRequest, "WordsChanged")
            : await TakeAsync(choice, shown, cancellation);
    }

    /// <summary>Says to machines that the signal is honoured (Global Privacy Control, § 5).</summary>
    [HttpGet(PrivacyRoutes.GlobalPrivacyControl)]
    public IActionResult GlobalPrivacyControl() => Json(new { gpc = true, lastUpdate = "2026-11-24" });

    private async Task<IActionResult> TakeAsync(PendingChoice choice, ConsentNotice? shown, CancellationToken cancellation)
    {
        var wanted = (choice.Analytics, choice.Preference);
        if (await desk.TakeAsync(HttpContext, wanted, shown, choice.Keys, cancellation) is not { } taken)
        {
            return Again(StatusCodes.Status503ServiceUnavailable, "NotRecorded");
        }

        Say(shown?.Text.Locale ?? SiteLanguages.Now, Saved(taken.Choice), taken.Code);
        return SeeOther(choice.Back);
    }

    private static string Saved(ConsentChoice choice) => (choice.Analytics, choice.Preference) switch
    {
        (true, true) => "SavedBoth",
        (true, false) => "SavedAnalytics",
        (false, true) => "SavedPreference",
        _ => "SavedNone",
    };
}
