using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Backups;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Retention;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace IGSendMail.Browser.Tests;

/// <summary>Scenes of what time deletes.</summary>
internal static partial class Scenes
{
    private static IReadOnlyList<(string Name, Func<IPage, TestSite, Task> Open)> OfRetention { get; } =
    [
        ("deletions", (page, site) => DeletionsAsync(page, site)),
        ("officer-retention", (page, site) => RetentionAsync(page, site)),
        ("officer-drill-held", (page, site) => DrillAsync(page, site, AuditOutcome.Done)),
        ("officer-drill-failed", (page, site) => DrillAsync(page, site, AuditOutcome.Failed)),
        ("officer-retention-rules", (page, site) => OfficerAsync(page, site, PrivacyRoutes.OfficerRetentionRules)),
    ];

    private static async Task DeletionsAsync(IPage page, TestSite site)
    {
        await CancelledAsync(page);
        await AgedAsync(site);
        await page.GotoAsync(SiteRoutes.Deletions);
    }

    private static async Task RetentionAsync(IPage page, TestSite site)
    {
        for (var i = 0; i < 3; i++)
        {
            await CancelledAsync(page);
            await page.Context.ClearCookiesAsync();
        }

        await AgedAsync(site);
        await site.Services.GetRequiredService<RetentionJob>().RunAsync(CancellationToken.None);
        await OfficerAsync(page, site, PrivacyRoutes.OfficerRetention);
    }

    /// <summary>A drill that came out as told, and a backup that was made since.</summary>
    private static async Task DrillAsync(IPage page, TestSite site, AuditOutcome outcome)
    {
        await site.InDatabaseAsync(db => db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            var trail = site.Services.GetRequiredService<AuditTrail>();
            await trail.AppendAsync(db, new(BackupActs.Checked, AuditActor.Operator)
            {
                Outcome = outcome,
                Facts = AuditFacts.Of((LastBackups.MadeFact, "2026-11-09T02:30:00Z"), (LastBackups.DeletedFact, 1), (LastBackups.ToldFact, 23)),
            }, token);
            site.Time.Advance(TimeSpan.FromSeconds(1));
            await trail.AppendAsync(db, new(BackupActs.Made, AuditActor.Operator), token);
            return true;
        }, CancellationToken.None));
        await OfficerAsync(page, site, PrivacyRoutes.OfficerRetention);
    }

    /// <summary>As if accounts had been cancelled at other times: half of them ten days ago, with a large list.</summary>
    private static Task AgedAsync(TestSite site) => site.InDatabaseAsync(db => db.WriteAsync(WriteUrgency.Interactive, async token =>
    {
        var promises = (await db.PromisedDeletions().ToListAsync(token)).GroupBy(p => p.AccountId).OrderBy(p => p.Key).ToList();
        foreach (var (index, promise) in promises.Index())
        {
            var by = TimeSpan.FromDays(index % 3 == 0 ? 29.5 : 9 * (index % 3));
            foreach (var part in promise)
            {
                (part.CancelledAt, part.DueAt, part.PromisedBy) = (part.CancelledAt - by, part.DueAt - by, part.PromisedBy - by);
                part.Rows = part.Scope == ErasureScope.SubscriberData ? 12_000 + (4_321 * index) : 0;
            }
        }

        return promises.Count;
    }, CancellationToken.None));
}
