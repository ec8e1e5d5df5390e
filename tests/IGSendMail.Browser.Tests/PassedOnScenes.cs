using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.Playwright;

namespace IGSendMail.Browser.Tests;

/// <summary>A request that is passed on to a customer, as the customer and the person see it; and what meets a limit.</summary>
internal static partial class Scenes
{
    private static IReadOnlyList<(string Name, Func<IPage, TestSite, Task> Open)> OfPassedOn { get; } =
    [
        ("passed-on-list", (page, site) => PassedOnAsync(page, site)),
        ("passed-on", (page, site) => PassedOnOneAsync(page, site)),
        ("passed-on-answered", (page, site) => AnsweredAsync(page, site)),
        ("passed-on-taken-back", (page, site) => TakenBackAsync(page, site)),
        ("status-passed-on", (page, site) => ToldAsync(page, site)),
        ("too-many", (page, _) => TooManyAsync(page)),
    ];

    /// <summary>The customer's page of requests, once a person on their list has asked to be deleted. Returns the person's browser and page.</summary>
    private static async Task<(IReadOnlyList<Cookie> Cookies, string Path)> PassedOnAsync(IPage page, TestSite site)
    {
        var person = Guest();
        await UploadedAsync(page, site, $"Email,Name\n{person},Ann Reader\n");
        await TakenAsync(page, site);
        var customer = await CookiesAsync(page);

        await page.Context.ClearCookiesAsync();
        await ChosenAsync(page, PrivacyRoutes.NewRequest);
        await page.CheckAsync("[value=Erasure]");
        await page.FillAsync("#Email", person);
        await page.Locator("#request-form button").ClickAsync();
        await page.GotoAsync($"{PrivacyRoutes.ConfirmRequest}?token={await TokenAsync(site)}");
        await page.Locator("#confirm-form button").ClickAsync();
        var status = (await CookiesAsync(page), new Uri(page.Url).AbsolutePath);
        await WorkAsync(site);

        await ComeBackAsync(page, customer, SiteRoutes.PeopleRequests);
        return status;
    }

    private static async Task<(IReadOnlyList<Cookie> Cookies, string Path)> PassedOnOneAsync(IPage page, TestSite site)
    {
        var person = await PassedOnAsync(page, site);
        await page.Locator("main a[href^='/lists/requests/']").First.ClickAsync();
        return person;
    }

    private static async Task<(IReadOnlyList<Cookie> Cookies, string Path)> AnsweredAsync(IPage page, TestSite site)
    {
        var person = await PassedOnOneAsync(page, site);
        await page.CheckAsync("[value=Cannot]");
        await page.FillAsync("#answer-form textarea", "We have to keep your invoices for ten years.");
        await page.Locator("#answer-form button").ClickAsync();
        return person;
    }

    private static async Task<(IReadOnlyList<Cookie> Cookies, string Path)> TakenBackAsync(IPage page, TestSite site)
    {
        var person = await AnsweredAsync(page, site);
        await page.Locator("#take-back button").ClickAsync();
        return person;
    }

    private static async Task ToldAsync(IPage page, TestSite site)
    {
        var (cookies, path) = await TakenBackAsync(page, site);
        await ComeBackAsync(page, cookies, path);
    }

    private static async Task TooManyAsync(IPage page)
    {
        await using var site = new TestSite().With("Limits:Request:PerSender", "1").With("Limits:Request:Seconds", "1800");
        var form = new Uri(site.StartOnPort(), PrivacyRoutes.NewRequest).ToString();
        for (var i = 0; i < 2; i++)
        {
            await page.GotoAsync(form);
            await page.Locator("#request-form button").ClickAsync();
        }
    }

    private static async Task<IReadOnlyList<Cookie>> CookiesAsync(IPage page) => [.. (await page.Context.CookiesAsync()).Select(c => new Cookie
    {
        Name = c.Name,
        Value = c.Value,
        Domain = c.Domain,
        Path = c.Path,
        Expires = c.Expires,
        HttpOnly = c.HttpOnly,
        Secure = c.Secure,
        SameSite = c.SameSite,
    })];

    /// <summary>Goes on in the browser of somebody who was here before.</summary>
    private static async Task ComeBackAsync(IPage page, IReadOnlyList<Cookie> cookies, string path)
    {
        await page.Context.ClearCookiesAsync();
        await page.Context.AddCookiesAsync(cookies);
        await page.GotoAsync(path);
    }
}
