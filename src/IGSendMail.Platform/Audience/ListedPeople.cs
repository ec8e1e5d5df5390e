using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Audience;

/// <summary>
/// The only place that puts a person on a list: whoever comes through a file, a form, an edit or anything later passes here,
/// so that nothing brings back a person who opted out. A merge only moves rows that passed here. A test holds that no other source makes a
/// <see cref="Subscriber"/>.
/// </summary>
internal static class ListedPeople
{
    /// <summary>Those of the hashes whose people must not be on any list of this account.</summary>
    public static async Task<HashSet<Guid>> SuppressedAsync(
        IGSendMailContext db, Guid accountId, IReadOnlyCollection<Guid> hashes, CancellationToken cancellation) => hashes.Count == 0
        ? []
        : await db.Suppressions()
            .Where(s => s.AccountId == accountId && hashes.Contains(s.AddressHash))
            .Select(s => s.AddressHash).ToHashSetAsync(cancellation);

    /// <summary>
    /// Puts new people on lists of one account, inside the caller's transaction, which has touched the list before
    /// (<see cref="TouchAsync"/>). Returns those that were not added because they opted out.
    /// </summary>
    public static async Task<IReadOnlySet<Guid>> AddAsync(
        IGSendMailContext db, Guid accountId, IReadOnlyCollection<NewPerson> people, CancellationToken cancellation)
    {
        var suppressed = await SuppressedAsync(db, accountId, [.. people.Select(p => p.AddressHash)], cancellation);
        await db.Engine.InsertAsync(db, [.. people.Where(p => !suppressed.Contains(p.AddressHash)).Select(p => new Subscriber
        {
            AccountId = accountId,
            Id = p.Id,
            ListId = p.ListId,
            ImportId = p.ImportId,
            AddressHash = p.AddressHash,
            Content = p.Content,
            AddedAt = p.AddedAt,
            UnconfirmedSince = p.UnconfirmedSince,
        })], cancellation);
        return suppressed;
    }

    /// <summary>
    /// Gives a person of a list another address. False if the person with that address opted out, so that an edit brings
    /// nobody back. The caller has touched the list.
    /// </summary>
    public static async Task<bool> MayChangeToAsync(
        IGSendMailContext db, ListKey list, Guid addressHash, CancellationToken cancellation) =>
        (await SuppressedAsync(db, list.Account, [addressHash], cancellation)).Count == 0;

    /// <summary>
    /// Takes turns with whatever else writes to this list: its row is changed, not only read, so that additions, deletions and
    /// opt-outs wait for each other on every engine. False if the list takes nobody any more.
    /// </summary>
    public static async Task<bool> TouchAsync(IGSendMailContext db, ListKey list, CancellationToken cancellation) =>
        await db.SubscriberLists().Visible(list.Account).Where(l => l.Id == list.List)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.Revision, l => l.Revision + 1), cancellation) == 1;
}

/// <summary>Somebody who is to be put on a list.</summary>
internal sealed record NewPerson(
    Guid Id, Guid ListId, Guid? ImportId, Guid AddressHash, Sealed Content, DateTimeOffset AddedAt, DateTimeOffset? UnconfirmedSince);
