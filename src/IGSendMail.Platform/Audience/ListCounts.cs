using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Audience;

/// <summary>
/// How many people are on a list. Up to <see cref="MostCounted"/> are counted for each page; beyond, counting would take
/// longer than a page may, so that the number is counted when much was written, and said with its instant.
/// </summary>
public sealed class ListCounts(IDbContextFactory<IGSendMailContext> contexts, TimeProvider time)
{
    /// <summary>So many are counted while somebody waits.</summary>
    public const int MostCounted = 50_000;

    /// <summary>The number now, or the one counted last if there are too many.</summary>
    internal static async Task<PeopleCount> OfAsync(IGSendMailContext db, SubscriberList list, CancellationToken cancellation)
    {
        var some = await db.Subscribers()
            .Where(s => s.AccountId == list.AccountId && s.ListId == list.Id)
            .OrderBy(s => s.AddressHash).Select(s => s.AddressHash).Take(MostCounted + 1).CountAsync(cancellation);
        return some <= MostCounted ? new PeopleCount(some, null)
            : new PeopleCount(Math.Max(some, list.CountedPeople ?? 0), list.CountedAt ?? DateTimeOffset.MinValue);
    }

    /// <summary>Counts a large list anew.</summary>
    public async Task RefreshAsync(ListKey key, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.SubscriberLists().AsNoTracking().SingleOrDefaultAsync(
                l => l.AccountId == key.Account && l.Id == key.List, cancellation) is not { } list
            || (await OfAsync(db, list, cancellation)).People <= MostCounted)
        {
            return;
        }

        var people = await db.Subscribers().CountAsync(s => s.AccountId == key.Account && s.ListId == key.List, cancellation);
        var now = time.GetUtcNow();
        await db.WriteAsync(WriteUrgency.Background, token => db.SubscriberLists()
            .Where(l => l.AccountId == key.Account && l.Id == key.List)
            .ExecuteUpdateAsync(set => set
                .SetProperty(l => l.CountedPeople, people)
                .SetProperty(l => l.CountedAt, now)
                .SetProperty(l => l.Revision, l => l.Revision + 1), token), cancellation);
    }
}

/// <summary>A number of people.</summary>
/// <param name="People">How many.</param>
/// <param name="CountedAt">When they were counted, if that was not now; the minimum if only so many were seen.</param>
public readonly record struct PeopleCount(int People, DateTimeOffset? CountedAt);
