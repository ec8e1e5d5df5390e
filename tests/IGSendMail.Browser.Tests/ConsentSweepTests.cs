using System.Collections.Concurrent;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace IGSendMail.Browser.Tests;

/// <summary>
/// Every public page in a real browser with scripts on, with every choice: what the cookie jar, the page's own view of
/// it, the browser's storage and the network hold. An outside tool for analytics really runs, on another port.
/// </summary>
[Collection(BrowserTests.Name)]
public sealed class ConsentSweepTests(SiteInBrowser browser) : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _visits = new();
    private WebApplication _stats = null!;
    private TestSite _site = null!;
    private Uri _address = null!;
    private string _origin = "";

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _stats = builder.Build();
        _stats.MapGet("/matomo.js", () => Results.Text(
            """
            const told = Object.fromEntries(window._paq.map(([name, value]) => [name, value]));
            const visit = `${told.setTrackerUrl}?url=${encodeURIComponent(told.setCustomUrl)}&cookies=${'disableCookies' in told ? 0 : 1}`;
            fetch(visit, { mode: 'no-cors' });
            new Image().src = visit + '&image=1';
            """, "text/javascript"));
        _stats.MapGet("/matomo.php", (HttpRequest request) =>
        {
            _visits.Enqueue(request.QueryString.Value ?? "");
            return Results.NoContent();
        });
        await _stats.StartAsync();
        _origin = _stats.Urls.Single();
        _site = new TestSite().With("Analytics:Matomo:Url", _origin).With("Analytics:Matomo:SiteId", "1");
        _address = _site.StartOnPort();
    }

    public async Task DisposeAsync()
    {
        await _site.DisposeAsync();
        await _stats.DisposeAsync();
    }

    [Theory]
    [InlineData("nothing", false, false)]
    [InlineData("nothing", true, false)]
    [InlineData("reject", false, false)]
    [InlineData("preference", false, false)]
    [InlineData("withdraw", false, false)]
    [InlineData("accept", false, true)]
    [InlineData("accept", true, false)]
    public async Task The_browser_holds_and_reaches_only_what_was_allowed(string choice, bool signal, bool analytics)
    {
        await using var visitor = await browser.ContextAsync(new BrowserNewContextOptions { BaseURL = _address.ToString() });
        var page = await visitor.NewPageAsync();
        await ChooseAsync(page, choice);
        if (signal)
        {
            await visitor.SetExtraHTTPHeadersAsync(new Dictionary<string, string> { ["Sec-GPC"] = "1" });
        }

        await page.CloseAsync();
        var (reached, complaints) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string>());
        visitor.Request += (_, request) => reached.Enqueue(request.Url);
        visitor.Console += (_, message) => complaints.Enqueue(message.Text);
        _visits.Clear();

        var wrong = await PublicPages.VisitAsync(visitor, async each =>
        {
            // Only a page with a script can do anything after it was loaded.
            var hasScript = await each.Locator("script").CountAsync() > 0;
            await each.WaitForLoadStateAsync(hasScript ? LoadState.NetworkIdle : LoadState.Load);
            var seen = await each.EvaluateAsync<string[]>(
                """
                (async () => [document.cookie, ...Object.keys(localStorage), ...Object.keys(sessionStorage),
                  ...(await indexedDB.databases()).map(d => d.name), ...(await caches?.keys?.() ?? [])].filter(x => x))()
                """);
            return seen;
        });

        // No script sees a cookie, none keeps anything in the browser.
        Assert.Empty(wrong);
        var jar = (await visitor.CookiesAsync()).Select(c => c.Name).Order(StringComparer.Ordinal).ToList();
        Assert.Subset(Allowed(choice), jar.ToHashSet(StringComparer.Ordinal));
        Assert.All(await visitor.CookiesAsync(), c => Assert.True(c.HttpOnly));
        var elsewhere = reached.Where(url => !url.StartsWith(_address.ToString(), StringComparison.Ordinal)).ToList();
        Assert.Equal(analytics, elsewhere.Count > 0);
        Assert.All(elsewhere, url => Assert.StartsWith(_origin, url, StringComparison.Ordinal));
        Assert.Equal(analytics, !_visits.IsEmpty);
        Assert.All(_visits, visit => Assert.Contains("cookies=0", visit, StringComparison.Ordinal));
        // A page that is missing says so in the console; the content policy and Trusted Types must not.
        Assert.DoesNotContain(complaints, text => text.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase)
            || text.Contains("Trusted", StringComparison.OrdinalIgnoreCase));
    }

    private static HashSet<string> Allowed(string choice)
    {
        HashSet<string> essential = ["consent", "antiforgery", "confirmation", "requester", "signin"];
        return choice switch
        {
            "accept" => [.. essential, "visitor", "appearance"],
            "preference" => [.. essential, "appearance"],
            _ => essential,
        };
    }

    private static async Task ChooseAsync(IPage page, string choice)
    {
        await page.GotoAsync(PrivacyRoutes.Cookies);
        var buttons = choice switch
        {
            "reject" => ["#all button[value=reject]"],
            "accept" => ["#all button[value=accept]"],
            "withdraw" => ["#all button[value=accept]", "#all button[value=reject]"],
            "preference" => ["#choose-preference button[value=allow]"],
            _ => Array.Empty<string>(),
        };
        foreach (var button in buttons)
        {
            await page.Locator(button).ClickAsync();
            await page.WaitForURLAsync("**#confirmation");
        }
    }
}
