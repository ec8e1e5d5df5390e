using System.Text.Json;
using IGSendMail.Testing;

namespace IGSendMail.Web.Tests.Consent;

public sealed class SignalTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public async ValueTask DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task The_signal_denies_and_a_sentence_says_so()
    {
        var visitor = Signalling("1");

        var page = await visitor.GetAsync("/privacy");

        Assert.Contains("Your browser sends Global Privacy Control, so optional cookies are off.", page.TextOf("#consent"), StringComparison.Ordinal);
        Assert.Equal(["Keep them off"], page.Document.QuerySelectorAll("#consent button").Select(b => b.TextContent));
        Assert.Contains("We honour it", (await visitor.GetAsync(ConsentVisitor.Settings)).Text, StringComparison.Ordinal);
        Assert.Empty(await _site.PageViewsAsync());
        Assert.Empty(visitor.CookieNames());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("true")]
    [InlineData("1, 1")]
    [InlineData("01")]
    [InlineData("")]
    public async Task Only_exactly_1_is_the_signal(string value)
    {
        var page = await Signalling(value).GetAsync("/");

        Assert.Contains("May we use", page.TextOf("#consent"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeping_them_off_is_a_refusal_and_the_sentence_goes()
    {
        var visitor = Signalling("1");

        var page = await visitor.AnswerAsync("reject");

        Assert.Null(page.Document.QuerySelector("#consent"));
        Assert.True(Assert.Single(await _site.RecordsAsync()).Signal);
    }

    [Fact]
    public async Task A_later_explicit_choice_wins()
    {
        var visitor = Signalling("1");
        await visitor.ChooseAsync("Analytics", "allow");

        var page = await visitor.GetAsync("/privacy");

        Assert.Null(page.Document.QuerySelector("#consent"));
        Assert.Equal(2, (await _site.PageViewsAsync()).Count);
        Assert.Contains("your choice holds", (await visitor.GetAsync(ConsentVisitor.Settings)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_earlier_grant_gives_way_to_the_signal()
    {
        var visitor = _site.Visitor();
        await visitor.AnswerAsync("accept");
        var before = (await _site.PageViewsAsync()).Count;
        visitor.Headers["Sec-GPC"] = "1";

        var page = await visitor.GetAsync("/privacy");

        Assert.NotNull(page.Document.QuerySelector("#consent"));
        Assert.Equal(before, (await _site.PageViewsAsync()).Count);
    }

    [Fact]
    public async Task Machines_can_read_that_the_signal_is_honoured()
    {
        var response = await _site.Visitor().Client.GetAsync("/.well-known/gpc.json");

        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        var content = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.True(content.GetProperty("gpc").GetBoolean());
        Assert.True(content.GetProperty("lastUpdate").TryGetDateTime(out _));
    }

    private PageVisitor Signalling(string value)
    {
        var visitor = _site.Visitor();
        visitor.Headers["Sec-GPC"] = value;
        return visitor;
    }
}
