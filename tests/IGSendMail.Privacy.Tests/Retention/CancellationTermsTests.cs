using System.Globalization;
using CsCheck;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Retention;

namespace IGSendMail.Privacy.Tests.Retention;

public sealed class CancellationTermsTests
{
    private static readonly Commitments ThirtyDays = Promise(30, 30);

    private static readonly Gen<DateTimeOffset> Instants =
        Gen.Long[DateTimeOffset.UnixEpoch.Ticks, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero).Ticks]
            .Select(ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

    private static readonly Gen<Commitments> Promises =
        Gen.Select(Gen.Int[0, 120], Gen.Int[0, 120], Promise);

    [Theory]
    [InlineData("2026-11-10T12:00:00Z", "2026-12-08T12:00:00Z", "2026-12-10T12:00:00Z", "2026-12-10T12:00:00Z", "2026-12-11T12:00:00Z")]
    // Over the spring change of clocks in New York (8 March 2026) the hour on the wall moves, the instant does not.
    [InlineData("2026-02-20T23:30:00Z", "2026-03-20T23:30:00Z", "2026-03-22T23:30:00Z", "2026-03-22T23:30:00Z", "2026-03-23T23:30:00Z")]
    // The same in autumn (1 November 2026), cancelled in the hour that comes twice there.
    [InlineData("2026-11-01T05:30:00Z", "2026-11-29T05:30:00Z", "2026-12-01T05:30:00Z", "2026-12-01T05:30:00Z", "2026-12-02T05:30:00Z")]
    [InlineData("2026-11-01T06:30:00Z", "2026-11-29T06:30:00Z", "2026-12-01T06:30:00Z", "2026-12-01T06:30:00Z", "2026-12-02T06:30:00Z")]
    // Leap day and no leap day: thirty days are thirty days.
    [InlineData("2028-01-30T00:00:00Z", "2028-02-27T00:00:00Z", "2028-02-29T00:00:00Z", "2028-02-29T00:00:00Z", "2028-03-01T00:00:00Z")]
    [InlineData("2027-01-30T00:00:00Z", "2027-02-27T00:00:00Z", "2027-03-01T00:00:00Z", "2027-03-01T00:00:00Z", "2027-03-02T00:00:00Z")]
    [InlineData("2026-12-31T23:59:59Z", "2027-01-28T23:59:59Z", "2027-01-30T23:59:59Z", "2027-01-30T23:59:59Z", "2027-01-31T23:59:59Z")]
    public void Thirty_days_are_elapsed_time(string cancelled, string undo, string listsGone, string kept, string gone)
    {
        var terms = From(At(cancelled), ThirtyDays);

        Assert.Equal(new CancellationTerms(At(cancelled), At(undo), At(listsGone), At(kept), At(gone)), terms);
    }

    [Theory]
    [InlineData(3, "2026-11-11T12:00:00Z")]
    [InlineData(2, "2026-11-10T12:00:00Z")]
    [InlineData(1, "2026-11-10T12:00:00Z")]
    public void A_promise_shorter_than_the_margin_leaves_no_undo(int days, string undo)
    {
        var terms = From(At("2026-11-10T12:00:00Z"), Promise(30, days));

        Assert.Equal(At(undo), terms.UndoListsUntil);
    }

    [Fact]
    public void An_instant_with_an_offset_counts_as_the_same_instant_in_UTC() => Gen.Select(Instants, Gen.Int[-14, 14]).Sample((at, hours) =>
    {
        var there = From(at.ToOffset(TimeSpan.FromHours(hours)), ThirtyDays);
        Assert.Equal(From(at, ThirtyDays), there);
        Assert.Equal(TimeSpan.Zero, there.AccountDataKeptUntil.Offset);
    });

    [Fact]
    public void No_promise_is_ever_outlived() => Gen.Select(Instants, Promises).Sample((at, promise) =>
    {
        var terms = From(at, promise);
        Assert.Equal(at + promise.SubscriberDataGone, terms.SubscriberDataGoneBy);
        Assert.Equal(at + promise.AccountDataKept, terms.AccountDataKeptUntil);
        Assert.InRange(terms.UndoListsUntil, at, terms.SubscriberDataGoneBy);
        Assert.Equal(TimeSpan.FromHours(24), terms.AccountDataGoneBy - terms.AccountDataKeptUntil);
        Assert.True(terms.UndoListsUntil == at || terms.SubscriberDataGoneBy - terms.UndoListsUntil == PurgeMargin.Least);
    });

    [Fact]
    public void The_shorter_of_the_periods_then_and_now_binds() => Gen.Select(Instants, Promises, Promises).Sample((at, then, now) =>
    {
        var binding = Cancelled(at, then).Binding(PromiseSchedule.Always(now))!;

        Assert.Equal(at + Shorter(then.SubscriberDataGone, now.SubscriberDataGone), binding.SubscriberDataGoneBy);
        Assert.Equal(at + Shorter(then.AccountDataKept, now.AccountDataKept), binding.AccountDataKeptUntil);
        Assert.Equal(binding.AccountDataKeptUntil + CancellationTerms.PurgeTime, binding.AccountDataGoneBy);
        Assert.Equal(
            From(at, Promise(0, Shorter(then.SubscriberDataGone, now.SubscriberDataGone).Days)).UndoListsUntil,
            binding.UndoListsUntil);
    });

    private static CancellationTerms From(DateTimeOffset at, Commitments commitments) =>
        CancellationTerms.From(at, commitments, PurgeMargin.Least);

    private static AccountPromise Cancelled(DateTimeOffset at, Commitments then)
    {
        var promise = AccountPromise.Of(Guid.Empty, []);
        promise.Make(From(at, then), "2026-01", 0, accountRevision: 1);
        return promise;
    }

    private static Commitments Promise(int accountDays, int listDays) => new(
        TimeSpan.FromDays(accountDays), TimeSpan.FromDays(listDays), TimeSpan.FromDays(30), TimeSpan.FromDays(30), 16);

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);
}
