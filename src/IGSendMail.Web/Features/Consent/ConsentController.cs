using IGSendMail.Privacy.Consent;
using IGSendMail.Web.Features.Cookies;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Consent;

/// <summary>Cookie settings: what each category is, what is allowed now, and how to change it.</summary>
public sealed class ConsentController(ConsentDesk desk, ConsentNotices notices, SiteCookies cookies)
    : CookieSettingsController(notices, cookies)
{
    /// <summary>The settings and the table of cookies.</summary>
    [HttpGet(PrivacyRoutes.Cookies)]
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

        if (await desk.TakeAsync(HttpContext, wanted, shown, cancellation) is not { } taken)
        {
            return Again(StatusCodes.Status503ServiceUnavailable, "NotRecorded");
        }

        Say(shown?.Text.Locale ?? SiteLanguages.Now, Saved(wanted), taken.Code);
        return SeeOther(form.Back);
    }

    /// <summary>Says to machines that the signal is honoured (Global Privacy Control, § 5).</summary>
    [HttpGet(PrivacyRoutes.GlobalPrivacyControl)]
    public IActionResult GlobalPrivacyControl() => Json(new { gpc = true, lastUpdate = "2026-11-24" });

    private static string Saved((bool Analytics, bool Preference) wanted) => wanted switch
    {
        (true, true) => "SavedBoth",
        (true, false) => "SavedAnalytics",
        (false, true) => "SavedPreference",
        _ => "SavedNone",
    };
}

/// <summary>What the strip and the settings page send.</summary>
public sealed class ConsentForm
{
    /// <summary><c>accept</c> or <c>reject</c> for all optional categories.</summary>
    public string? All { get; set; }

    /// <summary><c>allow</c> or <c>refuse</c> for analytics alone.</summary>
    public string? Analytics { get; set; }

    /// <summary><c>allow</c> or <c>refuse</c> for preference cookies alone.</summary>
    public string? Preference { get; set; }

    /// <summary>Name of the notice that was shown.</summary>
    public string? Shown { get; set; }

    /// <summary>The page to go back to.</summary>
    public string? Back { get; set; }

    /// <summary>What the categories are to be from now on, or null if no button of ours was pressed.</summary>
    public (bool Analytics, bool Preference)? Wanted(ConsentState now) => (All, Analytics, Preference) switch
    {
        ("accept", null, null) => (true, true),
        ("reject", null, null) => (false, false),
        (null, { } analytics, null) when Allows(analytics) is { } allowed => (allowed, now.Preference),
        (null, null, { } preference) when Allows(preference) is { } allowed => (now.Analytics, allowed),
        _ => null,
    };

    private static bool? Allows(string word) => word switch { "allow" => true, "refuse" => false, _ => null };
}
