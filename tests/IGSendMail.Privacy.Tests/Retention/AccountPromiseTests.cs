using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Retention;

namespace IGSendMail.Privacy.Tests.Retention;

/// <summary>What an account is promised, from its cancellation until that is withdrawn, shortened or kept.</summary>
public sealed class AccountPromiseTests
{
    private static readonly DateTimeOffset Day0 = new(2026, 11, 10, 12, 0, 0, TimeSpan.Zero);

    private readonly AccountPromise _promise = AccountPromise.Of(Guid.Empty, []);

    [Fact]
    public void Nothing_binds_while_the_account_runs()
    {
        Assert.Null(_promise.Binding(Always(30, 30)));
        Assert.True(_promise.IsNothing);

        Cancel(Day0, 30, 30);
        Assert.False(_promise.IsNothing);

        _promise.WithdrawAll();
        Assert.Null(_promise.Binding(Always(30, 30)));
        Assert.True(_promise.IsNothing);
    }

    [Fact]
    public void A_cancellation_promises_the_lists_and_the_whole_by_one_version_and_revision()
    {
        Cancel(Day0, 30, 20, "2026-03", rows: 14, revision: 7);

        var (lists, whole) = (_promise.Lists!, _promise.Whole!);
        Assert.Equal((Day0.AddDays(18), Day0.AddDays(20), 14), (lists.DueAt, lists.PromisedBy, lists.Rows));
        Assert.Equal((Day0.AddDays(30), Day0.AddDays(31), 0), (whole.DueAt, whole.PromisedBy, whole.Rows));
        Assert.All([lists, whole], p => Assert.Equal((Day0, "2026-03", 7), (p.CancelledAt, p.Version, p.AccountRevision)));
    }

    [Fact]
    public void An_account_that_came_back_late_is_promised_nothing_more_than_the_end_of_its_lists_by_the_shorter_period()
    {
        Cancel(Day0, 30, 30);

        _promise.WithdrawAccount(_promise.Binding(Always(30, 20))!, accountRevision: 9);

        Assert.Null(_promise.Whole);
        Assert.False(_promise.IsCancelled);
        Assert.False(_promise.IsNothing);
        Assert.Equal((Day0.AddDays(20), 9), (_promise.Lists!.PromisedBy, _promise.Lists.AccountRevision));
    }

    [Fact]
    public void Cancelling_again_while_the_lists_go_puts_nothing_off()
    {
        Cancel(Day0, 30, 30, "2026-01");
        _promise.WithdrawAccount(_promise.Binding(Always(30, 30))!, accountRevision: 9);

        Cancel(Day0.AddDays(29), 30, 30, "2026-02");

        Assert.Equal((Day0.AddDays(28), Day0.AddDays(30), "2026-01"), (_promise.Lists!.DueAt, _promise.Lists.PromisedBy, _promise.Lists.Version));
        Assert.Equal((Day0.AddDays(59), "2026-02"), (_promise.Whole!.DueAt, _promise.Whole.Version));
    }

    [Theory]
    // A version that shortens nothing is noted as compared and promises nothing.
    [InlineData(30, 30, 28, 30, 30, "2026-01")]
    [InlineData(60, 60, 28, 30, 30, "2026-01")]
    // One that shortens a period promises that part from then on.
    [InlineData(30, 20, 18, 20, 30, "2026-01")]
    [InlineData(20, 30, 28, 30, 20, "2026-02")]
    public void A_version_in_force_since_is_taken_over_where_it_is_shorter(
        int accountDays, int listDays, int undo, int listsGone, int kept, string wholeVersion)
    {
        Cancel(Day0, 30, 30, "2026-01");
        var inForce = new PromiseSchedule(
            [new PromisedFrom("2026-02", DateTimeOffset.MinValue, DateTimeOffset.MaxValue, Promise(accountDays, listDays))]);

        _promise.Lists!.Restate(inForce);
        _promise.Whole!.Restate(inForce);

        Assert.Equal((Day0.AddDays(undo), Day0.AddDays(listsGone)), (_promise.Lists.DueAt, _promise.Lists.PromisedBy));
        Assert.Equal((Day0.AddDays(kept), Day0.AddDays(kept + 1)), (_promise.Whole.DueAt, _promise.Whole.PromisedBy));
        Assert.Equal(listDays < 30 ? "2026-02" : "2026-01", _promise.Lists.Version);
        Assert.Equal(wholeVersion, _promise.Whole.Version);
        Assert.All([_promise.Lists, _promise.Whole], p => Assert.Equal("2026-02", p.ComparedWith));
    }

    [Theory]
    [InlineData(0, false, ComeBack.WithLists)]
    [InlineData(27.999, false, ComeBack.WithLists)]
    [InlineData(28, false, ComeBack.WithoutLists)]
    [InlineData(29.999, false, ComeBack.WithoutLists)]
    [InlineData(30, false, ComeBack.TooLate)]
    [InlineData(1, true, ComeBack.TooLate)]
    public void How_an_account_can_come_back_follows_from_its_promise(double day, bool isClosed, ComeBack possible)
    {
        Cancel(Day0, 30, 30);

        Assert.Equal(possible, _promise.Possible(_promise.Binding(Always(30, 30))!, isClosed, Day0.AddDays(day)));
    }

    private void Cancel(DateTimeOffset at, int accountDays, int listDays, string version = "2026-01", long rows = 0, int revision = 1) =>
        _promise.Make(CancellationTerms.From(at, Promise(accountDays, listDays), PurgeMargin.Least), version, rows, revision);

    private static PromiseSchedule Always(int accountDays, int listDays) => PromiseSchedule.Always(Promise(accountDays, listDays));

    private static Commitments Promise(int accountDays, int listDays) => new(
        TimeSpan.FromDays(accountDays), TimeSpan.FromDays(listDays), TimeSpan.FromDays(30), TimeSpan.FromDays(30), 16);
}
