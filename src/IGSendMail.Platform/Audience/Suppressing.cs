using IGSendMail.Platform.Accounts;
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

        // Two opt-outs of one account take turns, also where it has no list: its row is locked, not changed. An addition that has not
        // seen these yet must wait, and see them then.
        await TakeTurnAsync(db, accountId, cancellation);
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
        await NoteAsync(db, added, cancellation);
        if (!isOnHold)
        {
            await RemoveRowsAsync(db, accountId, [.. people.Keys], cancellation);
        }

        return added.Count;
    }

    /// <summary>
    /// Suppresses people again after a restore, as it was said before, inside the caller's transaction. Returns how many the database had lost.
    /// </summary>
    public static async Task<int> AgainAsync(
        IGSendMailContext db, Guid accountId, IReadOnlyList<JournaledSuppression> said, CancellationToken cancellation)
    {
        await TakeTurnAsync(db, accountId, cancellation);
        List<Guid> hashes = [.. said.Select(s => s.AddressHash)];
        var known = await ListedPeople.SuppressedAsync(db, accountId, hashes, cancellation);
        var isOnHold = await IsOnHoldAsync(db, accountId, cancellation);
        List<Suppression> lost = [.. said.Where(s => !known.Contains(s.AddressHash)).Select(s => new Suppression
        {
            AccountId = accountId,
            AddressHash = s.AddressHash,
            Since = s.At,
            Reason = s.Reason,
            Source = s.Source,
            RowHeldSince = isOnHold ? db.Time.GetUtcNow() : null,
        })];
        await db.Engine.InsertAsync(db, lost, cancellation);
        if (!isOnHold)
        {
            await RemoveRowsAsync(db, accountId, hashes, cancellation);
        }

        return lost.Count;
    }

    /// <summary>Has opt-outs copied into the vault, see <see cref="SuppressionJournal"/>; in the transaction that makes them.</summary>
    public static Task NoteAsync(IGSendMailContext db, IReadOnlyList<Suppression> added, CancellationToken cancellation) =>
        db.Engine.InsertAsync(db, [.. added.Select(s => new SuppressionNote
        {
            Id = RowKeys.New(db.Time),
            AccountId = s.AccountId,
            AddressHash = s.AddressHash,
            At = s.Since,
            Reason = s.Reason,
            Source = s.Source,
        })], cancellation);

    /// <summary>Takes turns with every other change of suppressions of this account, on every engine.</summary>
    public static async Task TakeTurnAsync(IGSendMailContext db, Guid accountId, CancellationToken cancellation)
    {
        await db.Accounts().Where(a => a.Id == accountId)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.Revision, a => a.Revision), cancellation);
        await db.SubscriberLists().Where(l => l.AccountId == accountId)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.Revision, l => l.Revision + 1), cancellation);
    }

    /// <summary>True while a legal hold forbids to delete people of this account's lists.</summary>
    public static async Task<bool> IsOnHoldAsync(IGSendMailContext db, Guid accountId, CancellationToken cancellation) =>
        (await ActiveHolds.ReadAsync(db, cancellation)).Cover(
            DataSubject.Of(new Identifier(IdentifierKind.Account, accountId)), [DataCategory.Subscriber]);

    /// <summary>Removes the rows of people from all lists, those being deleted or merged included. Returns their keys.</summary>
    public static async Task<IReadOnlyList<Guid>> RemoveRowsAsync(
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
            await RemoveAsync(db, accountId, ids, cancellation);
        }

        return ids;
    }

    /// <summary>Removes rows of people by their keys, and what they were before an upload.</summary>
    public static async Task RemoveAsync(IGSendMailContext db, Guid accountId, IReadOnlyCollection<Guid> people, CancellationToken cancellation)
    {
        await db.ImportChanges().Where(c => c.AccountId == accountId && people.Contains(c.SubscriberId)).ExecuteDeleteAsync(cancellation);
        await db.Subscribers().Where(s => s.AccountId == accountId && people.Contains(s.Id)).ExecuteDeleteAsync(cancellation);
    }
}
