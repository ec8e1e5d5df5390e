using System.Net;
using System.Text;
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
        var browser = Browser();
        var sent = await AskAsync(browser, Right.Access, Regime.Gdpr, language);
        Assert.Contains(codeNeedsOne, sent.TextOf("#no-cookies"), StringComparison.Ordinal);
        Assert.Null(sent.Document.QuerySelector("#code-form"));

        var confirmed = await ConfirmAsync(browser, language);

        Assert.Equal(worked, confirmed.TextOf("h1"));
        var request = await _site.NewestRequestAsync();
        Assert.Equal(RequestState.Received, request.State);
        Assert.Contains(request.Reference, confirmed.TextOf("main"), StringComparison.Ordinal);
        await _site.WorkAsync();
        Assert.Equal(RequestState.Done, (await _site.NewestRequestAsync()).State);
    }

    [Fact]
    public async Task Whose_address_belongs_to_an_account_is_not_told_that_nothing_is_left_to_do()
    {
        await _site.RegisterAsync(Address);
        var browser = Browser();
        await AskAsync(browser, Right.Erasure, Regime.Gdpr);

        var confirmed = await ConfirmAsync(browser);

        Assert.Equal(RequestState.AwaitingSignIn, (await _site.NewestRequestAsync()).State);
        Assert.Contains("sign in to it, in a browser that keeps cookies", confirmed.TextOf("#no-cookies"), StringComparison.Ordinal);
        Assert.DoesNotContain("nothing more", confirmed.TextOf("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_asked_for_one_more_fact_is_told_where_it_is_given_and_what_happens_without()
    {
        var browser = Browser();
        await AskAsync(browser, Right.Access, Regime.Ccpa);
        await ConfirmAsync(browser);
        await _site.WorkAsync();
        await AskAsync(browser, Right.Access, Regime.Ccpa);

        var confirmed = await ConfirmAsync(browser);

        Assert.Equal(RequestState.AwaitingFacts, (await _site.NewestRequestAsync()).State);
        Assert.Contains("One question is left", confirmed.TextOf("#no-cookies"), StringComparison.Ordinal);
        var page = await browser.GetAsync(confirmed.Document.QuerySelector(".page-head a")!.GetAttribute("href")!);
        Assert.NotNull(page.Document.QuerySelector("#link-form"));
    }

    [Fact]
    public async Task A_link_that_only_opens_a_page_is_not_used_up()
    {
        var visitor = _site.Visitor();
        await _site.AskAsync(Address, Right.Access, visitor);
        var page = await _site.ConfirmAsync(Address, visitor);
        var stranger = _site.Visitor();
        await stranger.SubmitAsync(await stranger.GetAsync(page.Path), "#link-form");

        var told = await ConfirmAsync(Browser());

        Assert.Contains("It is not used up", told.TextOf("#no-cookies"), StringComparison.Ordinal);
        Assert.Equal(page.Path, (await _site.ConfirmAsync(Address, _site.Visitor())).Path);
    }

    [Fact]
    public async Task Another_sites_form_asks_nothing_in_a_visitors_name()
    {
        var browser = Browser();
        browser.Headers["Sec-Fetch-Site"] = "cross-site";

        var answer = await AskAsync(browser, Right.Access, Regime.Gdpr);

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Equal(0, await _site.InDatabaseAsync(db => db.DataSubjectRequests().CountAsync()));
    }

    [Fact]
    public async Task A_form_that_needs_its_cookie_says_that_it_did_not_come_and_not_that_the_page_is_old()
    {
        var browser = Browser();

        var answer = await browser.SubmitAsync(await browser.GetAsync(SiteRoutes.SignIn), "main form");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("Your browser sent no cookie", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("had been open for a long time", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PrivacyRoutes.Cookies)]
    [InlineData(PrivacyRoutes.NewRequest)]
    public async Task A_form_that_needs_no_cookie_and_cannot_be_read_says_nothing_of_cookies(string path)
    {
        using var unreadable = new StringContent("no boundary", Encoding.ASCII);
        unreadable.Headers.ContentType = new("application/x-www-form-urlencoded") { CharSet = "no-such-letters" };

        using var answer = await Browser().Client.PostAsync(path, unreadable);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.DoesNotContain("Your browser sent no cookie", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private PageVisitor Browser() => new(_site.CreateDefaultClient(new Uri("http://localhost")), new CookieContainer());

    private static async Task<Page> AskAsync(PageVisitor browser, Right right, Regime regime, string language = "en") =>
        await browser.SubmitAsync(await browser.GetAsync($"{PrivacyRoutes.NewRequest}?lang={language}"), "#request-form", new Dictionary<string, string>
        {
            ["Right"] = right.ToString(),
            ["Region"] = regime.ToString(),
            ["Email"] = Address,
        });

    private async Task<Page> ConfirmAsync(PageVisitor browser, string language = "en") => await browser.SubmitAsync(
        await browser.GetAsync($"{RequestSteps.LinkOf(await _site.LinkLetterAsync(Address))}&lang={language}"), "#confirm-form");
}
