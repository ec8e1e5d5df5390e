using System.Security.Cryptography;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Daily;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Letters;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace IGSendMail.Browser.Tests;

/// <summary>What the story needs besides: pages before a choice about cookies, and a deletion that has come to its end.</summary>
internal static partial class Scenes
{
    private static IReadOnlyList<(string Name, Func<IPage, TestSite, Task> Open)> OfTheStory =>
    [
        ("policy-asked", (page, _) => page.GotoAsync(PrivacyRoutes.Policy)),
        ("requests-asked-de", (page, _) => page.GotoAsync($"{PrivacyRoutes.Requests}?lang=de")),
        ("request-form-fr", (page, _) => ChosenAsync(page, $"{PrivacyRoutes.NewRequest}?lang=fr")),
        ("cancel-lists", (page, site) => CancelListsAsync(page, site)),
        ("status-erased", (page, site) => ErasedAsync(page, site)),
        ("letter-erased", (page, site) => LastLetterAsync(page, site)),
        ("letter-daily", (page, site) => ShowAsync(page, site, new DailyLetter(
            "olga@example.com", "Olga Officer", site.Time.GetUtcNow(),
            new DayFigures
            {
                OpenRequests = 12, NearRequests = 2, LateRequests = 1, NearDeletions = 0, LateDeletions = 1, Unsent = 3, DrillAt = site.Time.GetUtcNow(), DrillHeld = true,
            },
            new NotedHead(4711, Convert.ToHexString(SHA256.HashData("head"u8))), 98_765))),
    ];

    private static async Task CancelListsAsync(IPage page, TestSite site)
    {
        await ListAsync(page, site);
        await page.GotoAsync(SiteRoutes.Cancel);
    }

    /// <summary>The request ends with the e-mail that says so.</summary>
    private static async Task ErasedAsync(IPage page, TestSite site)
    {
        await ErasedByMailAsync(page, site, "en");
        await site.InScopeAsync(services => services.GetRequiredService<Outbox>().DeliverDueAsync(CancellationToken.None));
        await WorkAsync(site);
        await page.GotoAsync(new Uri(page.Url).PathAndQuery);
    }

    private static async Task LastLetterAsync(IPage page, TestSite site)
    {
        await ErasedByMailAsync(page, site, "en");
        await ShowAsync(page, site, await NewestAsync<ErasureDoneLetter>(site));
    }

    private static async Task ShowAsync(IPage page, TestSite site, Letter letter)
    {
        var html = await site.InScopeAsync(services => Task.FromResult(services.GetRequiredService<LetterTemplates>().Render(letter).Html));
        // Our own pages take no HTML from a script.
        await page.GotoAsync("about:blank");
        await page.SetContentAsync(html);
    }
}
