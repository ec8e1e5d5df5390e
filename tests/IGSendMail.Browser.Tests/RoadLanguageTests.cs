using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Requests;
using IGSendMail.Web.Features.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace IGSendMail.Browser.Tests;

/// <summary>Whoever asks in one language gets every page and every e-mail of the road in it.</summary>
[Collection(BrowserTests.Name)]
public sealed class RoadLanguageTests(SiteInBrowser browser)
{
    private static readonly DateOnly Day = new(2026, 12, 1);
    private static readonly DateTimeOffset Instant = new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);
    private static int _people;

    public static TheoryData<string> Others() => [.. SiteLanguages.All.Where(language => language != SiteLanguages.OfSite)];

    [Theory]
    [MemberData(nameof(Others))]
    public async Task From_the_form_to_the_end_no_english_word_is_left(string language)
    {
        await using var visitor = await browser.ContextAsync(new BrowserNewContextOptions
        {
            BaseURL = browser.Address.ToString(),
            Locale = language,
            JavaScriptEnabled = false,
        });
        var page = await visitor.NewPageAsync();
        var left = new List<string>();

        foreach (var right in new[] { Right.Access, Right.Rectification, Right.Erasure })
        {
            var address = $"road{Interlocked.Increment(ref _people)}@example.com";
            await page.GotoAsync(PrivacyRoutes.Requests);
            left.AddRange(await EnglishLeft.OfAsync(page, language));
            await page.Locator("main .actions a").First.ClickAsync();
            left.AddRange(await EnglishLeft.OfAsync(page, language));
            await page.Locator("#request-form button").ClickAsync();
            left.AddRange(await EnglishLeft.OfAsync(page, language));
            await page.CheckAsync($"#request-form [name=Right][value={right}]");
            await page.FillAsync("#Email", address);
            if (right == Right.Rectification)
            {
                await page.FillAsync("#Wish", "Ånäs.");
            }

            await page.Locator("#request-form button").ClickAsync();
            left.AddRange(await EnglishLeft.OfAsync(page, language));
            var letter = await Scenes.NewestAsync<RequestConfirmLetter>(browser.Site);
            Assert.Equal((address, language), (letter.ToAddress, letter.Locale));
            await page.GotoAsync($"{PrivacyRoutes.ConfirmRequest}?token={letter.Token}");
            left.AddRange(await EnglishLeft.OfAsync(page, language));
            await page.Locator("#confirm-form button").ClickAsync();
            left.AddRange(await EnglishLeft.OfAsync(page, language));
            await Scenes.WorkAsync(browser.Site);
            await page.GotoAsync(new Uri(page.Url).AbsolutePath);
            left.AddRange(await EnglishLeft.OfAsync(page, language));
            await page.GotoAsync(PrivacyLinks.RequestLink(letter.Reference));
            left.AddRange(await EnglishLeft.OfAsync(page, language));
            if (right == Right.Access)
            {
                await Scenes.ShowPackageAsync(page, browser.Site, letter.Reference);
                left.AddRange(await EnglishLeft.OfAsync(page, language));
            }
        }

        foreach (var path in new[] { PrivacyRoutes.Cookies, PrivacyRoutes.Choices, PrivacyRoutes.CheckReceipt, PrivacyRoutes.ConfirmRequest, "/nothing-is-here" })
        {
            await page.GotoAsync(path);
            left.AddRange(await EnglishLeft.OfAsync(page, language));
        }

        Assert.True(left.Count == 0, string.Join(Environment.NewLine, left.Distinct(StringComparer.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public async Task No_english_word_is_left_in_an_e_mail_of_the_road(string language)
    {
        var templates = await browser.Site.InScopeAsync(services => Task.FromResult(services.GetRequiredService<LetterTemplates>()));
        var letters = Letters().ToList();
        Assert.NotEmpty(letters.SelectMany(letter => EnglishLeft.In(templates.Render(letter).Text)));

        Assert.Empty(letters.SelectMany(letter =>
        {
            var mail = templates.Render(letter with { Locale = language });
            Assert.Contains($"<html lang=\"{language}\"", mail.Html, StringComparison.Ordinal);
            return EnglishLeft.In($"{mail.Subject} {mail.Text}").Select(word => $"{letter.GetType().Name}: {word}");
        }));
    }

    private static IEnumerable<Letter> Letters()
    {
        const string To = "x@example.com", Reference = "AC-7Q4M-92KX";
        foreach (var right in new[] { Right.Access, Right.Rectification, Right.Erasure, Right.Portability, Right.CcpaKnow, Right.CcpaDelete, Right.CcpaCorrect })
        {
            yield return new RequestConfirmLetter(To, "Ada", Reference, right, "1", Instant, Opens: false, Code: "12345678");
            yield return new RequestReceivedLetter(To, "Ada", Reference, right, Day, Day, NeedsSignIn: false);
        }

        yield return new RequestConfirmLetter(To, null, Reference, Right.Access, "1", Instant, Opens: true);
        yield return new RequestReceivedLetter(To, null, Reference, Right.Access, Day, Day, NeedsSignIn: true);
        yield return new RequestReceivedLetter(To, null, Reference, Right.CcpaKnow, Day, Day, NeedsSignIn: false, NeedsFact: true);
        yield return new AddressChangeLetter(To, null, Reference, "1", Instant);
        yield return new RequestWithdrawnLetter(To, null, Reference, Right.Erasure);
        yield return new PackageReadyLetter(To, null, Reference, Day);
        foreach (var places in new[] { 1, 2 })
        {
            yield return new RequestPartlyDoneLetter(To, null, Reference, Right.Erasure, places);
        }

        foreach (var reason in Enum.GetValues<ExtensionReason>())
        {
            yield return new RequestExtendedLetter(To, null, Reference, Right.Access, Day, Day, reason);
        }

        foreach (var reason in Enum.GetValues<RequestReason>())
        {
            yield return new RequestRefusedLetter(To, null, Reference, Right.Access, reason);
        }

        CorrectionField?[] fields = [null, AccountCorrections.Name, AccountCorrections.Company, AccountCorrections.Address, CorrectionField.Other];
        foreach (var (field, passedOn, waiting) in fields.SelectMany(f => new[] { (f, 0, 0), (f, 1, 1), (f, 3, 1), (f, 3, 2) }))
        {
            yield return new RequestCorrectedLetter(To, null, Reference, field, passedOn, waiting);
        }

        // Titles and reasons of a receipt stay as they were signed.
        ReceiptLine[] lines = [new("1", "1", DataCategory.Account, 2, 1, 1, "2", "3", Instant)];
        foreach (var content in new ReceiptLine[][] { lines, [] })
        {
            yield return new ErasureDoneLetter(To, null, Reference, "R-1", Instant, new(RequestCauses.Request, ErasureScope.Everything, Instant, content), "{}");
            yield return new ErasureDoneLetter(To, null, Reference, "R-1", Instant, new(RequestCauses.Request, ErasureScope.Everything, Instant, content))
            {
                Others = [new OtherHolder("Maison", Instant), new OtherHolder("Casa", null)],
            };
        }
    }
}
