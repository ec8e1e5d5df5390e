using IGSendMail.Privacy.Erasure;

namespace IGSendMail.Privacy.Retention;

/// <summary>
/// How long before a promise ends its deletion begins. Pure arithmetic: two days unless so much has to go that a purge at
/// the measured rate would need more of them than is safe.
/// </summary>
public static class PurgeMargin
{
    /// <summary>The margin of an account of usual size.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromHours(48);

    /// <summary>Set aside for waiting on the next round, a restart, a store that is away for a while.</summary>
    public static readonly TimeSpan Waits = TimeSpan.FromHours(24);

    /// <summary>So many times the measured time is set aside: what was measured once may be slower on the day.</summary>
    public const double Safety = 4;

    /// <summary>The margin for so many rows, in whole hours.</summary>
    /// <param name="rows">Rows that go, those of accounts that wait for the same engine counted in.</param>
    /// <param name="rowsPerSecond">The measured rate (<see cref="PurgeRates"/>).</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative number of rows, or a rate that is not above zero.</exception>
    public static TimeSpan For(long rows, double rowsPerSecond)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rowsPerSecond);
        var hours = Math.Ceiling(Waits.TotalHours + (Safety * rows / rowsPerSecond / 3_600));
        return TimeSpan.FromHours(Math.Clamp(hours, Least.TotalHours, TimeSpan.FromDays(365).TotalHours));
    }
}
