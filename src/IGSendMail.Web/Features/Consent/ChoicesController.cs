using IGSendMail.Privacy.Consent;
using IGSendMail.Privacy.Settings;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Consent;

/// <summary>Your Privacy Choices (11 CCR § 7015): what the browser's signal did, and what can be turned off.</summary>
public sealed class ChoicesController(IProfileOptOuts optOuts, SiteOptions site) : Controller
{
    /// <summary>The page.</summary>
    [HttpGet(PrivacyRoutes.Choices)]
    [Compressed]
    public async Task<IActionResult> Index(CancellationToken cancellation) => View("Choices", new ChoicesPage(
        HttpContext.Consent(),
        User.IsCustomer(),
        User.IsCustomer() ? await optOuts.SinceAsync(User.UserId(), cancellation) : null,
        site));
}

/// <summary>Your Privacy Choices.</summary>
/// <param name="Consent">What this browser allows and sends.</param>
/// <param name="IsCustomer">True for a signed-in customer.</param>
/// <param name="OptedOutSince">Since when their profile is opted out, or null.</param>
/// <param name="Site">For dates.</param>
public sealed record ChoicesPage(
    VisitorConsent Consent, bool IsCustomer, DateTimeOffset? OptedOutSince, SiteOptions Site)
{
    /// <summary>The name of the words (<see cref="ChoicesWords"/>) for each kind of optional cookies, and whether it is on in this browser.</summary>
    public IReadOnlyList<(string What, bool IsOn)> Optional =>
    [
        ("Analytics", Consent.State is { Analytics: true }),
        ("Preference", Consent.State is { Preference: true }),
    ];

    /// <summary>True if anything optional is on.</summary>
    public bool IsAnythingOn => Optional.Any(o => o.IsOn);
}
