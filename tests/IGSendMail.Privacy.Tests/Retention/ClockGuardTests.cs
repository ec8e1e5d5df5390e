using System.Globalization;
using IGSendMail.Privacy.Retention;

namespace IGSendMail.Privacy.Tests.Retention;

public sealed class ClockGuardTests
{
    [Theory]
    [InlineData("2026-11-10T12:00:00Z", null, null, ClockVerdict.Trusted)]
    [InlineData("2026-11-10T12:00:00Z", "2026-11-10T12:00:00Z", "2026-11-10T11:00:00Z", ClockVerdict.Trusted)]
    [InlineData("2026-11-10T12:00:00Z", "2026-11-10T12:01:00Z", null, ClockVerdict.Trusted)]
    [InlineData("2026-11-10T12:00:00Z", "2026-11-10T12:01:01Z", null, ClockVerdict.Behind)]
    [InlineData("2026-11-10T12:00:00Z", null, "2026-11-10T12:01:01Z", ClockVerdict.Behind)]
    [InlineData("2026-11-12T11:00:00Z", "2026-11-10T11:00:00Z", "2026-11-10T11:00:00Z", ClockVerdict.Trusted)]
    [InlineData("2026-11-12T11:00:01Z", "2026-11-10T11:00:00Z", "2026-11-10T11:00:00Z", ClockVerdict.Ahead)]
    // What a jumping clock has itself put on record meanwhile does not speak for it.
    [InlineData("2026-11-20T11:00:00Z", "2026-11-20T10:59:59Z", "2026-11-10T11:00:00Z", ClockVerdict.Ahead)]
    // Clocks put forward or back by an hour, a leap day: instants are what counts.
    [InlineData("2026-03-08T07:00:00Z", "2026-03-08T06:59:00Z", "2026-03-08T06:00:00Z", ClockVerdict.Trusted)]
    [InlineData("2028-03-01T00:00:00Z", "2028-02-28T23:59:00Z", "2028-02-28T00:00:00Z", ClockVerdict.Trusted)]
    public void A_clock_is_trusted_unless_it_is_behind_the_record_or_far_ahead_of_the_last_round(
        string now, string? newest, string? lastRound, ClockVerdict verdict) =>
        Assert.Equal(verdict, ClockGuard.Judge(At(now)!.Value, At(newest), At(lastRound)));

    private static DateTimeOffset? At(string? instant) =>
        instant is null ? null : DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);
}
