using System.Globalization;
using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace IGSendMail.Browser.Tests;

/// <summary>A real browser makes and uses passkeys, with an authenticator of its own (Chrome DevTools Protocol, WebAuthn), under the site's own policy.</summary>
[Collection(BrowserTests.Name)]
public sealed class PasskeyTests(SiteInBrowser browser) : IAsyncLifetime
{
    private const string Address = "ada@example.com", Officer = "olga@example.com", Password = "correct horse battery staple";
    private readonly TestSite _site = new();
    private string _base = "";

    public async Task InitializeAsync()
    {
        // Passkeys belong to a name, never to a number: the browser visits localhost.
        _base = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{_site.StartOnPort().Port}");
        _site.Services.GetRequiredService<SiteOptions>().PublicUrl = new Uri(_base);
        await _site.InScopeAsync(async services =>
        {
            Assert.Empty(await services.GetRequiredService<Officers>().AddAsync("Olga Officer", EmailAddress.Of(Officer), Password, CancellationToken.None));
        });
    }

    public Task DisposeAsync() => _site.DisposeAsync().AsTask();

    [Fact]
    public async Task A_customer_makes_a_passkey_signs_in_with_it_alone_and_removes_it()
    {
        await using var visitor = await VisitorAsync();
        var (page, messages) = await WithAuthenticatorAsync(visitor);
        await RegisterAsync(page);
        await page.GotoAsync(SiteRoutes.Passkeys);
        await Assertions.Expect(page.Locator("#passkey-without")).ToBeHiddenAsync();

        await page.FillAsync("#Password", "not my password at all");
        await page.Locator("button[name=Passkey]").ClickAsync();
        await Assertions.Expect(page.Locator("#Password-error")).ToBeVisibleAsync();
        Assert.Equal(0, await CountAsync());

        await page.FillAsync("#Password", Password);
        await page.FillAsync("#Name", "My phone");
        await page.Locator("button[name=Passkey]").ClickAsync();
        await Assertions.Expect(page.Locator("#passkey-list")).ToContainTextAsync("My phone");
        Assert.Equal(1, await CountAsync());

        await visitor.ClearCookiesAsync();
        await UseAsync(page);
        await page.WaitForURLAsync($"**{SiteRoutes.Account}");

        await page.GotoAsync(SiteRoutes.Passkeys);
        await Assertions.Expect(page.Locator("#passkey-list")).ToContainTextAsync("last used");
        await page.FillAsync("#Password", Password);
        await page.Locator("#passkey-list button").ClickAsync();
        await Assertions.Expect(page.Locator("#no-passkeys")).ToBeVisibleAsync();

        await visitor.ClearCookiesAsync();
        await UseAsync(page);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("We do not know this passkey");
        Assert.DoesNotContain(messages, m => m.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task An_officer_has_one_in_place_of_an_app()
    {
        await using var visitor = await VisitorAsync();
        var (page, _) = await WithAuthenticatorAsync(visitor);
        await SignInAsync(page, Officer);
        await page.WaitForURLAsync($"**{SiteRoutes.TwoStepSetUp}");
        await page.Locator($"main a[href='{SiteRoutes.Passkeys}']").ClickAsync();
        await page.FillAsync("#Password", Password);
        await page.Locator("button[name=Passkey]").ClickAsync();
        await Assertions.Expect(page.Locator("#passkey-list")).ToBeVisibleAsync();

        await visitor.ClearCookiesAsync();
        await SignInAsync(page, Officer);
        await page.WaitForURLAsync($"**{SiteRoutes.PasskeySignIn}*");
        await page.GotoAsync(PrivacyRoutes.Officer);
        await page.WaitForURLAsync($"**{SiteRoutes.SignIn}?*");

        await UseAsync(page);
        await page.WaitForURLAsync($"**{PrivacyRoutes.Officer}");
    }

    [Fact]
    public async Task Where_the_person_is_not_made_sure_of_the_page_says_that_nothing_was_used()
    {
        await using var visitor = await VisitorAsync();
        var (page, _) = await WithAuthenticatorAsync(visitor, isUserVerified: false);
        await RegisterAsync(page);
        await page.GotoAsync(SiteRoutes.Passkeys);
        await page.FillAsync("#Password", Password);

        await page.Locator("button[name=Passkey]").ClickAsync();

        await Assertions.Expect(page.Locator("#passkey-stopped")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("button[name=Passkey]")).ToBeEnabledAsync();
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task Without_script_both_pages_say_what_else_there_is_and_fit_a_phone()
    {
        await using var visitor = await VisitorAsync(script: false, width: 360);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync(SiteRoutes.PasskeySignIn);
        await SaysAsync("sign in with your password");
        await RegisterAsync(page);
        await page.GotoAsync(SiteRoutes.Passkeys);
        await SaysAsync("Codes of an app");
        await page.GotoAsync(SiteRoutes.TwoStepSetUp);
        await FitsAsync();
        await page.FillAsync("#Code", _site.FirstCode((await page.Locator("#secret").TextContentAsync())!));
        await page.FillAsync("#Password", Password);
        await page.Locator("#two-step-set-up .actions button").ClickAsync();
        await page.Locator("#recovery-codes").WaitForAsync();
        await FitsAsync();
        await page.GotoAsync(SiteRoutes.TwoStep);
        await FitsAsync();

        async Task SaysAsync(string words)
        {
            await Assertions.Expect(page.Locator("#passkey-without")).ToContainTextAsync(words);
            await Assertions.Expect(page.Locator("button[name=Passkey]")).ToBeHiddenAsync();
            await FitsAsync();
        }

        async Task FitsAsync() => Assert.InRange(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 1, 360);
    }

    private Task<IBrowserContext> VisitorAsync(bool script = true, int width = 1280) => browser.ContextAsync(new BrowserNewContextOptions
    {
        BaseURL = _base,
        JavaScriptEnabled = script,
        ViewportSize = new ViewportSize { Width = width, Height = 900 },
    });

    private static async Task<(IPage Page, List<string> Messages)> WithAuthenticatorAsync(IBrowserContext visitor, bool isUserVerified = true)
    {
        var page = await visitor.NewPageAsync();
        var messages = new List<string>();
        page.Console += (_, message) => messages.Add(message.Text);
        var devTools = await visitor.NewCDPSessionAsync(page);
        await devTools.SendAsync("WebAuthn.enable");
        await devTools.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = isUserVerified,
                ["automaticPresenceSimulation"] = true,
            },
        });
        return (page, messages);
    }

    private static async Task UseAsync(IPage page)
    {
        await page.GotoAsync(SiteRoutes.PasskeySignIn);
        await page.Locator("button[name=Passkey]").ClickAsync();
    }

    private static async Task SignInAsync(IPage page, string address)
    {
        await page.GotoAsync(SiteRoutes.SignIn);
        await page.FillAsync("#Email", address);
        await page.FillAsync("#Password", Password);
        await page.Locator("#sign-in .actions button").ClickAsync();
    }

    private static async Task RegisterAsync(IPage page)
    {
        await page.GotoAsync(SiteRoutes.Home);
        await page.Locator("#consent button[value=reject]").ClickAsync();
        await page.GotoAsync(SiteRoutes.Register);
        await page.FillAsync("#Name", "Ada Example");
        await page.FillAsync("#Email", Address);
        await page.FillAsync("#Company", "Example");
        await page.FillAsync("#Password", Password);
        await page.CheckAsync("#IsOldEnough");
        await page.CheckAsync("#AcceptsPolicy");
        await page.Locator("#register .actions button").ClickAsync();
        await page.WaitForURLAsync(url => new Uri(url).AbsolutePath != SiteRoutes.Register);
    }

    private Task<int> CountAsync() => _site.InDatabaseAsync(db => db.Passkeys().CountAsync());
}
