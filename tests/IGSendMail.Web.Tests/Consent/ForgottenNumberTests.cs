using IGSendMail.Privacy.Consent;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Tests.Requests;

namespace IGSendMail.Web.Tests.Consent;

/// <summary>People who take analytics back from a browser that lost the number they were counted under.</summary>
public sealed class ForgottenNumberTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_refusal_lets_go_of_all_past_page_views_though_the_number_was_deleted_or_replaced(bool replaced)
    {
        var visitor = await CountedAsync();
        var written = (await _site.PageViewsAsync()).Count;
        // This one still waits to be written when the refusal comes.
        await visitor.GetAsync("/privacy/subprocessors");
        var stranger = _site.Visitor();
        await stranger.AnswerAsync("accept");
        Lose(visitor, replaced ? stranger.CookieValue("visitor") : null);

        await visitor.ChooseAllAsync("reject");

        var views = await _site.PageViewsAsync();
        Assert.InRange(written, 2, views.Count);
        Assert.Equal(written, views.Count(v => v is { VisitorId: null, AccountId: null }));
        Assert.DoesNotContain(views, v => v.AccountId is not null);
        Assert.DoesNotContain(views, v => v.Page == "/privacy/subprocessors" && v.VisitorId is not null);
        Assert.Single(await _site.RecordsAsync(), r => r.Kind == ConsentKind.Withdrawn);
    }

    [Fact]
    public async Task Taking_it_back_by_code_lets_go_of_them_too()
    {
        var visitor = await _site.SignedInAsync(await RegisteredAsync());
        var code = (await visitor.AnswerAsync("accept", "/privacy")).TextOf("#receipt strong")!;
        await visitor.GetAsync("/privacy/cookies");
        Assert.All(await _site.PageViewsAsync(), v => Assert.NotNull(v.VisitorId));
        Lose(visitor);
        _site.Time.Advance(TimeSpan.FromSeconds(1));
        // The newest record of the chain names no number.
        await visitor.ChooseAsync("Preference", "refuse");
        _site.Time.Advance(TimeSpan.FromSeconds(1));

        var other = _site.Visitor();
        var history = await other.SubmitAsync(
            await other.GetAsync(PrivacyRoutes.CookieReceipt), "#receipt-form", new Dictionary<string, string> { ["Code"] = code });
        await other.SubmitAsync(history, "#withdraw-form");

        var views = await _site.PageViewsAsync();
        Assert.NotEmpty(views);
        Assert.All(views, v => Assert.True(v is { VisitorId: null, AccountId: null }));
    }

    [Fact]
    public async Task Who_deleted_the_number_is_not_counted_again_by_another_choice_but_by_a_new_grant()
    {
        var visitor = await CountedAsync();
        var views = (await _site.PageViewsAsync()).Count;
        Lose(visitor);
        _site.Time.Advance(TimeSpan.FromSeconds(1));

        await visitor.ChooseAsync("Preference", "refuse");
        await visitor.GetAsync("/privacy");
        Assert.DoesNotContain("visitor", visitor.CookieNames());
        Assert.Equal(views, (await _site.PageViewsAsync()).Count);
        Assert.True((await _site.RecordsAsync())[^1].Analytics);

        await visitor.ChooseAsync("Analytics", "refuse");
        _site.Time.Advance(TimeSpan.FromSeconds(1));
        await visitor.ChooseAsync("Analytics", "allow");
        await visitor.GetAsync("/privacy");
        Assert.Contains("visitor", visitor.CookieNames());
        Assert.Contains(await _site.PageViewsAsync(), v => v.VisitorId is not null);
    }

    private async Task<PageVisitor> CountedAsync()
    {
        var visitor = await _site.SignedInAsync(await RegisteredAsync());
        await visitor.AnswerAsync("accept", "/privacy");
        await visitor.GetAsync("/privacy/cookies");
        Assert.All(await _site.PageViewsAsync(), v => Assert.True(v is { VisitorId: not null, AccountId: not null }));
        return visitor;
    }

    private async Task<string> RegisteredAsync()
    {
        await _site.RegisterAsync("ada@example.com");
        return "ada@example.com";
    }

    private static void Lose(PageVisitor visitor, string? replacement = null)
    {
        var cookie = visitor.Cookies.GetAllCookies().Single(c => c.Name == "visitor");
        cookie.Value = replacement ?? cookie.Value;
        cookie.Expired = replacement is null;
    }
}
