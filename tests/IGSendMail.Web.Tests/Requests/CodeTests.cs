using System.Net;
using IGSendMail.Privacy.Requests;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Tests.Requests;

/// <summary>The code in the letter, typed in where one asked.</summary>
public sealed class CodeTests : IAsyncDisposable
{
    private const string Address = "guest@example.com";
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData("{0}")]
    [InlineData(" {0} ")]
    public async Task The_code_confirms_in_the_browser_that_asked(string typed)
    {
        var visitor = _site.Visitor();
        var sent = await _site.AskAsync(Address, visitor: visitor);
        var letter = await _site.LinkLetterAsync(Address);

        var page = await visitor.TypeCodeAsync(sent, string.Format(System.Globalization.CultureInfo.InvariantCulture, typed, letter.Code));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("/privacy/requests/" + letter.Reference, page.Path);
        Assert.Equal(RequestState.Received, (await _site.ReadAsync(letter.Reference)).State);
        Assert.Single(await _site.LettersAsync<RequestReceivedLetter>());
    }

    [Fact]
    public async Task Once_the_code_is_used_neither_it_nor_the_link_works()
    {
        var visitor = _site.Visitor();
        var sent = await _site.AskAsync(Address, visitor: visitor);
        var letter = await _site.LinkLetterAsync(Address);
        await visitor.TypeCodeAsync(sent, letter.Code!);

        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.TypeCodeAsync(sent, letter.Code!)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await _site.Visitor().GetAsync(RequestSteps.LinkOf(letter))).Status);
    }

    [Fact]
    public async Task After_ten_minutes_the_code_is_dead_and_the_link_still_works()
    {
        var visitor = _site.Visitor();
        var sent = await _site.AskAsync(Address, visitor: visitor);
        var letter = await _site.LinkLetterAsync(Address);
        _site.Time.Advance(RequestCode.ValidFor);

        var page = await visitor.TypeCodeAsync(sent, letter.Code!);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("This code does not work", page.TextOf(".error-summary"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _site.ConfirmAsync(Address, visitor)).Status);
    }

    [Fact]
    public async Task A_second_before_that_it_works()
    {
        var visitor = _site.Visitor();
        var sent = await _site.AskAsync(Address, visitor: visitor);
        _site.Time.Advance(RequestCode.ValidFor - TimeSpan.FromSeconds(1));

        Assert.Equal(HttpStatusCode.OK, (await visitor.TypeCodeAsync(sent, (await _site.LinkLetterAsync(Address)).Code!)).Status);
    }

    [Fact]
    public async Task Five_wrong_codes_end_it_even_when_they_come_at_once()
    {
        var visitor = _site.Visitor();
        var sent = await _site.AskAsync(Address, visitor: visitor);
        var letter = await _site.LinkLetterAsync(Address);
        var wrong = letter.Code == "0000 0000" ? "1111 1111" : "0000 0000";

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => visitor.TypeCodeAsync(sent, wrong)));

        Assert.Equal(RequestCode.MostAttempts, (await _site.ReadAsync(letter.Reference)).CodeAttempts);
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.TypeCodeAsync(sent, letter.Code!)).Status);
        Assert.Equal(RequestState.AwaitingConfirmation, (await _site.ReadAsync(letter.Reference)).State);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1234567")]
    [InlineData("123456789")]
    [InlineData("１２３４５６７８")]
    [InlineData("'; drop table DataSubjectRequests; --")]
    public async Task What_is_no_code_is_refused_without_counting(string typed)
    {
        var visitor = _site.Visitor();
        var sent = await _site.AskAsync(Address, visitor: visitor);

        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.TypeCodeAsync(sent, typed)).Status);
        Assert.Equal(0, (await _site.NewestRequestAsync()).CodeAttempts);
    }

    [Fact]
    public async Task The_code_of_one_request_confirms_no_other()
    {
        var (one, other) = (_site.Visitor(), _site.Visitor());
        await _site.AskAsync("one@example.com", visitor: one);
        var sent = await _site.AskAsync(Address, visitor: other);
        var codeOfOne = (await _site.LinkLetterAsync("one@example.com")).Code!;

        Assert.Equal(HttpStatusCode.BadRequest, (await other.TypeCodeAsync(sent, codeOfOne)).Status);
        Assert.Equal(RequestState.AwaitingConfirmation, (await _site.NewestRequestAsync()).State);
    }

    [Fact]
    public async Task A_browser_that_did_not_ask_cannot_use_it()
    {
        await _site.AskAsync(Address);
        var letter = await _site.LinkLetterAsync(Address);
        var stranger = _site.Visitor();
        await stranger.GetAsync(PrivacyRoutes.NewRequest);

        var page = await stranger.TypeCodeAsync(await stranger.GetAsync(PrivacyRoutes.RequestSent), letter.Code!);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal(0, (await _site.ReadAsync(letter.Reference)).CodeAttempts);
    }

    [Fact]
    public async Task A_mailbox_with_enough_letters_answers_like_any_other()
    {
        var visitor = _site.Visitor();
        for (var i = 0; i < RequestIntake.MostUnconfirmed; i++)
        {
            await _site.AskAsync(Address);
        }

        var sent = await _site.AskAsync(Address, visitor: visitor);
        var full = await visitor.TypeCodeAsync(sent, "0000 0000");
        var free = _site.Visitor();
        var usual = await free.TypeCodeAsync(await _site.AskAsync("other@example.com", visitor: free), "0000 0000");

        Assert.Equal(usual.Status, full.Status);
        Assert.Equal(usual.TextOf("main"), full.TextOf("main"));
    }

    [Fact]
    public async Task Only_a_keyed_hash_of_it_is_kept()
    {
        await _site.AskAsync(Address);
        var request = await _site.NewestRequestAsync();
        var digits = (await _site.LinkLetterAsync(Address)).Code!.Replace(" ", "", StringComparison.Ordinal);

        Assert.Equal(32, request.CodeHash!.Length);
        var unkeyed = System.Security.Cryptography.SHA256.HashData(
            [.. request.Id.ToByteArray(), .. System.Text.Encoding.ASCII.GetBytes(digits)]);
        Assert.NotEqual(unkeyed, request.CodeHash);
    }
}
