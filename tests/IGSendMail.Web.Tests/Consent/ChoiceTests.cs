using IGSendMail.Privacy.Consent;
using IGSendMail.Testing;

namespace IGSendMail.Web.Tests.Consent;

public sealed class ChoiceTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 10, 12, 0, 0, TimeSpan.Zero);

    private readonly TestSite _site = new();

    public async ValueTask DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task After_a_refusal_no_page_counts_or_sets_an_optional_cookie()
    {
        var visitor = _site.Visitor();
        await visitor.AnswerAsync("reject");

        foreach (var path in ConsentVisitor.Pages)
        {
            await visitor.GetAsync(path);
            Assert.Equal(["consent"], visitor.CookieNames());
        }

        Assert.Empty(await _site.PageViewsAsync());
    }

    [Fact]
    public async Task Who_has_not_chosen_is_not_counted()
    {
        var visitor = _site.Visitor();
        foreach (var path in ConsentVisitor.Pages)
        {
            await visitor.GetAsync(path);
        }

        Assert.Empty(await _site.PageViewsAsync());
        Assert.Empty(visitor.CookieNames());
        Assert.Empty(await _site.RecordsAsync());
    }

    [Fact]
    public async Task After_a_grant_pages_are_counted_by_their_route_and_nothing_else_is()
    {
        _site.Time.AutoAdvanceAmount = TimeSpan.FromSeconds(1);
        var visitor = _site.Visitor();
        await visitor.AnswerAsync("accept");
        await visitor.GetAsync("/privacy/versions/2026-01?secret=canary");
        await visitor.GetAsync("/no/such/page");
        await visitor.Client.GetAsync("/site.css");
        await visitor.Client.GetAsync("/.well-known/gpc.json");

        var views = await _site.PageViewsAsync();

        Assert.Equal(["/", "/privacy/versions/{version}"], views.Select(v => v.Page));
        Assert.Single(views.Select(v => v.VisitorId).Distinct());
        Assert.All(views, v => Assert.NotNull(v.VisitorId));
        Assert.All(views, v => Assert.Null(v.AccountId));
        Assert.Equal(["consent", "visitor"], visitor.CookieNames());
    }

    [Fact]
    public async Task Each_category_is_chosen_by_itself()
    {
        _site.Time.AutoAdvanceAmount = TimeSpan.FromSeconds(1);
        var visitor = _site.Visitor();

        var page = await visitor.ChooseAsync("Analytics", "allow");
        Assert.Equal("Your choice is saved: analytics cookies are on, preference cookies are off.", page.TextOf("#confirmation"));
        Assert.Equal(["consent", "visitor"], visitor.CookieNames());

        page = await visitor.ChooseAsync("Preference", "allow");
        Assert.Equal("Your choice is saved: analytics and preference cookies are on.", page.TextOf("#confirmation"));

        page = await visitor.ChooseAsync("Analytics", "refuse");
        Assert.Equal("Your choice is saved: preference cookies are on, analytics cookies are off.", page.TextOf("#confirmation"));
        Assert.Equal(["consent"], visitor.CookieNames());

        Assert.Equal(
            [(ConsentKind.Granted, true, false), (ConsentKind.Changed, true, true), (ConsentKind.Changed, false, true)],
            (await _site.RecordsAsync()).Select(r => (r.Kind, r.Analytics, r.Preference)));
    }

    [Fact]
    public async Task A_visitor_keeps_one_number_while_analytics_stays_allowed_and_gets_a_new_one_after_a_withdrawal()
    {
        var visitor = _site.Visitor();
        await visitor.AnswerAsync("accept");
        var first = visitor.CookieValue("visitor");
        await visitor.ChooseAsync("Preference", "refuse");
        Assert.Equal(first, visitor.CookieValue("visitor"));

        await visitor.ChooseAsync("Analytics", "refuse");
        Assert.Null(visitor.CookieValue("visitor"));
        await visitor.ChooseAsync("Analytics", "allow");
        Assert.NotEqual(first, visitor.CookieValue("visitor"));
    }

    [Fact]
    public async Task Withdrawal_takes_cookies_and_past_page_views_at_once()
    {
        _site.Time.AutoAdvanceAmount = TimeSpan.FromSeconds(1);
        var visitor = _site.Visitor();
        await visitor.AnswerAsync("accept");
        await visitor.GetAsync("/privacy");
        Assert.All(await _site.PageViewsAsync(), v => Assert.NotNull(v.VisitorId));
        await visitor.SubmitAsync(
            await visitor.GetAsync(ConsentVisitor.Settings), "#choose-appearance", button: ConsentVisitor.Button("Scheme", "dark"));
        Assert.Equal(["appearance", "consent", "visitor"], visitor.CookieNames());

        // Views of the last pages still wait to be written when the withdrawal comes.
        var page = await visitor.SubmitAsync(
            await visitor.GetAsync(ConsentVisitor.Settings), "#all", button: ConsentVisitor.Button("All", "reject"));

        Assert.Equal("Your choice is saved: optional cookies are off.", page.TextOf("#confirmation"));
        Assert.Equal(["consent"], visitor.CookieNames());
        Assert.All(await _site.PageViewsAsync(), v => Assert.Null(v.VisitorId));
        await visitor.GetAsync("/privacy");
        Assert.Equal(2, (await _site.PageViewsAsync()).Count);
        Assert.Equal(ConsentKind.Withdrawn, (await _site.RecordsAsync())[^1].Kind);
    }

    [Fact]
    public async Task Old_cookies_kept_beyond_a_withdrawal_are_not_counted_any_more()
    {
        var visitor = _site.Visitor();
        await visitor.AnswerAsync("accept");
        var (consent, number) = (visitor.CookieValue("consent"), visitor.CookieValue("visitor"));
        await visitor.ChooseAsync("Analytics", "refuse");

        using var request = new HttpRequestMessage(HttpMethod.Get, "/privacy");
        request.Headers.Add("Cookie", $"consent={consent}; visitor={number}");
        await _site.CreateClient().SendAsync(request);

        Assert.DoesNotContain(await _site.PageViewsAsync(), v => v.VisitorId is not null);
    }

    [Fact]
    public async Task A_browser_that_deleted_the_visitor_cookie_is_not_counted()
    {
        var visitor = _site.Visitor();
        await visitor.AnswerAsync("accept");
        var before = (await _site.PageViewsAsync()).Count;
        visitor.Cookies.GetAllCookies().Single(c => c.Name == "visitor").Expired = true;

        await visitor.GetAsync("/privacy");

        Assert.Equal(before, (await _site.PageViewsAsync()).Count);
        Assert.DoesNotContain("visitor", visitor.CookieNames());
    }

    [Fact]
    public async Task A_record_proves_what_was_chosen_when_and_on_which_text()
    {
        _site.Time.AutoAdvanceAmount = TimeSpan.FromSeconds(1);
        await _site.Visitor().AnswerAsync("accept");
        await _site.Visitor().AnswerAsync("reject");

        var records = await _site.RecordsAsync();

        Assert.Equal([ConsentKind.Granted, ConsentKind.Refused], records.Select(r => r.Kind));
        Assert.All(records, r => Assert.InRange(r.At, Noon, Noon.AddMinutes(1)));
        Assert.All(records, r => Assert.Equal(r.At.AddDays(183), r.ValidUntil));
        Assert.All(records, r => Assert.Equal("2026-01", r.PolicyVersion));
        Assert.All(records, r => Assert.Matches("^[0-9a-f]{64}$", r.TextHash));
        Assert.All(records, r => Assert.False(r.Signal));
        Assert.NotNull(records[0].VisitorId);
        Assert.Null(records[1].VisitorId);
    }

    [Fact]
    public async Task Every_page_view_leads_to_the_grant_that_allowed_it()
    {
        var visitor = _site.Visitor();
        await visitor.AnswerAsync("accept");

        var view = Assert.Single(await _site.PageViewsAsync());

        Assert.Equal(view.VisitorId, Assert.Single(await _site.RecordsAsync()).VisitorId);
    }
}
