using System.Net;
using IGSendMail.Privacy.Consent;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Consent;

/// <summary>A first choice goes through the browser: it is recorded when its cookie comes back, once, however often it was pressed.</summary>
public sealed class FirstChoiceTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData("reject", "en", "Your browser did not bring our cookie back")]
    [InlineData("accept", "en", "Your browser did not bring our cookie back")]
    [InlineData("accept", "de", "Ihr Browser hat unser Cookie nicht zurückgeschickt")]
    [InlineData("accept", "fr", "Votre navigateur n’a pas renvoyé notre cookie")]
    [InlineData("accept", "es", "Su navegador no ha devuelto nuestra cookie")]
    public async Task A_browser_that_keeps_no_cookies_says_so_and_no_click_is_recorded(string answer, string language, string told)
    {
        var browser = new PageVisitor(_site.CreateDefaultClient(new Uri("http://localhost")), new CookieContainer());

        for (var click = 0; click < 5; click++)
        {
            var page = await browser.AnswerAsync(answer, $"/privacy/requests/confirm?token=none&lang={language}");

            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Contains(told, page.TextOf("[role=alert]"), StringComparison.Ordinal);
            Assert.Equal(language, page.Document.QuerySelector("main")!.Closest("[lang]")!.GetAttribute("lang"));
        }

        Assert.Empty(await _site.RecordsAsync());
    }

    [Fact]
    public async Task Pressed_sixteen_times_at_once_it_is_one_record()
    {
        var visitor = _site.Visitor();
        var page = await visitor.GetAsync("/privacy");

        var pages = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => visitor.SubmitAsync(
            page, ConsentVisitor.Banner, button: ConsentVisitor.Button("All", "accept"))));

        Assert.All(pages, p => Assert.Equal(HttpStatusCode.OK, p.Status));
        Assert.Single(await _site.RecordsAsync());
        Assert.Equal(["consent", "visitor"], visitor.CookieNames());
    }

    [Fact]
    public async Task Of_two_buttons_pressed_before_the_first_answer_came_the_later_one_counts()
    {
        var visitor = _site.Visitor();
        await PostAsync(visitor, "accept");
        await PostAsync(visitor, "reject");

        var page = await visitor.GetAsync(PrivacyRoutes.CookiesKept);

        Assert.Equal("Your choice is saved: optional cookies are off.", page.TextOf("#confirmation"));
        Assert.Equal(ConsentKind.Refused, Assert.Single(await _site.RecordsAsync()).Kind);
    }

    [Fact]
    public async Task Read_again_with_the_same_cookie_it_is_not_recorded_again()
    {
        var visitor = _site.Visitor();
        await PostAsync(visitor, "accept");
        var value = visitor.CookieValue("choosing");
        await visitor.GetAsync(PrivacyRoutes.CookiesKept);
        Assert.Null(visitor.CookieValue("choosing"));

        using var again = new HttpRequestMessage(HttpMethod.Get, PrivacyRoutes.CookiesKept);
        again.Headers.Add("Cookie", $"choosing={value}");
        using var answer = await _site.CreateClient(new() { AllowAutoRedirect = false }).SendAsync(again);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Single(await _site.RecordsAsync());
    }

    [Fact]
    public async Task A_choice_that_was_under_way_for_too_long_is_none()
    {
        var visitor = _site.Visitor();
        await PostAsync(visitor, "accept");
        _site.Time.Advance(TimeSpan.FromMinutes(11));

        await visitor.GetAsync(PrivacyRoutes.CookiesKept);

        Assert.Empty(await _site.RecordsAsync());
        Assert.DoesNotContain("visitor", visitor.CookieNames());
    }

    [Theory]
    [InlineData("choosing=")]
    [InlineData("choosing=forged")]
    public async Task A_forged_choice_is_none(string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, PrivacyRoutes.CookiesKept);
        request.Headers.Add("Cookie", cookie);
        using var answer = await _site.CreateClient().SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(await _site.RecordsAsync());
    }

    [Fact]
    public async Task A_way_back_that_is_too_long_for_a_cookie_costs_nobody_the_choice()
    {
        var visitor = _site.Visitor();

        var page = await visitor.AnswerAsync("reject", "/privacy?" + new string('&', 980));

        Assert.Equal("Your choice is saved: optional cookies are off.", page.TextOf("#confirmation"));
        Assert.Equal(ConsentVisitor.Settings, page.Path);
        Assert.Single(await _site.RecordsAsync());
    }

    [Fact]
    public async Task After_the_choice_its_address_leads_to_the_settings()
    {
        var visitor = _site.Visitor();
        await visitor.AnswerAsync("reject");

        Assert.Equal(PrivacyRoutes.Cookies, (await visitor.GetAsync(PrivacyRoutes.CookiesKept)).Path);
    }

    [Theory]
    [InlineData("accept", "reject")]
    [InlineData("reject", "accept")]
    public async Task Both_buttons_of_one_form_at_once_end_as_one_chain_that_says_what_the_browser_may_do(string first, string second)
    {
        var visitor = _site.Visitor();
        var fields = await FieldsAsync(visitor);
        var pending = new List<string>();
        foreach (var answer in new[] { first, second })
        {
            using var sent = await SendAsync(null, fields, answer);
            pending.Add(sent.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        }

        var answers = await Task.WhenAll(pending.Select(KeptAsync));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode));
        var records = await _site.RecordsAsync();
        Assert.Equal(2, records.Count);
        var chain = Assert.Single(records.Select(r => r.ChainId).Distinct());
        var given = answers.SelectMany(a => a.Headers.GetValues("Set-Cookie")).Where(c => c.StartsWith("consent=", StringComparison.Ordinal)).ToList();
        var isTakenBack = records.Exists(r => r.Kind == ConsentKind.Withdrawn);
        Assert.Equal(isTakenBack, _site.Services.GetRequiredService<ConsentRevocations>().Contains(chain));
        // Whichever cookie the browser keeps, nothing optional runs with it.
        foreach (var cookie in given)
        {
            using var look = new HttpRequestMessage(HttpMethod.Get, ConsentVisitor.Settings);
            look.Headers.Add("Cookie", cookie.Split(';')[0]);
            using var page = await _site.CreateDefaultClient().SendAsync(look);
            Assert.DoesNotContain("On now", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_change_that_meets_a_withdrawal_elsewhere_is_off_and_says_so()
    {
        var visitor = _site.Visitor();
        await visitor.ChooseAsync("Analytics", "allow");
        var page = await visitor.GetAsync(ConsentVisitor.Settings);
        // Another replica took the withdrawal; this one has not heard of it.
        await _site.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync("""
            INSERT INTO "ConsentRecords" SELECT randomblob(16), "ChainId", "At", "RecordedAt", "ValidUntil", "VisitorId", "AccountId", 'Withdrawn', 0, 0, "Signal",
              "TextHash", "PolicyVersion", "ReceiptHash" FROM "ConsentRecords"
            """));

        var told = await visitor.SubmitAsync(page, "#all", button: ConsentVisitor.Button("All", "accept"));

        Assert.Equal("Your choice is saved: optional cookies are off.", told.TextOf("#confirmation"));
        Assert.Equal(["consent"], visitor.CookieNames());
        Assert.DoesNotContain((await _site.RecordsAsync()).Skip(1), r => r.Analytics || r.Preference);
    }

    private async Task<HttpResponseMessage> KeptAsync(string cookie)
    {
        using var kept = new HttpRequestMessage(HttpMethod.Get, PrivacyRoutes.CookiesKept);
        kept.Headers.Add("Cookie", cookie);
        return await _site.CreateDefaultClient().SendAsync(kept);
    }

    private static async Task<Dictionary<string, string>> FieldsAsync(PageVisitor visitor) => (await visitor.GetAsync("/privacy")).Document
        .QuerySelectorAll("#consent input[type=hidden]").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value")!);

    private async Task<HttpResponseMessage> SendAsync(PageVisitor? visitor, Dictionary<string, string> fields, string answer)
    {
        using var post = new HttpRequestMessage(HttpMethod.Post, ConsentVisitor.Settings)
        {
            Content = new FormUrlEncodedContent(fields.Append(new("All", answer))),
        };
        post.Headers.Add("Sec-Fetch-Site", "same-origin");
        var sent = await (visitor?.Client ?? _site.CreateDefaultClient()).SendAsync(post);
        Assert.Equal(PrivacyRoutes.CookiesKept, sent.Headers.Location!.OriginalString);
        return sent;
    }

    private async Task PostAsync(PageVisitor visitor, string answer)
    {
        using var sent = await SendAsync(visitor, await FieldsAsync(visitor), answer);
    }
}
