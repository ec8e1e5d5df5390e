using IGSendMail.Privacy.Requests;

namespace IGSendMail.Privacy.Tests.Requests;

public sealed class RequestStateTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 10, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<RequestState> Final => [.. Enum.GetValues<RequestState>().Where(s => s.IsFinal())];

    [Theory]
    [MemberData(nameof(Final))]
    public void Nothing_follows_a_final_state(RequestState final) =>
        Assert.All(Enum.GetValues<RequestState>(), next => Assert.False(final.MayBecome(next)));

    [Fact]
    public void Work_that_has_begun_cannot_be_withdrawn() =>
        Assert.False(RequestState.InProgress.MayBecome(RequestState.Withdrawn));

    [Fact]
    public void Nothing_is_done_that_was_not_begun() => Assert.All(
        Enum.GetValues<RequestState>().Where(s => s is not (RequestState.InProgress or RequestState.PartlyDone)),
        state => Assert.False(state.MayBecome(RequestState.Done)));

    [Fact]
    public void A_move_that_does_not_exist_is_refused()
    {
        var request = Request();

        var refused = Assert.Throws<InvalidOperationException>(() => request.Become(RequestState.Done, Now));

        Assert.Contains("AwaitingConfirmation", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_final_state_closes_the_request_and_its_link()
    {
        var request = Request();
        (request.TokenHash, request.TokenExpiresAt) = ([1], Now);

        request.Become(RequestState.Withdrawn, Now, RequestReason.WithdrawnByRequester);

        Assert.Equal(Now, request.ClosedAt);
        Assert.Null(request.TokenHash);
        Assert.Null(request.TokenExpiresAt);
        Assert.Equal(RequestReason.WithdrawnByRequester, request.Reason);
    }

    [Fact]
    public void References_are_unmistakable_and_name_their_right()
    {
        var references = Enumerable.Range(0, 2_000).Select(_ => RequestReference.New(Right.Erasure)).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(2_000, references.Count);
        Assert.All(references, r => Assert.Matches("^ER-[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}$", r));
        Assert.All(references, r => Assert.True(RequestReference.IsWellFormed(r)));
    }

    [Theory]
    [InlineData("er-7q4m-92kx")]
    [InlineData("ER-7Q4M-92KO")]
    [InlineData("ER-7Q4M-92KX\n")]
    [InlineData("ER-7Q4M92KX")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_reference_is_not_taken_for_one(string? text) => Assert.False(RequestReference.IsWellFormed(text));

    [Fact]
    public void Every_right_has_a_prefix_of_its_own_and_words()
    {
        var rights = Enum.GetValues<Right>();

        Assert.Equal(rights.Length, rights.Select(r => r.Prefix()).Distinct(StringComparer.Ordinal).Count());
        Assert.All(rights, r => Assert.NotEmpty(r.Words()));
    }

    [Fact]
    public void A_token_reads_back_and_matches_only_its_own_hash()
    {
        var token = RequestToken.New(Guid.Parse("019a0000-0000-7000-8000-000000000001"));
        var other = RequestToken.New(token.RequestId);

        var read = RequestToken.Parse(token.ToString())!;

        Assert.Equal(token.RequestId, read.RequestId);
        Assert.True(read.Matches(token.Hash));
        Assert.False(read.Matches(other.Hash));
        Assert.False(read.Matches(null));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("%00")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void What_is_no_token_is_not_taken_for_one(string? text) => Assert.Null(RequestToken.Parse(text));

    private static DataSubjectRequest Request() => new()
    {
        Id = Guid.Parse("019a0000-0000-7000-8000-000000000001"),
        Reference = RequestReference.New(Right.Access),
        Right = Right.Access,
        Regime = Regime.Gdpr,
        ReceivedAt = Now,
        AnswerDue = new DateOnly(2026, 12, 10),
    };
}
