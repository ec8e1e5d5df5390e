using IGSendMail.Platform.Accounts;
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

    /// <summary>As if accounts had been cancelled at other times: half of them ten days ago, with a large list.</summary>
    private static Task AgedAsync(TestSite site) => site.InDatabaseAsync(db => db.WriteAsync(WriteUrgency.Interactive, async token =>
    {
        var accounts = await db.Accounts().Where(a => a.CancelledAt != null).OrderBy(a => a.CreatedAt).ToListAsync(token);
        foreach (var (index, account) in accounts.Index())
        {
            var entry = db.Entry(account);
            var by = TimeSpan.FromDays(index % 3 == 0 ? 29.5 : 9 * (index % 3));
            foreach (var name in new[] { "CancelledAt", "UndoListsUntil", "SubscriberDataGoneBy", "AccountDataKeptUntil" })
            {
                entry.Property<DateTimeOffset?>(name).CurrentValue -= by;
            }

            entry.Property<long>("ListRows").CurrentValue = 12_000 + (4_321 * index);
        }

        return accounts.Count;
    }, CancellationToken.None));
}
