using System.Net;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Errors;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using IGSendMail.Web.Tests.Accounts;
using IGSendMail.Web.Tests.Identity;
using IGSendMail.Web.Tests.Requests;

namespace IGSendMail.Web.Tests.Limits;

/// <summary>One sender does not take the site from the others, and no stranger takes it from its owner.</summary>
public sealed class FloodTests : IAsyncDisposable
{
    private const string Here = "192.0.2.10", SameNetwork = "192.0.2.77", Elsewhere = "198.51.100.4";
    private readonly TestSite _site = new TestSite().WithNetworks();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData("SignIn", SiteRoutes.SignIn)]
    [InlineData("Registration", SiteRoutes.Register)]
    [InlineData("Letter", SiteRoutes.ForgottenPassword)]
    [InlineData("Request", PrivacyRoutes.NewRequest)]
    [InlineData("Code", PrivacyRoutes.RequestCode)]
    [InlineData("Choice", PrivacyRoutes.Cookies)]
    [InlineData("Upload", PrivacyRoutes.CheckReceipt)]
    [InlineData("Download", PrivacyRoutes.CookieReceiptDownload)]
    public async Task The_third_of_two_is_refused_with_a_time_and_another_network_is_served(string act, string path)
    {
        _site.Limit(act, perSender: 2);

        var statuses = new List<HttpStatusCode>();
        foreach (var sender in new[] { Here, SameNetwork, Here, Elsewhere })
        {
            using var answer = await PostAsync(_site.From(sender), path);
            statuses.Add(answer.StatusCode);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1_700, 1_800);
                Assert.Contains("30 minutes", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            }
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[2]);
        Assert.DoesNotContain(HttpStatusCode.TooManyRequests, statuses.Where((_, i) => i != 2));
    }

    [Theory]
    [InlineData("en", "Please wait a moment", "Go back and try again in 30 minutes.")]
    [InlineData("de", "Bitte warten Sie einen Augenblick", "versuchen Sie es in 30 Minuten noch einmal")]
    [InlineData("fr", "Un instant, s’il vous plaît", "réessayez dans 30 minutes")]
    [InlineData("es", "Espere un momento, por favor", "inténtelo de nuevo dentro de 30 minutos")]
    public async Task The_page_says_in_four_languages_what_to_do_and_when(string language, string title, string remedy)
    {
        _site.Limit("Request", perSender: 2);
        var visitor = _site.From(Here);
        visitor.Client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        await PostAsync(visitor, PrivacyRoutes.NewRequest);
        await PostAsync(visitor, PrivacyRoutes.NewRequest);

        using var answer = await PostAsync(visitor, PrivacyRoutes.NewRequest);

        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        Assert.Equal(title, page.QuerySelector("h1")!.TextContent);
        Assert.Contains(remedy, page.QuerySelector("#remedy")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(language, page.QuerySelector("main")!.Closest("[lang]")!.GetAttribute("lang"));
    }

    [Fact]
    public async Task Whoever_goes_on_without_pause_gets_the_sentences_without_the_page_and_others_get_theirs()
    {
        _site.Limit("Request", perSender: 1, seconds: 1_800);
        var (flood, other) = (_site.From(Here), _site.From(Elsewhere));
        async Task<(HttpStatusCode Status, string? Type, bool Says)> AskAsync(PageVisitor visitor)
        {
            using var answer = await PostAsync(visitor, PrivacyRoutes.NewRequest);
            var says = answer.Headers.RetryAfter is not null && (await answer.Content.ReadAsStringAsync()).Contains("30 minutes", StringComparison.Ordinal);
            return (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, says);
        }

        await AskAsync(flood);
        await AskAsync(other);
        Assert.Equal((HttpStatusCode.TooManyRequests, "text/html", true), await AskAsync(flood));
        await Wait.UntilAsync(async () => await AskAsync(flood) == (HttpStatusCode.TooManyRequests, "text/plain", true), "the sentences alone");

        Assert.Equal((HttpStatusCode.TooManyRequests, "text/html", true), await AskAsync(other));
    }

    [Fact]
    public async Task After_the_time_it_names_it_is_taken_again()
    {
        _site.Limit("Request", perSender: 1, seconds: 1);
        var visitor = _site.From(Here);
        await PostAsync(visitor, PrivacyRoutes.NewRequest);
        using var refused = await PostAsync(visitor, PrivacyRoutes.NewRequest);
        Assert.Equal((HttpStatusCode.TooManyRequests, 1.0), (refused.StatusCode, refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds));

        await Wait.UntilAsync(
            async () => (await PostAsync(visitor, PrivacyRoutes.NewRequest)).StatusCode != HttpStatusCode.TooManyRequests, "to be taken again");
    }

    [Fact]
    public async Task Two_aims_at_one_address_are_all_from_one_network_in_any_spelling_and_none_from_another()
    {
        _site.Limit("Letter", perSender: 1_000, perTarget: 2);

        var visitor = _site.From(Here);
        Assert.Equal(SiteRoutes.ForgottenSent, (await ForgetAsync(visitor, "ada@example.org")).Path);
        Assert.Equal(SiteRoutes.ForgottenSent, (await ForgetAsync(visitor, " ADA@Example.ORG")).Path);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await ForgetAsync(visitor, "Ada@example.org ")).Status);
        Assert.Equal(SiteRoutes.ForgottenSent, (await ForgetAsync(visitor, "bob@example.org")).Path);
        Assert.Equal(SiteRoutes.ForgottenSent, (await ForgetAsync(_site.From(Elsewhere), "ada@example.org")).Path);
    }

    [Fact]
    public async Task Whoever_is_signed_in_is_counted_alone_and_can_always_cancel_ask_and_delete()
    {
        _site.Limit("Letter", perSender: 2).Limit("SignIn", perSender: 2).Limit("Code", perSender: 2);
        var owner = await _site.SquatAsync("ada@example.org");
        owner.From(Here);
        for (var i = 0; i < 4; i++)
        {
            await PostAsync(_site.From(SameNetwork), SiteRoutes.SignIn);
            await PostAsync(_site.From(SameNetwork), SiteRoutes.ForgottenPassword);
        }

        using var stranger = await PostAsync(_site.From(SameNetwork), SiteRoutes.ForgottenPassword);
        Assert.Equal(HttpStatusCode.TooManyRequests, stranger.StatusCode);

        _site.Time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(SiteRoutes.Account, (await owner.SubmitAsync(await owner.GetAsync(SiteRoutes.Account), "#send-address-link")).Path);
        Assert.StartsWith("AC-", await RequestSteps.AskForPackageAsync(owner, "Access"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await owner.CancelAsync()).Status);
        var erased = await owner.SubmitAsync(
            await owner.GetAsync(PrivacyRoutes.AccountDataErase), "#erase-form", new Dictionary<string, string> { ["Password"] = Customer.Password });
        Assert.StartsWith("/privacy/requests/", erased.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_language_has_the_same_words()
    {
        var english = new TooManyWords(System.Globalization.CultureInfo.InvariantCulture);
        foreach (var language in SiteLanguages.All.Where(l => l != SiteLanguages.OfSite))
        {
            var words = new TooManyWords(System.Globalization.CultureInfo.GetCultureInfo(language));
            Assert.Equal(english.Names.Order(StringComparer.Ordinal), words.Names.Order(StringComparer.Ordinal));
            Assert.All(english.Names, name => Assert.NotEqual(english[name], words[name]));
        }
    }

    /// <summary>As a program sends it: what no form of ours holds is refused later, and counts all the same.</summary>
    private static Task<HttpResponseMessage> PostAsync(PageVisitor visitor, string path) =>
        visitor.Client.PostAsync(path, new FormUrlEncodedContent(new Dictionary<string, string> { ["x"] = "y" }));

    private static async Task<Page> ForgetAsync(PageVisitor visitor, string address) => await visitor.SubmitAsync(
        await visitor.GetAsync(SiteRoutes.ForgottenPassword), "main form", new Dictionary<string, string> { ["Email"] = address });
}
