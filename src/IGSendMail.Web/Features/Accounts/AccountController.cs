using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.Retention;
using IGSendMail.Privacy.Settings;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Accounts;

/// <summary>What an account holder sees first.</summary>
public sealed class AccountController(
    AccountOverviews overviews, CancellationForecast forecast, Promises promises, LetterTroubles troubles, Sessions sessions, SiteOptions site, TimeProvider time) : Controller
{
    /// <summary>Who they are, what they accepted, how their account stands, and where to go from here.</summary>
    [Authorize]
    [HttpGet(SiteRoutes.Account)]
    public async Task<IActionResult> Index(CancellationToken token)
    {
        if (User.IsOfficer())
        {
            return Redirect(PrivacyRoutes.Officer);
        }

        var overview = await overviews.OfAsync(User.Customer(), token);
        if (overview is null)
        {
            return NotFound();
        }

        var hasLists = overview.Promise.IsCancelled && (await forecast.OfAsync(User.AccountId(), token)).Lists.Count > 0;
        return View("Account", new AccountPage(
            overview, Countdown.Of(overview, promises, hasLists, time.GetUtcNow()),
            new SessionsPage(await sessions.OfAsync(User.UserId(), token), Sessions.IdOf(User), site), site)
        {
            Trouble = overview.IsProved ? null : await troubles.FindAsync(AddressProofs.DecisionsOf(User.UserId()), token),
        });
    }
}

/// <summary>What the first page after the sign-in shows.</summary>
/// <param name="Overview">Who and what.</param>
/// <param name="Countdown">How long a cancelled account has; null if it runs.</param>
/// <param name="Sessions">Where they are signed in.</param>
/// <param name="Site">For dates.</param>
public sealed record AccountPage(AccountOverview Overview, Countdown? Countdown, SessionsPage Sessions, SiteOptions Site)
{
    /// <summary>The e-mail with the link that confirms the address, if it cannot be delivered.</summary>
    public LetterTrouble? Trouble { get; init; }
}
