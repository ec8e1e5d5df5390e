using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using Microsoft.Playwright;

namespace IGSendMail.Browser.Tests;

/// <summary>What waits for somebody to decide: requests of one mailbox, a hold that is about to be lifted, words for a customer.</summary>
internal static partial class Scenes
{
    private static IReadOnlyList<(string Name, Func<IPage, TestSite, Task> Open)> OfWaiting { get; } =
    [
        ("status-beside", (page, site) => BesideAsync(page, site)),
        ("write-to-customer", (page, site) => WriteAsync(page, site, "")),
        ("status-wrote", (page, site) => WriteAsync(page, site, "Where did you get my address?")),
        ("officer-hold-lift", (page, site) => LiftAsync(page, site)),
        ("officer-hold-lifting", (page, site) => LiftingAsync(page, site)),
    ];

    private static async Task BesideAsync(IPage page, TestSite site)
    {
        var address = Guest();
        await SentAsync(page, address);
        await page.GotoAsync(PrivacyRoutes.NewRequest);
        await page.CheckAsync("[value=Rectification]");
        await page.FillAsync("#Wish", "My name is Ann Reader, not Anne.");
        await page.FillAsync("#Email", address);
        await page.Locator("#request-form button").ClickAsync();
        await SentAsync(page, address);
        await page.GotoAsync($"{PrivacyRoutes.ConfirmRequest}?token={await TokenAsync(site)}");
        await page.Locator("#confirm-form button").ClickAsync();
    }

    private static async Task WriteAsync(IPage page, TestSite site, string words)
    {
        var (cookies, path) = await PassedOnAsync(page, site);
        await ComeBackAsync(page, cookies, path);
        await page.Locator(".write-link").ClickAsync();
        await page.FillAsync("#Words", words);
        await page.Locator("#write-form button").ClickAsync();
    }

    private static async Task LiftAsync(IPage page, TestSite site)
    {
        await HoldsAsync(page, site);
        await page.Locator(".lift-link").First.ClickAsync();
    }

    private static async Task LiftingAsync(IPage page, TestSite site)
    {
        await LiftAsync(page, site);
        await page.CheckAsync("[value=MatterEnded]");
        await page.CheckAsync("#Understood");
        await page.Locator("#lift-form button").ClickAsync();
    }
}
