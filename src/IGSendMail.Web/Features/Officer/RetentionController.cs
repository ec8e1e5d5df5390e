using IGSendMail.Privacy.Backups;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Retention;
using IGSendMail.Privacy.Settings;
using IGSendMail.Privacy.Standing;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Officer;

/// <summary>Shows officers what time deletes: what is due, what was verified, what lies ahead, and by which rules.</summary>
[Authorize(Policy = SitePolicies.Officer)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class RetentionController(
    RetentionOverviews overviews, LastBackups backups, RetentionRules rules, PolicySnapshot policy, SiteOptions site) : Controller
{
    /// <summary>How it stands.</summary>
    [HttpGet(PrivacyRoutes.OfficerRetention)]
    public async Task<IActionResult> Index(CancellationToken cancellation) =>
        View("Retention", new RetentionPage(await overviews.ReadAsync(cancellation), await backups.ReadAsync(cancellation), site));

    /// <summary>The rules in force.</summary>
    [HttpGet(PrivacyRoutes.OfficerRetentionRules)]
    public IActionResult Rules() =>
        View("RetentionRules", new RetentionRulesPage(rules.Under(policy.InForce.Commitments), policy.InForce.Version));
}

/// <summary>How retention stands.</summary>
/// <param name="Overview">What was found.</param>
/// <param name="Backups">How backups stand.</param>
/// <param name="Site">For dates.</param>
public sealed record RetentionPage(RetentionOverview Overview, BackupStanding Backups, SiteOptions Site)
{
    /// <summary>Height of the calendar's field, in its own units.</summary>
    public const int Height = 160;

    /// <summary>Width of one week in it.</summary>
    public const int Step = 56;

    /// <summary>The time zone of the page in words.</summary>
    public string Zone => Site.ZoneName;
}

/// <summary>The rules in force.</summary>
/// <param name="Rules">One a place, two where whichever comes first acts.</param>
/// <param name="Version">The policy version in force.</param>
public sealed record RetentionRulesPage(IReadOnlyList<RetentionRule> Rules, string Version);
