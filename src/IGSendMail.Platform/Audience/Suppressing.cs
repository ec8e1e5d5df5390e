using IGSendMail.Privacy.Holds;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Audience;

/// <summary>Keeps people off all lists of a customer: notes the hash and removes their rows, in one transaction.</summary>
internal static class Suppressing
{
    /// <summary>
    /// Suppresses people inside the caller's transaction. What was noted first stays noted. Returns how many are new.
    /// </summary>
    public static async Task<int> AddAsync(
        IGSendMailContext db, Guid accountId, IReadOnlyDictionary<Guid, SuppressionReason> people, SuppressionSource source,
        CancellationToken cancellation)
    {
        if (people.Count == 0)
        {
            return 0;
        }

        // An addition that has not seen these yet must wait, and see them then.
        await db.SubscriberLists().Where(l => l.AccountId == accountId)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.Revision, l => l.Revision + 1), cancellation);
        var known = await ListedPeople.SuppressedAsync(db, accountId, [.. people.Keys], cancellation);
        var isOnHold = await IsOnHoldAsync(db, accountId, cancellation);
        var now = db.Time.GetUtcNow();
        List<Suppression> added = [.. people.Where(p => !known.Contains(p.Key)).Select(p => new Suppression
        {
            AccountId = accountId,
            AddressHash = p.Key,
            Since = now,
            Reason = p.Value,
            Source = source,
            RowHeldSince = isOnHold ? now : null,
        })];
        await db.Engine.InsertAsync(db, added, cancellation);
        if (!isOnHold)
        {
            await RemoveRowsAsync(db, accountId, [.. people.Keys], cancellation);
        }

        return added.Count;
    }

    /// <summary>True while a legal hold forbids to delete people of this account's lists.</summary>
    public static async Task<bool> IsOnHoldAsync(IGSendMailContext db, Guid accountId, CancellationToken cancellation) =>
        (await ActiveHolds.ReadAsync(db, cancellation)).Cover(
            DataSubject.Of(new Identifier(IdentifierKind.Account, accountId)), [DataCategory.Subscriber]);

    /// <summary>Removes the rows of people from all lists, those being deleted or merged included.</summary>
    public static async Task RemoveRowsAsync(
        IGSendMailContext db, Guid accountId, IReadOnlyCollection<Guid> hashes, CancellationToken cancellation)
    {
        var rows =
            from list in db.SubscriberLists()
            join subscriber in db.Subscribers()
                on new { list.AccountId, ListId = list.Id } equals new { subscriber.AccountId, subscriber.ListId }
            where list.AccountId == accountId && hashes.Contains(subscriber.AddressHash)
            select subscriber.Id;
        var ids = await rows.ToListAsync(cancellation);
        if (ids.Count > 0)
        {
            await db.ImportChanges().Where(c => c.AccountId == accountId && ids.Contains(c.SubscriberId)).ExecuteDeleteAsync(cancellation);
            await db.Subscribers().Where(s => s.AccountId == accountId && ids.Contains(s.Id)).ExecuteDeleteAsync(cancellation);
        }
    }
}
