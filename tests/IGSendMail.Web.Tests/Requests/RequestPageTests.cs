using System.Net;
using IGSendMail.Privacy.Requests;
using IGSendMail.Testing;

namespace IGSendMail.Web.Tests.Requests;

/// <summary>The page of a request: for the person who asked, and one and the same for everybody else.</summary>
public sealed class RequestPageTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task To_strangers_a_request_that_exists_looks_like_one_that_does_not()
    {
        var (reference, _) = await ConfirmedAsync("a@example.com");
        var stranger = _site.Visitor();

        var real = await stranger.GetAsync("/privacy/requests/" + reference);
        var made = await stranger.GetAsync("/privacy/requests/AC-2222-2222");

        Assert.Equal(HttpStatusCode.OK, real.Status);
        Assert.Equal(real.Status, made.Status);
        Assert.Equal(real.Text.Replace(reference, "", StringComparison.Ordinal), made.Text.Replace("AC-2222-2222", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("AC-2222-222")]
    [InlineData("ac-2222-2222")]
    [InlineData("AC-2222-2222%0A")]
    [InlineData("%2e%2e")]
    [InlineData("' OR 1=1 --")]
    public async Task A_malformed_reference_is_missing(string reference)
    {
        var visitor = _site.Visitor();

        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/privacy/requests/" + reference + "/download")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/privacy/requests/" + reference + "/x")).Status);
    }

    [Fact]
    public async Task The_page_shows_clock_history_and_why_that_day()
    {
        var (reference, visitor) = await ConfirmedAsync("a@example.com");
        _site.Time.Advance(TimeSpan.FromMinutes(5));

        var page = await visitor.GetAsync("/privacy/requests/" + reference);

        Assert.Contains("1 of 30", page.TextOf(".clock__figure"), StringComparison.Ordinal);
        Assert.Contains("10 December 2026", page.TextOf(".clock"), StringComparison.Ordinal);
        Assert.Contains("end on the same day", page.TextOf(".clock"), StringComparison.Ordinal);
        Assert.Equal("2026-12-10", page.Document.QuerySelector(".clock time")!.GetAttribute("datetime"));
        Assert.Equal("2026-11-10", page.Document.QuerySelector(".page-head time")!.GetAttribute("datetime"));
        Assert.Equal(
            ["Confirmed by e-mail", "E-mail sent", "Request received"],
            page.Document.QuerySelectorAll(".timeline h3").Select(h => h.TextContent));
        Assert.Contains("no-store", page.Response.Headers.CacheControl?.ToString() ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_session_of_the_link_ends_after_thirty_minutes()
    {
        var (reference, visitor) = await ConfirmedAsync("a@example.com");

        _site.Time.Advance(TimeSpan.FromMinutes(31));

        Assert.Contains("for the person who asked", (await visitor.GetAsync("/privacy/requests/" + reference)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forged_session_opens_nothing()
    {
        var (reference, _) = await ConfirmedAsync("a@example.com");
        var stranger = _site.Visitor();
        stranger.Headers["Cookie"] = "requester=CfDJ8forged";

        Assert.Contains("for the person who asked", (await stranger.GetAsync("/privacy/requests/" + reference)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_session_of_one_request_does_not_open_another()
    {
        var (first, _) = await ConfirmedAsync("a@example.com");
        var (_, other) = await ConfirmedAsync("b@example.com");

        Assert.Contains("for the person who asked", (await other.GetAsync("/privacy/requests/" + first)).Text, StringComparison.Ordinal);
        Assert.Equal($"/privacy/requests/{first}/link", (await other.GetAsync($"/privacy/requests/{first}/download")).Path);
    }

    [Fact]
    public async Task A_fresh_link_goes_to_the_address_of_the_request_and_opens_its_page()
    {
        var (reference, _) = await ConfirmedAsync("a@example.com");
        _site.Time.Advance(TimeSpan.FromHours(1));
        var visitor = _site.Visitor();

        var answer = await visitor.SubmitAsync(await visitor.GetAsync("/privacy/requests/" + reference), "#link-form");
        var unknown = await visitor.SubmitAsync(await visitor.GetAsync("/privacy/requests/AC-2222-2222"), "#link-form");

        Assert.Equal(answer.TextOf("#confirmation"), unknown.TextOf("#confirmation"));
        var letter = Assert.Single(await _site.LettersAsync<RequestConfirmLetter>(), l => l.Opens);
        Assert.Equal("a@example.com", letter.ToAddress);
        Assert.Contains("Your access request", (await _site.ConfirmAsync("a@example.com", visitor)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_can_be_withdrawn_before_its_work_begins()
    {
        var (reference, visitor) = await ConfirmedAsync("a@example.com");

        var page = await visitor.SubmitAsync(await visitor.GetAsync("/privacy/requests/" + reference), "#withdraw-form");

        Assert.Contains("Nothing was changed", page.TextOf("#confirmation"), StringComparison.Ordinal);
        var request = await _site.ReadAsync(reference);
        Assert.Equal(RequestState.Withdrawn, request.State);
        Assert.Null(request.Contact);
    }

    [Fact]
    public async Task Nobody_else_withdraws_it()
    {
        var (reference, owner) = await ConfirmedAsync("a@example.com");
        var (_, other) = await ConfirmedAsync("b@example.com");
        var form = await owner.GetAsync("/privacy/requests/" + reference);

        Assert.NotEqual(HttpStatusCode.OK, (await other.SubmitAsync(form, "#withdraw-form")).Status);
        Assert.Equal(RequestState.Received, (await _site.ReadAsync(reference)).State);
    }

    private async Task<(string Reference, PageVisitor Visitor)> ConfirmedAsync(string address)
    {
        var visitor = _site.Visitor();
        await _site.AskAsync(address);
        var reference = (await _site.NewestRequestAsync()).Reference;
        await _site.ConfirmAsync(address, visitor);
        return (reference, visitor);
    }
}
