using System.Globalization;
using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Retention;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace IGSendMail.Browser.Tests;

/// <summary>Whoever has an account reads the pages on which it is opened, entered and left in their language.</summary>
[Collection(BrowserTests.Name)]
public sealed class AccountRoadLanguageTests(SiteInBrowser browser)
{
    private const string Password = "correct horse battery staple";
    private const string OtherPassword = "staple battery horse correct";

    private static readonly DateTimeOffset Instant = new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);
    private static int _people;

    public static TheoryData<string> Others() => RoadLanguageTests.Others();

    [Theory]
    [MemberData(nameof(Others))]
    public async Task From_opening_an_account_to_cancelling_it_coming_back_and_a_new_password_no_english_word_is_left(string language)
    {
        await using var road = await Road.BeginAsync(browser, language);
        await OpenAsync(road);
        await ConfirmAsync(road);
        await AskAsync(road);
        await CancelAsync(road);
        await ForgetAsync(road);
        await SignInWithCodeAsync(road);
        foreach (var path in new[] { SiteRoutes.PasskeySignIn, $"{SiteRoutes.ConfirmAddress}?token=used", $"{SiteRoutes.NewPassword}?token=used" })
        {
            await road.GoAsync(path);
        }

        road.IsWhole();
    }

    [Theory]
    [MemberData(nameof(Others))]
    public async Task No_english_word_is_left_in_an_e_mail_of_an_account(string language)
    {
        var templates = await browser.Site.InScopeAsync(services => Task.FromResult(services.GetRequiredService<LetterTemplates>()));
        var letters = Letters().ToList();

        Assert.All(letters, letter => Assert.NotEmpty(EnglishLeft.In(templates.Render(letter).Text)));
        Assert.Empty(letters.SelectMany(letter =>
        {
            var mail = templates.Render(letter with { Locale = language });
            Assert.Contains($"<html lang=\"{language}\"", mail.Html, StringComparison.Ordinal);
            return EnglishLeft.In($"{mail.Subject} {mail.Text}").Select(word => $"{letter.GetType().Name}: {word}");
        }));
    }

    private static IEnumerable<Letter> Letters()
    {
        const string To = "x@example.com";
        yield return new WelcomeLetter(To, "Ada", "2026-01");
        yield return new AlreadyRegisteredLetter(To, "Ada", Instant);
        yield return new CancelledLetter(To, "Ada", Instant, Instant.AddDays(28), Instant.AddDays(30), Instant.AddDays(90), Instant.AddDays(120));
        yield return new CancelledLetter(To, "Ada", Instant, Instant.AddDays(28), Instant.AddDays(30), Instant.AddDays(90), Instant.AddDays(120)) { HasLists = false };
        yield return new CancelledLetter(To, "Ada", Instant, Instant, Instant.AddDays(30), Instant.AddDays(90), Instant.AddDays(120));
        yield return new PasswordsGuessedLetter(To, "Ada", Instant);
        yield return new CodesGuessedLetter(To, "Ada", Instant);
        yield return new NewPasswordLetter(To, "Ada", "1", Instant);
        foreach (var either in new[] { true, false })
        {
            yield return new ConfirmAddressLetter(To, "1", Instant, IsNew: either, TriedAgain: false);
            yield return new CancellationUndoneLetter(To, "Ada", WithLists: either);
            yield return new PasswordChangedLetter(To, "Ada", Instant) { IsByOperator = either };
            yield return new SecondFactorLetter(To, "Ada", Instant, IsOn: either);
            yield return new SecondFactorLetter(To, "Ada", Instant, IsOn: false) { IsByOperator = either };
            yield return new PasskeyLetter(To, "Ada", Instant, IsAdded: either);
            yield return new PasskeyLetter(To, "Ada", Instant, IsAdded: false) { IsByOperator = either };
        }

        // Titles and reasons of a receipt stay as they were signed.
        ReceiptLine[] lines = [new("1", "1", DataCategory.Account, 2, 1, 1, "2", "3", Instant)];
        foreach (var cause in new[] { RetentionCauses.Cancellation, AccountCauses.Unconfirmed })
        {
            foreach (var scope in RetentionCauses.Scopes)
            {
                yield return new ErasureDoneLetter(To, "Ada", null, "R-1", Instant, new(cause, scope, Instant, lines));
            }
        }
    }

    /// <summary>Everything wrong, then a password that is easy to guess, then right; and once more with the same address.</summary>
    private static async Task OpenAsync(Road road)
    {
        await road.GoAsync(SiteRoutes.Register);
        await road.PressAsync("#register .actions button");
        await FillAsync(road, "password1234");
        await road.PressAsync("#register .actions button");
        await FillAsync(road, Password);
        await road.Page.Locator("#register .actions button").ClickAsync();
        Assert.Equal(road.Language, (await Scenes.NewestAsync<ConfirmAddressLetter>(road.Site)).Locale);

        await SignOutAsync(road);
        await road.GoAsync(SiteRoutes.Register);
        await FillAsync(road, Password);
        await road.PressAsync("#register .actions button");
        Assert.EndsWith(SiteRoutes.CheckMail, road.Page.Url, StringComparison.Ordinal);
    }

    private static async Task ConfirmAsync(Road road)
    {
        var letter = await Scenes.NewestAsync<ConfirmAddressLetter>(road.Site);
        Assert.Equal(road.Language, letter.Locale);
        await road.GoAsync($"{SiteRoutes.ConfirmAddress}?token={letter.Token}");
        await road.PressAsync("main .actions a");
        await road.PressAsync("#sign-in .actions button");
        await road.Page.FillAsync("#Email", road.Address);
        await road.Page.FillAsync("#Password", OtherPassword);
        await road.PressAsync("#sign-in .actions button");
        await road.Page.FillAsync("#Password", Password);
        await road.PressAsync("#sign-in .actions button");
        await road.Page.Locator("#confirm-address button").ClickAsync();
        Assert.Equal(road.Language, (await Scenes.NewestAsync<WelcomeLetter>(road.Site)).Locale);
    }

    /// <summary>What one asks for in one's account, wrong and right: a correction, a deletion that is only looked at, and a copy that is read.</summary>
    private static async Task AskAsync(Road road)
    {
        await road.GoAsync(PrivacyRoutes.AccountDataCorrect);
        await road.PressAsync("#correct-form .actions button");
        await road.Page.CheckAsync("#correct-form [name=Field][value=Address]");
        await road.Page.FillAsync("#Wish", "nobody");
        await road.Page.FillAsync("#Password", OtherPassword);
        await road.PressAsync("#correct-form .actions button");
        await road.GoAsync(PrivacyRoutes.AccountDataErase);
        await road.PressAsync("#erase-form .actions button");
        await road.GoAsync(PrivacyRoutes.AccountData);
        foreach (var password in new[] { "", OtherPassword, Password })
        {
            await road.Page.FillAsync("#Password", password);
            await road.PressAsync("#ask-form button[value=Access]");
        }

        var reference = new Uri(road.Page.Url).AbsolutePath.Split('/')[^1];
        await Scenes.WorkAsync(road.Site);
        await road.GoAsync(PrivacyLinks.Request(reference));
        await road.GoAsync(PrivacyRoutes.AccountData);
        await Scenes.ShowPackageAsync(road.Page, road.Site, reference);
        await road.ReadAsync();
    }

    /// <summary>Cancelled, taken back and cancelled again, as far as it still can be taken back.</summary>
    private static async Task CancelAsync(Road road)
    {
        await road.GoAsync(SiteRoutes.Cancel);
        await road.PressAsync("#cancel button");
        await road.Page.FillAsync("#Password", Password);
        await road.PressAsync("#cancel .actions button");
        Assert.Equal(road.Language, (await Scenes.NewestAsync<CancelledLetter>(road.Site)).Locale);
        await road.Page.Locator("#undo button").ClickAsync();
        Assert.Equal(road.Language, (await Scenes.NewestAsync<CancellationUndoneLetter>(road.Site)).Locale);
        await Assertions.Expect(road.Page.Locator($".confirmation[lang={road.Language}]")).ToBeVisibleAsync();
        await SignOutAsync(road);
    }

    private static async Task ForgetAsync(Road road)
    {
        await road.GoAsync(SiteRoutes.ForgottenPassword);
        await road.PressAsync("#forgotten button");
        await road.Page.FillAsync("#Email", "nobody");
        await road.PressAsync("#forgotten button");
        await road.Page.FillAsync("#Email", road.Address);
        await road.PressAsync("#forgotten button");
        await road.Site.InScopeAsync(s => s.GetServices<IRepeatedWork>().OfType<PasswordAskWork>().Single().RunAsync(CancellationToken.None));
        await road.GoAsync($"{SiteRoutes.NewPassword}?token={(await Scenes.NewestAsync<NewPasswordLetter>(road.Site)).Token}");
        await road.Page.FillAsync("#New", "short");
        await road.PressAsync("#new-password .actions button");
        await road.Page.FillAsync("#New", OtherPassword);
        await road.PressAsync("#new-password .actions button");
        Assert.Equal(road.Language, (await Scenes.NewestAsync<PasswordChangedLetter>(road.Site)).Locale);
    }

    private static async Task SignInWithCodeAsync(Road road)
    {
        await SignInAsync(road, OtherPassword);
        await road.Page.GotoAsync(SiteRoutes.TwoStepSetUp);
        await road.Page.FillAsync("#Code", road.Site.FirstCode((await road.Page.Locator("#secret").TextContentAsync())!));
        await road.Page.FillAsync("#Password", OtherPassword);
        await road.Page.Locator("#two-step-set-up .actions button").ClickAsync();
        await road.Page.Locator("#recovery-codes").WaitForAsync();
        await SignOutAsync(road);

        await SignInAsync(road, OtherPassword);
        await road.ReadAsync();
        await road.PressAsync("#sign-in-code button");
        await road.Page.FillAsync("#Code", "000000");
        await road.PressAsync("#sign-in-code button");
    }

    private static async Task FillAsync(Road road, string password)
    {
        await road.Page.FillAsync("#Name", "Ånäs");
        await road.Page.FillAsync("#Email", road.Address);
        await road.Page.FillAsync("#Company", "Ø");
        await road.Page.FillAsync("#Password", password);
        await road.Page.CheckAsync("#IsOldEnough");
        await road.Page.CheckAsync("#AcceptsPolicy");
    }

    private static async Task SignInAsync(Road road, string password)
    {
        await road.Page.GotoAsync(SiteRoutes.SignIn);
        await road.Page.FillAsync("#Email", road.Address);
        await road.Page.FillAsync("#Password", password);
        await road.Page.Locator("#sign-in .actions button").ClickAsync();
    }

    private static Task SignOutAsync(Road road) => road.Page.Locator(".site-nav__button").ClickAsync();

    /// <summary>A browser without scripts that speaks one language, and what it has read that was English.</summary>
    private sealed class Road(TestSite site, IBrowserContext visitor, IPage page, string language) : IAsyncDisposable
    {
        private readonly List<string> _left = [];

        public TestSite Site => site;

        public IPage Page => page;

        public string Language => language;

        public string Address { get; } = string.Create(CultureInfo.InvariantCulture, $"pat{Interlocked.Increment(ref _people)}@example.com");

        public static async Task<Road> BeginAsync(SiteInBrowser browser, string language)
        {
            var visitor = await browser.ContextAsync(new BrowserNewContextOptions
            {
                BaseURL = browser.Address.ToString(),
                Locale = language,
                JavaScriptEnabled = false,
            });
            return new Road(browser.Site, visitor, await visitor.NewPageAsync(), language);
        }

        public async Task GoAsync(string path)
        {
            await page.GotoAsync(path);
            await ReadAsync();
        }

        public async Task PressAsync(string what)
        {
            await page.Locator(what).First.ClickAsync();
            await ReadAsync();
        }

        public async Task ReadAsync() => _left.AddRange(await EnglishLeft.OfAsync(page, language));

        public void IsWhole() => Assert.True(_left.Count == 0, string.Join(Environment.NewLine, _left.Distinct(StringComparer.Ordinal)));

        public ValueTask DisposeAsync() => visitor.DisposeAsync();
    }
}
