using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace IGSendMail.Browser.Tests;

/// <summary>Scenes of requests, from the form to the officer.</summary>
internal static partial class Scenes
{
    private static IReadOnlyList<(string Name, Func<IPage, TestSite, Task> Open)> OfRequests { get; } =
    [
        ("request-form-de", (page, _) => KnowAsync(page, "de")),
        ("request-form-correction", (page, _) => WishAsync(page)),
        ("request-sent", (page, _) => SentAsync(page, Guest(), wrongCode: true)),
        ("request-confirm-es", (page, site) => ConfirmAsync(page, site)),
        ("status-erasure-de", (page, site) => ErasedByMailAsync(page, site, "de")),
        ("status-erasure-fr", (page, site) => ErasedByMailAsync(page, site, "fr")),
        ("not-found-es", (page, _) => page.GotoAsync("/nothing-is-here?lang=es")),
        ("not-yours-de", (page, _) => page.GotoAsync($"{PrivacyLinks.RequestLink("ER-7Q4M-92KX")}?lang=de")),
        ("receipt-check-de", (page, _) => page.GotoAsync($"{PrivacyRoutes.CheckReceipt}?lang=de")),
        ("no-cookies-sent", (page, _) => SentWithoutCookiesAsync(page)),
        ("no-cookies-confirmed-de", (page, site) => ConfirmedWithoutCookiesAsync(page, site)),
        ("no-cookies-sign-in", (page, _) => SignInWithoutCookiesAsync(page)),
        ("correct", (page, _) => RegisteredAsync(page, PrivacyRoutes.AccountDataCorrect)),
        ("correct-spanish", (page, _) => RegisteredAsync(page, PrivacyRoutes.AccountDataCorrect + "?lang=es")),
        ("status-correction", (page, site) => CorrectedAsync(page, site)),
        ("status-facts", (page, site) => FactsAsync(page, site)),
        ("account-data-asked", (page, site) => AskedForAsync(page, site)),
        ("officer", (page, site) => ForOfficerAsync(page, site, PrivacyRoutes.Officer)),
        ("officer-request", (page, site) => ForOfficerAsync(page, site, PrivacyRoutes.OfficerRequest)),
        ("officer-extend", (page, site) => ForOfficerAsync(page, site, PrivacyRoutes.OfficerExtend)),
        ("officer-holds", (page, site) => HoldsAsync(page, site)),
        ("officer-plan", (page, site) => PlanAsync(page, site)),
        ("officer-correct", (page, site) => ForOfficerAsync(page, site, PrivacyRoutes.OfficerCorrect)),
    ];

    private static string Guest() => $"guest{Interlocked.Increment(ref _people)}@example.com";

    private static async Task KnowAsync(IPage page, string language)
    {
        await ChosenAsync(page, $"{PrivacyRoutes.NewRequest}?lang={language}");
        await page.CheckAsync("[value=Access]");
        await page.CheckAsync("[value=Ccpa]");
    }

    private static async Task WishAsync(IPage page)
    {
        await ChosenAsync(page, PrivacyRoutes.NewRequest);
        await page.CheckAsync("[value=Rectification]");
    }

    private static async Task SentAsync(IPage page, string address, bool wrongCode = false, bool california = false, string language = "en")
    {
        await ChosenAsync(page, $"{PrivacyRoutes.NewRequest}?lang={language}");
        await page.CheckAsync("[value=Access]");
        if (california)
        {
            await page.CheckAsync("[value=Ccpa]");
        }

        await page.FillAsync("#Email", address);
        await page.Locator("#request-form button").ClickAsync();
        if (wrongCode)
        {
            await page.FillAsync("#Code", "0000 0000");
            await page.Locator("#code-form button").ClickAsync();
        }
    }

    private static async Task ConfirmAsync(IPage page, TestSite site)
    {
        var address = Guest();
        await SentAsync(page, address, language: "es");
        await page.GotoAsync($"{PrivacyRoutes.ConfirmRequest}?token={await TokenAsync(site)}&lang=es");
    }

    /// <summary>The receipt is unfolded.</summary>
    private static async Task ErasedByMailAsync(IPage page, TestSite site, string language)
    {
        await ChosenAsync(page, $"{PrivacyRoutes.NewRequest}?lang={language}");
        await page.CheckAsync("[value=Erasure]");
        await page.FillAsync("#Email", Guest());
        await page.Locator("#request-form button").ClickAsync();
        await page.GotoAsync($"{PrivacyRoutes.ConfirmRequest}?token={await TokenAsync(site)}&lang={language}");
        await page.Locator("#confirm-form button").ClickAsync();
        await WorkAsync(site);
        await page.GotoAsync(new Uri(page.Url).PathAndQuery);
        await page.Locator("details summary").First.ClickAsync();
    }

    private static async Task SentWithoutCookiesAsync(IPage page)
    {
        await SentAsync(page, Guest());
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync(PrivacyRoutes.RequestSent);
    }

    private static async Task ConfirmedWithoutCookiesAsync(IPage page, TestSite site)
    {
        await SentAsync(page, Guest(), language: "de");
        await page.GotoAsync($"{PrivacyRoutes.ConfirmRequest}?token={await TokenAsync(site)}&lang=de");
        await page.Context.ClearCookiesAsync();
        await page.Locator("#confirm-form button").ClickAsync();
    }

    private static async Task SignInWithoutCookiesAsync(IPage page)
    {
        await ChosenAsync(page, SiteRoutes.SignIn);
        await page.Context.ClearCookiesAsync();
        await page.Locator("#sign-in .actions button").ClickAsync();
    }

    private static async Task FactsAsync(IPage page, TestSite site)
    {
        var address = Guest();
        foreach (var california in new[] { false, true })
        {
            await SentAsync(page, address, california: california);
            await page.GotoAsync($"{PrivacyRoutes.ConfirmRequest}?token={await TokenAsync(site)}");
            await page.Locator("#confirm-form button").ClickAsync();
        }

        await page.Locator("#facts-form button").ClickAsync();
    }

    private static async Task CorrectedAsync(IPage page, TestSite site)
    {
        await AskToCorrectAsync(page, "Company", "Example & Daughters");
        await WorkAsync(site);
        await page.GotoAsync(new Uri(page.Url).AbsolutePath);
    }

    private static async Task ForOfficerAsync(IPage page, TestSite site, string route)
    {
        await AskToCorrectAsync(page, "Other", "Your letters say that I joined in 2024. It was 2023.");
        var reference = new Uri(page.Url).AbsolutePath.Split('/')[^1];
        await page.Context.ClearCookiesAsync();
        await OfficerAsync(page, site, route.Replace("{reference}", reference, StringComparison.Ordinal));
    }

    private static async Task AskedForAsync(IPage page, TestSite site)
    {
        await AccessAsync(page, site);
        await page.GotoAsync(PrivacyRoutes.AccountData);
    }

    private static async Task HoldsAsync(IPage page, TestSite site)
    {
        await OfficerAsync(page, site, PrivacyRoutes.OfficerHolds);
        await page.CheckAsync("[value=Person]");
        await page.FillAsync("#Address", Guest());
        await page.CheckAsync("[value=LegalClaim]");
        await page.FillAsync("#CaseNumber", "2026-117");
        await page.FillAsync("#ReviewOn", "2027-02-01");
        await page.Locator("#hold-form button").ClickAsync();
    }

    private static async Task PlanAsync(IPage page, TestSite site)
    {
        await ErasureAsync(page, site);
        var reference = new Uri(page.Url).AbsolutePath.Split('/')[^1];
        await page.Context.ClearCookiesAsync();
        await OfficerAsync(page, site, PrivacyLinks.OfficerRequest(reference));
    }

    private static async Task AskToCorrectAsync(IPage page, string field, string wish)
    {
        await RegisteredAsync(page, PrivacyRoutes.AccountDataCorrect);
        await page.CheckAsync($"[value={field}]");
        await page.FillAsync("#Wish", wish);
        await page.FillAsync("#Password", Password);
        await page.Locator("#correct-form .actions button").ClickAsync();
    }

    /// <summary>Puts a fresh secret in the place of the newest request's, as if its letter had been read.</summary>
    private static async Task<string> TokenAsync(TestSite site) => await site.InDatabaseAsync(db => db.WriteAsync(
        WriteUrgency.Interactive, async token =>
        {
            var request = await db.DataSubjectRequests().OrderByDescending(r => r.ReceivedAt).FirstAsync(token);
            var secret = RequestToken.New(request.Id);
            request.TokenHash = secret.Hash;
            return secret.ToString();
        }, CancellationToken.None));
}
