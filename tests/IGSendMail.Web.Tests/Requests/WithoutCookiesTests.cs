using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using IGSendMail.Privacy.Requests;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Tests.Requests;

/// <summary>A browser that keeps no cookies: its person can ask all the same, and is told what cannot be shown.</summary>
public sealed class WithoutCookiesTests : IAsyncDisposable
{
    private const string Address = "ada@example.com";
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData("en", "this one sent none", "Thank you, that worked")]
    [InlineData("de", "dieser hat keines mitgeschickt", "Danke, das hat geklappt")]
    [InlineData("fr", "celui-ci n’en a envoyé aucun", "Merci, c’est fait")]
    [InlineData("es", "este no ha enviado ninguna", "Gracias, ha funcionado")]
    public async Task A_request_is_asked_and_confirmed_with_nothing_but_an_e_mail_address(string language, string codeNeedsOne, string worked)
    {
        using var browser = Browser();
        var sent = await SendAsync(browser, await PageAsync(browser, $"{PrivacyRoutes.NewRequest}?lang={language}"), "#request-form", new()
        {
            ["Right"] = nameof(Right.Access),
            ["Region"] = nameof(Regime.Gdpr),
            ["Email"] = Address,
        });
        Assert.Contains(codeNeedsOne, sent.QuerySelector("#no-cookies")!.TextContent, StringComparison.Ordinal);
        Assert.Null(sent.QuerySelector("#code-form"));

        var letter = await _site.LinkLetterAsync(Address);
        var confirmed = await SendAsync(
            browser, await PageAsync(browser, $"{RequestSteps.LinkOf(letter)}&lang={language}"), "#confirm-form", new() { ["token"] = letter.Token });

        Assert.Equal(worked, confirmed.QuerySelector("h1")!.TextContent);
        var request = await _site.NewestRequestAsync();
        Assert.Equal(RequestState.Received, request.State);
        Assert.Contains(request.Reference, confirmed.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        await _site.WorkAsync();
        Assert.Equal(RequestState.Done, (await _site.NewestRequestAsync()).State);
    }

    [Fact]
    public async Task A_link_that_only_opens_a_page_is_not_used_up()
    {
        var visitor = _site.Visitor();
        await _site.AskAsync(Address, Right.Access, visitor);
        var page = await _site.ConfirmAsync(Address, visitor);
        var stranger = _site.Visitor();
        await stranger.SubmitAsync(await stranger.GetAsync(page.Path), "#link-form");
        var letter = await _site.LinkLetterAsync(Address);
        using var browser = Browser();

        var told = await SendAsync(browser, await PageAsync(browser, RequestSteps.LinkOf(letter)), "#confirm-form", new() { ["token"] = letter.Token });

        Assert.Contains("It is not used up", told.QuerySelector("#no-cookies")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(page.Path, (await _site.ConfirmAsync(Address, _site.Visitor())).Path);
    }

    [Fact]
    public async Task Another_sites_form_asks_nothing_in_a_visitors_name()
    {
        using var browser = Browser("cross-site");

        using var answer = await browser.PostAsync(PrivacyRoutes.NewRequest, new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["Right"] = nameof(Right.Access),
            ["Region"] = nameof(Regime.Gdpr),
            ["Email"] = Address,
        }));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(0, await _site.InDatabaseAsync(db => db.DataSubjectRequests().CountAsync()));
    }

    [Fact]
    public async Task A_form_that_needs_its_cookie_says_that_it_did_not_come_and_not_that_the_page_is_old()
    {
        using var browser = Browser();
        var form = await PageAsync(browser, SiteRoutes.SignIn);

        using var answer = await browser.PostAsync(SiteRoutes.SignIn, new FormUrlEncodedContent(
            form.QuerySelectorAll("main input").OfType<IHtmlInputElement>().Select(i => new KeyValuePair<string, string>(i.Name!, i.Value))));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Contains("Your browser sent no cookie", text, StringComparison.Ordinal);
        Assert.DoesNotContain("had been open for a long time", text, StringComparison.Ordinal);
    }

    private HttpClient Browser(string formsComeFrom = "same-origin")
    {
        var browser = _site.CreateDefaultClient(new Uri("http://localhost"));
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", formsComeFrom);
        return browser;
    }

    private static async Task<IHtmlDocument> PageAsync(HttpClient browser, string path) =>
        await new HtmlParser().ParseDocumentAsync(await browser.GetStringAsync(path));

    /// <summary>Sends a form of the page with what is hidden in it, and follows to what is shown then.</summary>
    private static async Task<IHtmlDocument> SendAsync(HttpClient browser, IHtmlDocument page, string form, Dictionary<string, string> values)
    {
        var element = (IHtmlFormElement)page.QuerySelector(form)!;
        foreach (var hidden in element.QuerySelectorAll("input[type=hidden]").OfType<IHtmlInputElement>())
        {
            values.TryAdd(hidden.Name!, hidden.Value);
        }

        using var answer = await browser.PostAsync(element.GetAttribute("action"), new FormUrlEncodedContent(values));
        return answer.Headers.Location is { } next
            ? await PageAsync(browser, next.OriginalString)
            : await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
    }
}
