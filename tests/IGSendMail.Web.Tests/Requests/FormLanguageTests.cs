using System.Globalization;
using System.Net;
using IGSendMail.Privacy.Requests;
using IGSendMail.Privacy.Settings;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Accounts;
using IGSendMail.Web.Features.Consent;
using IGSendMail.Web.Features.Errors;
using IGSendMail.Web.Features.Requests;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;

namespace IGSendMail.Web.Tests.Requests;

/// <summary>The form speaks four languages, and so do its errors, its letter and the page behind the link.</summary>
public sealed class FormLanguageTests : IAsyncDisposable
{
    private static readonly Func<CultureInfo, LanguageWords>[] Everything =
    [
        c => new RequestFormWords(c), c => new FormWords(c), c => new MailTroubleWords(c), c => new RequestPageWords(c), c => new RequestsWords(c),
        c => new ReceiptCheckWords(c), c => new ToldWords(c), c => new LayoutWords(c), c => new ErrorWords(c), c => new TooManyWords(c),
        c => new ChoicesWords(c), c => new AccountWords(c), c => new SignInWords(c), c => new OpenAccountWords(c),
        c => new CancelWords(c), c => new AccountDataWords(c),
    ];

    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    public static TheoryData<string, string, string, string> Languages() => new()
    {
        { "en", "Ask about your data", "Write an e-mail address, such as name@example.com.", "Please confirm your request" },
        { "de", "Nach Ihren Daten fragen", "Geben Sie eine E-Mail-Adresse an, zum Beispiel name@example.com.", "Bitte bestätigen Sie Ihre Anfrage" },
        { "fr", "Demander vos données", "Indiquez une adresse e-mail, par exemple nom@example.com.", "Veuillez confirmer votre demande" },
        { "es", "Preguntar por sus datos", "Escriba una dirección de correo electrónico, por ejemplo nombre@example.com.", "Por favor, confirme su solicitud" },
    };

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task From_the_form_to_the_letter_and_back_one_language(string language, string title, string error, string subject)
    {
        var visitor = _site.Visitor();
        var form = await visitor.GetAsync($"{PrivacyRoutes.NewRequest}?lang={language}");
        Assert.Equal(title, form.TextOf("h1"));

        var wrong = await visitor.SubmitAsync(form, "#request-form");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Contains(error, wrong.TextOf(".error-summary"), StringComparison.Ordinal);
        Assert.Equal(title, wrong.TextOf("h1"));

        await visitor.SubmitAsync(wrong, "#request-form", new Dictionary<string, string> { ["Right"] = "Erasure", ["Email"] = "guest@example.com" });
        var letter = Assert.Single(await _site.LettersAsync<RequestConfirmLetter>());
        Assert.Equal(language, letter.Locale);
        await _site.WorkAsync();
        var mail = MimeKit.MimeMessage.Load(
            Directory.EnumerateFiles(Path.Combine(_site.DataFolder, "mail"), "*.eml", SearchOption.AllDirectories).Single());
        Assert.StartsWith(subject, mail.Subject, StringComparison.Ordinal);
        Assert.Contains(letter.Code!, mail.TextBody, StringComparison.Ordinal);
        var words = new RequestFormWords(CultureInfo.GetCultureInfo(language));
        var confirm = await visitor.GetAsync($"{RequestSteps.LinkOf(letter)}&lang={language}");
        Assert.Contains(words["ErasureReview"], confirm.TextOf("main"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_language_has_the_same_words_and_none_is_left_in_english()
    {
        foreach (var make in Everything)
        {
            var english = make(CultureInfo.InvariantCulture);
            foreach (var language in SiteLanguages.All.Where(l => l != SiteLanguages.OfSite))
            {
                var words = make(CultureInfo.GetCultureInfo(language));
                Assert.Equal(english.Names.Order(StringComparer.Ordinal), words.Names.Order(StringComparer.Ordinal));
                Assert.All(
                    english.Names.Where(n => english[n].Length > 25),
                    name => Assert.NotEqual(english[name], words[name]));
            }
        }
    }

    [Fact]
    public async Task What_was_chosen_and_typed_is_still_there_after_an_error()
    {
        var visitor = _site.Visitor();
        var page = await visitor.SubmitAsync(await visitor.GetAsync(PrivacyRoutes.NewRequest), "#request-form", new Dictionary<string, string>
        {
            ["Right"] = nameof(Right.Rectification),
            ["Region"] = nameof(Regime.Ccpa),
            ["Wish"] = "It is Ånäs.",
            ["Email"] = "nobody",
        });

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.NotNull(page.Document.QuerySelector("input[value=Rectification][checked]"));
        Assert.NotNull(page.Document.QuerySelector("input[value=Ccpa][checked]"));
        Assert.Equal("It is Ånäs.", page.Document.QuerySelector("textarea[name=Wish]")!.TextContent.Trim());
        Assert.Equal("nobody", page.Document.QuerySelector("input[name=Email]")!.GetAttribute("value"));
    }

    [Theory]
    [InlineData("Right", "Objection")]
    [InlineData("Right", "17")]
    [InlineData("Region", "Mars")]
    [InlineData("Scope", "All")]
    [InlineData("Period", "Yesterday")]
    public async Task What_the_form_does_not_offer_is_refused_at_its_field(string field, string value)
    {
        var page = await _site.AskAsync("guest@example.com", further: new Dictionary<string, string>());
        Assert.Equal(HttpStatusCode.OK, page.Status);
        var visitor = _site.Visitor();
        var form = await visitor.GetAsync(PrivacyRoutes.NewRequest);
        form.Document.QuerySelector($"#request-form input[name={field}]")!.SetAttribute("value", value);
        var wrong = await visitor.SubmitAsync(form, "#request-form", new Dictionary<string, string>
        {
            ["Email"] = "guest@example.com",
            ["Right"] = field == "Right" ? value : "Access",
            [field] = value,
        });

        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.NotNull(wrong.Document.QuerySelector($".error-summary a[href='#{field}']"));
    }
}
