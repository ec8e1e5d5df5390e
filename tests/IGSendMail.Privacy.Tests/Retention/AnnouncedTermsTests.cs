using CsCheck;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Retention;

namespace IGSendMail.Privacy.Tests.Retention;

/// <summary>A policy version that shortens a period acts from its day on, not before, and keeps its own promise.</summary>
public sealed class AnnouncedTermsTests
{
    private static readonly DateTimeOffset Cancelled = new(2026, 11, 10, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    // Announced for a day before anything happens: the shorter period counts from the cancellation.
    [InlineData(5, 20, 20, 18, 20, 20)]
    // Announced for a day on which the shorter period is over already: it begins on that day and is done within the margin.
    [InlineData(25, 20, 20, 25, 27, 25)]
    // Announced for a day on which the lists have begun to go: nothing changes for them, the account goes on that day.
    [InlineData(29, 20, 20, 28, 30, 29)]
    // Announced for later: it does not touch this cancellation.
    [InlineData(40, 20, 20, 28, 30, 30)]
    // A longer period never keeps anything longer.
    [InlineData(5, 60, 60, 28, 30, 30)]
    // Only one of the two is shortened.
    [InlineData(5, 30, 10, 8, 10, 30)]
    public void A_shorter_period_begins_on_its_day(int fromDay, int accountDays, int listDays, int undo, int goneBy, int kept)
    {
        var schedule = new PromiseSchedule(
        [
            new PromisedFrom("2026-01", DateTimeOffset.MinValue, Cancelled.AddDays(fromDay), Promise(30, 30)),
            new PromisedFrom("2026-02", Cancelled.AddDays(fromDay), DateTimeOffset.MaxValue, Promise(accountDays, listDays)),
        ]);

        var terms = CancellationTerms.From(Cancelled, Promise(30, 30), PurgeMargin.Least).Under(schedule);

        Assert.Equal(Cancelled.AddDays(undo), terms.UndoListsUntil);
        Assert.Equal(Cancelled.AddDays(goneBy), terms.SubscriberDataGoneBy);
        Assert.Equal(Cancelled.AddDays(kept), terms.AccountDataKeptUntil);
        Assert.Equal(terms.AccountDataKeptUntil.AddHours(24), terms.AccountDataGoneBy);
    }

    [Fact]
    public void What_is_announced_today_is_what_binds_on_its_day() => Gen.Select(
        Gen.Int[0, 90], Gen.Int[3, 60], Gen.Int[3, 60], Gen.Int[48, 200]).Sample((fromDay, accountDays, listDays, marginHours) =>
    {
        var since = Cancelled.AddDays(fromDay);
        var (old, shorter) = (Promise(30, 30), Promise(accountDays, listDays));
        var announced = new PromiseSchedule(
            [new("1", DateTimeOffset.MinValue, since, old), new("2", since, DateTimeOffset.MaxValue, shorter)]);
        var inForce = new PromiseSchedule([announced.Steps[1]]);
        var stored = CancellationTerms.From(Cancelled, old, TimeSpan.FromHours(marginHours));

        var ahead = stored.Under(announced);
        if (ahead.UndoListsUntil >= since && ahead.AccountDataKeptUntil >= since)
        {
            Assert.Equal(ahead, stored.Under(inForce));
        }

        Assert.True(ahead.UndoListsUntil == stored.UndoListsUntil || ahead.UndoListsUntil >= since);
        Assert.True(ahead.AccountDataKeptUntil == stored.AccountDataKeptUntil || ahead.AccountDataKeptUntil >= since);
        Assert.True(ahead.SubscriberDataGoneBy <= stored.SubscriberDataGoneBy);
        Assert.True(ahead.Margin >= PurgeMargin.Least || ahead.UndoListsUntil == Cancelled, $"only {ahead.Margin} to delete in");
    });

    [Fact]
    public void A_larger_margin_moves_the_beginning_and_not_the_end() => Gen.Int[48, 700].Sample(hours =>
    {
        var terms = CancellationTerms.From(Cancelled, Promise(30, 30), TimeSpan.FromHours(hours));

        Assert.Equal(Cancelled.AddDays(30), terms.SubscriberDataGoneBy);
        Assert.Equal(TimeSpan.FromHours(hours), terms.Margin);
    });

    private static Commitments Promise(int accountDays, int listDays) => new(
        TimeSpan.FromDays(accountDays), TimeSpan.FromDays(listDays), TimeSpan.FromDays(30), TimeSpan.FromDays(30), 16);
}
