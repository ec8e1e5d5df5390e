using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

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

/// <summary>How many rows of lists an account has and how long before the promised instant their deletion must begin.</summary>
/// <param name="Rows">Rows in our own stores.</param>
/// <param name="Margin">The time set aside.</param>
public sealed record ListMargin(long Rows, TimeSpan Margin);

/// <summary>Reckons margins from what there is to delete and from how fast this database deletes.</summary>
public sealed class ListMargins(IGSendMailContext db, DataMap map)
{
    /// <summary>The margin of an account that is cancelled now. Those cancelled before it wait for the same database.</summary>
    public async Task<ListMargin> OfAsync(Guid accountId, CancellationToken cancellation)
    {
        var subject = DataSubject.Of(new Identifier(IdentifierKind.Account, accountId));
        long rows = 0;
        foreach (var store in map.Stores.Where(s => s.Description is { IsRemote: false, Category: DataCategory.Subscriber }))
        {
            rows += (await store.CountAsync(subject, cancellation))
                .Where(c => c.Disposition == DispositionKind.Delete).Sum(c => c.Rows);
        }

        var waiting = await db.PromisedDeletions().Where(p => p.Scope == ErasureScope.SubscriberData && p.AccountId != accountId)
            .SumAsync(p => p.Rows, cancellation);
        return new ListMargin(rows, PurgeMargin.For(rows + waiting, await PurgeRates.ReadAsync(db, cancellation)));
    }
}
