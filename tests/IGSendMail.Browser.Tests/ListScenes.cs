using System.Text;
using IGSendMail.Platform.Audience;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Site;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace IGSendMail.Browser.Tests;

/// <summary>A customer's lists: uploads that are asked about, the people on them, and who wants no e-mails.</summary>
internal static partial class Scenes
{
    private static IReadOnlyList<(string Name, Func<IPage, TestSite, Task> Open)> OfLists =>
    [
        ("list-new", (page, site) => ConfirmedAsync(page, site, SiteRoutes.NewList)),
        ("upload-asked", (page, site) => AskedAsync(page, site)),
        ("upload-unreadable", (page, site) => UploadedAsync(page, site, "first,second\nAnn,Lyon\nBen,Ulm\n")),
        ("import", (page, site) => ImportedAsync(page, site)),
        ("lists", (page, site) => ListsAsync(page, site)),
        ("list", (page, site) => ListAsync(page, site)),
        ("list-full", (page, site) => FullListAsync(page, site)),
        ("person", (page, site) => PersonAsync(page, site)),
        ("person-remove", (page, site) => RemoveAsync(page, site)),
        ("person-found", (page, site) => FoundAsync(page, site)),
        ("opt-outs", (page, site) => OptOutsAsync(page, site)),
    ];

    private static async Task ConfirmedAsync(IPage page, TestSite site, string path)
    {
        await AddressConfirmedAsync(page, site);
        await page.GotoAsync(path);
    }

    private static Task AskedAsync(IPage page, TestSite site) => UploadedAsync(page, site, "Email;First name;Status\n"
        + string.Concat(Enumerable.Range(1, 40).Select(i => $"reader{i}@example.com;Reader {i};{(i % 10 == 0 ? "unsubscribed" : "subscribed")}\n"))
        + "no address;Nobody;subscribed\n");

    private static async Task UploadedAsync(IPage page, TestSite site, string rows)
    {
        await ConfirmedAsync(page, site, SiteRoutes.NewList);
        await page.FillAsync("#Name", "Newsletter");
        await page.Locator("#File").SetInputFilesAsync(new FilePayload { Name = "readers.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(rows) });
        await page.Locator("#upload button").ClickAsync();
    }

    private static async Task ImportedAsync(IPage page, TestSite site)
    {
        await AskedAsync(page, site);
        await TakenAsync(page, site);
    }

    private static async Task TakenAsync(IPage page, TestSite site)
    {
        await page.Locator("#agree input[type=radio]").First.CheckAsync();
        await page.FillAsync("#agree textarea", "Sign-up form on our website");
        await page.Locator("#agree button").ClickAsync();
        // A click does not wait for the page it leads to, and a page that is just coming cannot be loaded again.
        await page.Locator("#agree").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
        await site.InScopeAsync(services => services.GetRequiredService<ImportWork>().RunAsync(CancellationToken.None));
        await page.ReloadAsync();
    }

    private static async Task ListAsync(IPage page, TestSite site)
    {
        await ImportedAsync(page, site);
        await page.ClickAsync("text=See the list");
    }

    private static async Task ListsAsync(IPage page, TestSite site)
    {
        await ImportedAsync(page, site);
        await page.GotoAsync(SiteRoutes.Lists);
    }

    /// <summary>A page with as many people as it takes, some with addresses as long as they may be.</summary>
    private static async Task FullListAsync(IPage page, TestSite site)
    {
        await UploadedAsync(page, site, "Email,First name,City\n" + string.Concat(Enumerable.Range(1, People.PageSize).Select(i =>
            $"reader{i}{(i % 10 == 0 ? "." + new string('x', 50) : "")}@{(i % 25 == 0 ? new string('y', 60) + "." : "")}example.com,Reader {i},Lyon\n")));
        await TakenAsync(page, site);
        await page.ClickAsync("text=See the list");
    }

    private static async Task PersonAsync(IPage page, TestSite site)
    {
        await ListAsync(page, site);
        await page.Locator("#subscribers tbody a").First.ClickAsync();
    }

    private static async Task RemoveAsync(IPage page, TestSite site)
    {
        await PersonAsync(page, site);
        await page.ClickAsync("text=Remove this person");
    }

    private static async Task FoundAsync(IPage page, TestSite site)
    {
        await ImportedAsync(page, site);
        await page.GotoAsync(SiteRoutes.SearchLists);
        await page.FillAsync("#Email", "reader1@example.com");
        await page.Locator("#search button").ClickAsync();
    }

    private static async Task OptOutsAsync(IPage page, TestSite site)
    {
        await ImportedAsync(page, site);
        await page.GotoAsync(SiteRoutes.OptOuts);
    }
}
