using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Retention;

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
