using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Calendar;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Settings;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Accounts;

/// <summary>Shows account holders what of theirs will be deleted, and when.</summary>
[Authorize(Policy = SitePolicies.Customer)]
public sealed class DeletionsController(
    RetentionCalendar calendar, CancellationForecast forecast, PolicySnapshot policy, SiteOptions site) : Controller
{
    /// <summary>The next ninety days.</summary>
    [HttpGet(SiteRoutes.Deletions)]
    public async Task<IActionResult> Index(CancellationToken token)
    {
        var ahead = await calendar.OfAccountAsync(policy, User.AccountId(), token);
        return View("Deletions", new DeletionsPage(ahead, site)
        {
            Table = ahead.Cancellation.Count == 0 ? null : new ForecastTablePage(
                await forecast.OfAsync(User.AccountId(), token),
                ahead.Cancellation.Min(s => s.PromisedBy), ahead.Cancellation.Max(s => s.PromisedBy), site),
        });
    }
}

/// <summary>What of an account will be deleted.</summary>
/// <param name="Calendar">When.</param>
/// <param name="Site">For dates.</param>
public sealed record DeletionsPage(AccountCalendar Calendar, SiteOptions Site)
{
    /// <summary>What the cancellation makes go, place by place; null while the account is open.</summary>
    public ForecastTablePage? Table { get; init; }
}
