using System.Globalization;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Consent;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Tests.Consent;

public sealed class LanguageTests(TestSite site) : IClassFixture<TestSite>
{
    public static TheoryData<string> Languages => [.. SiteLanguages.All];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_word_stands_in_every_language(string language)
    {
        var words = new ConsentWords(CultureInfo.GetCultureInfo(language));

        // English is the neutral language: its words stand in the file without a name.
        var names = language == SiteLanguages.OfSite ? NamesIn(CultureInfo.InvariantCulture) : words.Names;
        Assert.Equal(NamesIn(CultureInfo.InvariantCulture).Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
        Assert.All(names, name => Assert.NotEmpty(words[name]));
    }

    [Theory]
    [InlineData("de-AT,de;q=0.9", "de", "Alle ablehnen")]
    [InlineData("fr", "fr", "Tout refuser")]
    [InlineData("es-MX", "es", "Rechazar todo")]
    [InlineData("it,pl;q=0.5", null, "Reject all")]
    [InlineData("", null, "Reject all")]
    public async Task A_visitor_is_asked_in_the_language_of_their_browser(string accepts, string? lang, string reject)
    {
        var page = await Reading(accepts).GetAsync("/privacy");

        var strip = page.Document.QuerySelector("#consent")!;
        Assert.Equal(lang, strip.GetAttribute("lang"));
        Assert.Equal(reject, strip.QuerySelector("button")!.TextContent);
        Assert.Equal("en", page.Document.DocumentElement.GetAttribute("lang"));
    }

    [Theory]
    [InlineData("de", "Cookie-Einstellungen", "Ihre Wahl ist gespeichert: Freiwillige Cookies sind aus.")]
    [InlineData("fr", "Réglages des cookies", "Votre choix est enregistré : les cookies facultatifs sont désactivés.")]
    [InlineData("es", "Ajustes de cookies", "Su elección está guardada: las cookies opcionales están desactivadas.")]
    [InlineData("en", "Cookie settings", "Your choice is saved: optional cookies are off.")]
    public async Task The_settings_change_their_language_by_a_link_without_a_cookie(string language, string heading, string saved)
    {
        var visitor = Reading("fr");
        var first = await visitor.GetAsync(ConsentVisitor.Settings);

        var page = await visitor.GetAsync(first.Document.QuerySelector($"main nav a[lang={language}]")!.GetAttribute("href")!);
        Assert.Equal(heading, page.TextOf("h1"));
        Assert.Equal(language, page.Document.DocumentElement.GetAttribute("lang"));
        Assert.Empty(visitor.CookieNames());

        page = await visitor.SubmitAsync(page, "#all", button: ConsentVisitor.Button("All", "reject"));
        Assert.Equal(heading, page.TextOf("h1"));
        Assert.Equal(saved, page.TextOf("#confirmation"));
    }

    [Fact]
    public async Task A_confirmation_in_another_language_than_its_page_says_so()
    {
        var page = await Reading("de").AnswerAsync("accept", "/privacy");

        var confirmation = page.Document.QuerySelector("#confirmation")!;
        Assert.Equal("Ihre Wahl ist gespeichert: Analyse- und Einstellungs-Cookies sind an.", confirmation.TextContent);
        Assert.Equal("de", confirmation.ParentElement!.GetAttribute("lang"));
    }

    [Fact]
    public async Task A_record_names_the_language_that_was_shown()
    {
        await using var own = new TestSite();
        var visitor = own.Visitor();
        visitor.Headers["Accept-Language"] = "es";
        await visitor.AnswerAsync("reject");
        await own.Visitor().AnswerAsync("reject");

        var hashes = (await own.RecordsAsync()).Select(r => r.TextHash).ToList();

        Assert.All(hashes, Assert.NotNull);
        Assert.NotEqual(hashes[0], hashes[1]);
    }

    [Theory]
    [InlineData("?lang=xx")]
    [InlineData("?lang=")]
    [InlineData("?lang=de&lang=fr")]
    [InlineData("?lang=../../etc")]
    public async Task An_unknown_language_fails_no_page(string query)
    {
        var page = await site.Visitor().GetAsync(ConsentVisitor.Settings + query);

        Assert.Equal(System.Net.HttpStatusCode.OK, page.Status);
        Assert.Single(page.Document.QuerySelectorAll("h1"));
    }

    [Theory]
    [InlineData("?lang=de", true)]
    [InlineData("?lang=tlh", false)]
    [InlineData("", false)]
    public async Task Menu_and_foot_keep_the_language_that_the_address_chose_and_no_other(string query, bool isKept)
    {
        var page = await site.Visitor().GetAsync(PrivacyRoutes.NewRequest + query);

        var links = page.Document.QuerySelectorAll(".site-head a, .site-foot nav a").Select(a => a.GetAttribute("href")!).ToList();
        Assert.InRange(links.Count, 10, 20);
        Assert.All(links, link => Assert.Equal(isKept ? "lang=de" : "", link.Contains('?', StringComparison.Ordinal) ? link.Split('?')[1] : ""));
    }

    private static IEnumerable<string> NamesIn(CultureInfo culture) => new ConsentWords(culture).Names;

    private PageVisitor Reading(string languages)
    {
        var visitor = site.Visitor();
        visitor.Headers["Accept-Language"] = languages;
        return visitor;
    }
}
