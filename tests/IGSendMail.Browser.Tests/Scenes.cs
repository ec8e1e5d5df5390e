using System.Globalization;
using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace IGSendMail.Browser.Tests;

/// <summary>What the pictures show, and how a person gets there from a browser that knows nothing.</summary>
internal static partial class Scenes
{
    private const string Password = "correct horse battery staple";

    private static int _people;

    /// <summary>All scenes, by name.</summary>
    public static IReadOnlyList<(string Name, Func<IPage, TestSite, Task> Open)> All { get; } =
    [
        ("banner", (page, _) => page.GotoAsync(SiteRoutes.Home)),
        ("banner-de", (page, _) => page.GotoAsync($"{SiteRoutes.Home}?lang=de")),
        ("banner-signal", (page, _) => SignalAsync(page, SiteRoutes.Home)),
        ("confirmation", (page, _) => ConfirmedAsync(page)),
        ("receipt", (page, _) => page.GotoAsync(PrivacyRoutes.CookieReceipt)),
        ("receipt-history", (page, _) => ReceiptAsync(page)),
        ("receipt-check", (page, _) => ChosenAsync(page, PrivacyRoutes.CheckReceipt)),
        ("receipt-withdrawn-later", (page, site) => WithdrawnLaterAsync(page, site)),
        ("choices", (page, _) => SignalAsync(page, PrivacyRoutes.Choices)),
        ("cookie-settings-fr", (page, _) => page.GotoAsync($"{PrivacyRoutes.Cookies}?lang=fr")),
        ("no-cookies-choice", (page, _) => page.GotoAsync(PrivacyRoutes.CookiesKept)),
        ("home", (page, _) => ChosenAsync(page, SiteRoutes.Home)),
        ("policy", (page, _) => ChosenAsync(page, PrivacyRoutes.Policy)),
        ("versions", (page, _) => ChosenAsync(page, PrivacyRoutes.PolicyVersions)),
        ("subprocessors", (page, _) => ChosenAsync(page, PrivacyRoutes.Subprocessors)),
        ("cookie-settings", (page, _) => ChosenAsync(page, PrivacyRoutes.Cookies)),
        ("inventory", (page, _) => ChosenAsync(page, PrivacyRoutes.PersonalData)),
        ("not-found", (page, _) => ChosenAsync(page, "/no-such-page")),
        ("requests", (page, _) => ChosenAsync(page, PrivacyRoutes.Requests)),
        ("request-form", (page, _) => ChosenAsync(page, PrivacyRoutes.NewRequest)),
        ("request-form-errors", (page, _) => EmptyRequestAsync(page)),
        .. OfRequests,
        .. OfRetention,
        ("register", (page, _) => ChosenAsync(page, SiteRoutes.Register)),
        ("register-de", (page, _) => ChosenAsync(page, SiteRoutes.Register + "?lang=de")),
        ("sign-in", (page, _) => ChosenAsync(page, SiteRoutes.SignIn)),
        ("sign-in-de", (page, _) => ChosenAsync(page, SiteRoutes.SignIn + "?lang=de")),
        .. OfWaysBackIn,
        ("account", (page, _) => RegisteredAsync(page, SiteRoutes.Account)),
        ("account-new", (page, _) => RegisterAsync(page)),
        ("sessions", (page, _) => RegisteredAsync(page, SiteRoutes.Sessions)),
        ("password", (page, _) => RegisteredAsync(page, SiteRoutes.Password)),
        ("two-step", (page, _) => RegisteredAsync(page, SiteRoutes.TwoStep)),
        ("two-step-set-up", (page, _) => RegisteredAsync(page, SiteRoutes.TwoStepSetUp)),
        ("account-data", (page, _) => RegisteredAsync(page, PrivacyRoutes.AccountData)),
        ("account-data-french", (page, _) => RegisteredAsync(page, PrivacyRoutes.AccountData + "?lang=fr")),
        ("lists-empty", (page, _) => RegisteredAsync(page, SiteRoutes.Lists)),
        .. OfLists,
        .. OfPassedOn,
        .. OfPackages,
        .. OfWaiting,
        .. OfSentMail,
        .. OfTheStory,
        ("cancel", (page, _) => RegisteredAsync(page, SiteRoutes.Cancel)),
        ("cancel-de", (page, _) => RegisteredAsync(page, SiteRoutes.Cancel + "?lang=de")),
        ("cancelled", (page, _) => CancelledAsync(page)),
        ("cancelled-de", (page, _) => CancelledAsync(page, "?lang=de")),
        ("status-access", (page, site) => AccessAsync(page, site)),
        ("erase", (page, _) => RegisteredAsync(page, PrivacyRoutes.AccountDataErase)),
        ("erase-german", (page, _) => RegisteredAsync(page, PrivacyRoutes.AccountDataErase + "?lang=de")),
        ("status-erasure", (page, site) => ErasureAsync(page, site)),
        ("officer-consent", (page, site) => OfficerAsync(page, site, PrivacyRoutes.OfficerConsent)),
        ("officer-refuse", (page, site) => RefuseAsync(page, site)),
        ("audit", (page, site) => AuditAsync(page, site)),
    ];

    /// <summary>Opens a scene and waits until its page is all there.</summary>
    public static async Task OpenAsync(string name, IPage page, TestSite site)
    {
        await All.First(scene => scene.Name == name).Open(page, site);
        await page.IsAllThereAsync();
    }

    private static async Task ChosenAsync(IPage page, string path)
    {
        await page.GotoAsync(SiteRoutes.Home);
        var reject = page.Locator("#consent button[value=reject]");
        if (await reject.CountAsync() > 0)
        {
            await reject.ClickAsync();
        }

        await page.GotoAsync(path);
    }

    private static async Task EmptyRequestAsync(IPage page)
    {
        await ChosenAsync(page, PrivacyRoutes.NewRequest);
        await page.Locator("#request-form button").ClickAsync();
    }

    private static async Task RegisterAsync(IPage page)
    {
        await ChosenAsync(page, SiteRoutes.Register);
        var number = Interlocked.Increment(ref _people).ToString(CultureInfo.InvariantCulture);
        await page.FillAsync("#Name", "Ada Example");
        await page.FillAsync("#Email", $"ada{number}@example.com");
        await page.FillAsync("#Company", "Example Ltd");
        await page.FillAsync("#Password", Password);
        await page.CheckAsync("#IsOldEnough");
        await page.CheckAsync("#AcceptsPolicy");
        await page.Locator("#register .actions button").ClickAsync();
    }

    private static async Task RegisteredAsync(IPage page, string path)
    {
        await RegisterAsync(page);
        await page.GotoAsync(path);
    }

    private static async Task CancelledAsync(IPage page, string language = "")
    {
        await RegisteredAsync(page, SiteRoutes.Cancel + language);
        await page.FillAsync("#Password", Password);
        await page.Locator("#cancel .actions button").ClickAsync();
    }

    private static async Task AccessAsync(IPage page, TestSite site)
    {
        await RegisteredAsync(page, PrivacyRoutes.AccountData);
        await page.FillAsync("#ask-form [name=Password]", Password);
        await page.Locator("#ask-form button[value=Access]").ClickAsync();
        await WorkAsync(site);
        await page.GotoAsync(new Uri(page.Url).AbsolutePath);
    }

    private static async Task ErasureAsync(IPage page, TestSite site)
    {
        await RegisteredAsync(page, PrivacyRoutes.AccountDataErase);
        await page.FillAsync("#erase-form [name=Password]", Password);
        await page.Locator("#erase-form .actions button").ClickAsync();
        await WorkAsync(site);
        await page.GotoAsync(new Uri(page.Url).AbsolutePath);
    }

    private static async Task SignalAsync(IPage page, string path)
    {
        await page.SetExtraHTTPHeadersAsync(new Dictionary<string, string> { ["Sec-GPC"] = "1" });
        await page.GotoAsync(path);
    }

    private static async Task ConfirmedAsync(IPage page)
    {
        await page.GotoAsync(SiteRoutes.Home);
        await page.Locator("#consent button[value=accept]").ClickAsync();
    }

    private static async Task ReceiptAsync(IPage page)
    {
        await ConfirmedAsync(page);
        var code = await page.Locator("#receipt strong").TextContentAsync();
        await page.GotoAsync(PrivacyRoutes.CookieReceipt);
        await page.FillAsync("#Code", code!);
        await page.Locator("#receipt-form button").ClickAsync();
    }

    /// <summary>Takes a consent back while another writer holds the database.</summary>
    private static async Task WithdrawnLaterAsync(IPage page, TestSite site)
    {
        await ReceiptAsync(page);
        await using var other = new SqliteConnection($"Data Source={Path.Combine(site.DataFolder, "igsendmail.db")};Pooling=False");
        await other.OpenAsync();
        await using var held = await other.BeginTransactionAsync(System.Data.IsolationLevel.Serializable);
        await page.Locator("#withdraw-form button").ClickAsync();
        await page.Locator("#honoured").WaitForAsync();
        await held.RollbackAsync();
    }

    private static async Task RefuseAsync(IPage page, TestSite site)
    {
        await RegisteredAsync(page, PrivacyRoutes.AccountData);
        await page.FillAsync("#ask-form [name=Password]", Password);
        await page.Locator("#ask-form button[value=Access]").ClickAsync();
        var reference = new Uri(page.Url).AbsolutePath.Split('/')[^1];
        await page.Context.ClearCookiesAsync();
        await OfficerAsync(page, site, PrivacyLinks.OfficerRefuse(reference));
        await page.Locator("#refuse-form button").ClickAsync();
    }

    private static async Task AuditAsync(IPage page, TestSite site)
    {
        await site.Services.GetRequiredService<AuditSequencer>().RunAsync(CancellationToken.None);
        await OfficerAsync(page, site, PrivacyRoutes.OfficerAudit);
    }

    private static async Task OfficerAsync(IPage page, TestSite site, string path)
    {
        var number = Interlocked.Increment(ref _people).ToString(CultureInfo.InvariantCulture);
        await site.InScopeAsync(services => services.GetRequiredService<Officers>().AddAsync(
            "Olive Officer", EmailAddress.Of($"officer{number}@example.com"), Password, CancellationToken.None));
        await ChosenAsync(page, SiteRoutes.SignIn);
        await page.FillAsync("#Email", $"officer{number}@example.com");
        await page.FillAsync("#Password", Password);
        await page.Locator("#sign-in .actions button").ClickAsync();
        await page.FillAsync("#Code", site.FirstCode((await page.Locator("#secret").TextContentAsync())!));
        await page.FillAsync("#Password", Password);
        await page.Locator("#two-step-set-up .actions button").ClickAsync();
        await page.Locator("#recovery-codes").WaitForAsync();
        await page.GotoAsync(path);
    }

    public static Task WorkAsync(TestSite site) => site.InScopeAsync(async services =>
    {
        for (var round = 0; round < 3; round++)
        {
            await services.GetRequiredService<RequestWork>().RunAsync(CancellationToken.None);
            await services.GetRequiredService<ErasureWork>().RunAsync(CancellationToken.None);
        }
    });
}
