using System.Net;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Tests.Requests;

/// <summary>The way in for anyone: form, letter, link, confirmation.</summary>
public sealed class RequestFormTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task The_answer_is_the_same_whether_the_address_is_known_or_not()
    {
        await _site.RegisterAsync("known@example.com");

        var known = await _site.AskAsync("known@example.com", Right.Erasure);
        var unknown = await _site.AskAsync("unknown@example.com", Right.Erasure);

        Assert.Equal(HttpStatusCode.OK, known.Status);
        Assert.Equal(PrivacyRoutes.RequestSent, known.Path);
        Assert.Equal(known.Text, unknown.Text);
        Assert.Equal(
            ["known@example.com", "unknown@example.com"],
            (await _site.LettersAsync<RequestConfirmLetter>()).Select(l => l.ToAddress));
    }

    [Fact]
    public async Task A_form_with_nothing_in_it_says_what_is_missing()
    {
        var visitor = _site.Visitor();

        var page = await visitor.SubmitAsync(await visitor.GetAsync(PrivacyRoutes.NewRequest), "#request-form");

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("Choose what you would like us to do.", page.TextOf(".error-summary"), StringComparison.Ordinal);
        Assert.Contains("Write an e-mail address, such as name@example.com.", page.TextOf(".error-summary"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a@example.com\r\nBcc: victim@example.com")]
    [InlineData("a@example.com%0aBcc:victim@example.com")]
    [InlineData("a@example.com, victim@example.com")]
    [InlineData("\"Ada\" <a@example.com>")]
    [InlineData("a@example")]
    [InlineData("nobody")]
    [InlineData("@")]
    public async Task What_is_not_one_mailbox_is_refused_and_gets_no_letter(string address)
    {
        var page = await _site.AskAsync(address);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("Check the e-mail address: ", page.Text, StringComparison.Ordinal);
        Assert.Empty(await _site.LettersAsync<RequestConfirmLetter>());
        Assert.Equal(0, await _site.InDatabaseAsync(db => db.DataSubjectRequests().CountAsync()));
    }

    [Fact]
    public async Task Looking_at_the_link_changes_nothing_and_the_button_confirms()
    {
        await _site.AskAsync("a@example.com");
        var letter = Assert.Single(await _site.LettersAsync<RequestConfirmLetter>());
        var visitor = _site.Visitor();

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(RequestSteps.LinkOf(letter))).Status);
        }

        Assert.Equal(RequestState.AwaitingConfirmation, (await _site.ReadAsync(letter.Reference)).State);
        var page = await _site.ConfirmAsync("a@example.com", visitor);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Your access request", page.Text, StringComparison.Ordinal);
        Assert.Equal(RequestState.Received, (await _site.ReadAsync(letter.Reference)).State);
        Assert.Equal(letter.Reference, Assert.Single(await _site.LettersAsync<RequestReceivedLetter>()).Reference);
    }

    [Fact]
    public async Task A_link_works_once()
    {
        await _site.AskAsync("a@example.com");
        var letter = Assert.Single(await _site.LettersAsync<RequestConfirmLetter>());
        var visitor = _site.Visitor();
        var opened = await visitor.GetAsync(RequestSteps.LinkOf(letter));
        await visitor.SubmitAsync(opened, "#confirm-form");

        var stranger = _site.Visitor();
        Assert.Equal(HttpStatusCode.BadRequest, (await stranger.GetAsync(RequestSteps.LinkOf(letter))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.SubmitAsync(opened, "#confirm-form")).Status);
        Assert.Contains("for the person who asked", (await stranger.GetAsync("/privacy/requests/" + letter.Reference)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_48_hours_the_link_is_dead_and_the_address_goes()
    {
        await _site.AskAsync("a@example.com");
        var letter = Assert.Single(await _site.LettersAsync<RequestConfirmLetter>());
        _site.Time.Advance(TimeSpan.FromHours(48));

        Assert.Equal(HttpStatusCode.BadRequest, (await _site.Visitor().GetAsync(RequestSteps.LinkOf(letter))).Status);
        await _site.RunRequestsAsync();

        var request = await _site.ReadAsync(letter.Reference);
        Assert.Equal((RequestState.Expired, RequestReason.NotConfirmedInTime), (request.State, request.Reason!.Value));
        Assert.Null(request.Contact);
        Assert.Null(request.AddressHash);
        Assert.Null(request.TokenHash);
        Assert.NotNull(request.ClosedAt);
    }

    [Fact]
    public async Task A_link_still_works_a_second_before_its_end()
    {
        await _site.AskAsync("a@example.com");
        _site.Time.Advance(TimeSpan.FromHours(48) - TimeSpan.FromSeconds(1));

        Assert.Equal(HttpStatusCode.OK, (await _site.ConfirmAsync("a@example.com", _site.Visitor())).Status);
    }

    [Fact]
    public async Task The_secret_of_another_request_opens_nothing_and_guessing_ends_the_link()
    {
        await _site.AskAsync("a@example.com");
        var right = Assert.Single(await _site.LettersAsync<RequestConfirmLetter>());
        var visitor = _site.Visitor();
        for (var i = 0; i < RequestToken.MostAttempts; i++)
        {
            var guess = RequestToken.New(RequestToken.Parse(right.Token)!.RequestId);
            Assert.Equal(HttpStatusCode.BadRequest, (await visitor.GetAsync($"/privacy/requests/confirm?token={guess}")).Status);
        }

        Assert.Equal(RequestToken.MostAttempts, (await _site.ReadAsync(right.Reference)).TokenAttempts);
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.GetAsync(RequestSteps.LinkOf(right))).Status);
        Assert.Equal(RequestState.AwaitingConfirmation, (await _site.ReadAsync(right.Reference)).State);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("%00%ff")]
    [InlineData("../../etc/passwd")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_malformed_token_is_refused(string token)
    {
        var visitor = _site.Visitor();

        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.GetAsync($"/privacy/requests/confirm?token={token}")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.GetAsync("/privacy/requests/confirm")).Status);
    }

    [Fact]
    public async Task A_mailbox_is_not_flooded()
    {
        Page? last = null;
        for (var i = 0; i < RequestIntake.MostUnconfirmed + 2; i++)
        {
            last = await _site.AskAsync("a@example.com");
        }

        Assert.Equal(PrivacyRoutes.RequestSent, last!.Path);
        Assert.Equal(RequestIntake.MostUnconfirmed, (await _site.LettersAsync<RequestConfirmLetter>()).Count);
    }

    [Theory]
    [InlineData(Right.Access, Regime.Ccpa, Right.CcpaKnow)]
    [InlineData(Right.Erasure, Regime.Ccpa, Right.CcpaDelete)]
    [InlineData(Right.Portability, Regime.Gdpr, Right.Portability)]
    public async Task The_law_that_counts_names_the_right(Right asked, Regime regime, Right kept)
    {
        await _site.AskAsync("a@example.com", asked, regime: regime);

        var request = await _site.NewestRequestAsync();
        Assert.Equal((kept, regime), (request.Right, request.Regime));
        Assert.Equal(new DateOnly(2026, 12, 10), request.AnswerDue);
        Assert.StartsWith(kept.Prefix() + "-", request.Reference, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_address_is_nowhere_in_clear_in_the_database()
    {
        await _site.AskAsync("planted.canary@example.com");

        var request = await _site.NewestRequestAsync();
        Assert.DoesNotContain("planted", System.Text.Encoding.Latin1.GetString(request.Contact!.Envelope), StringComparison.Ordinal);
        var message = await _site.InDatabaseAsync(db => db.OutboxMessages().SingleAsync());
        Assert.DoesNotContain("planted", System.Text.Encoding.Latin1.GetString(message.Payload.Envelope), StringComparison.Ordinal);
        Assert.DoesNotContain("planted", message.Key, StringComparison.Ordinal);
    }
}
