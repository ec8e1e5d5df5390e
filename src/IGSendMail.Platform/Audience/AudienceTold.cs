using IGSendMail.Privacy.Holds;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Audience;

/// <summary>What of this room a restored database is told again; opt-outs have a journal of their own (<see cref="SuppressionJournal"/>).</summary>
public static class AudienceTold
{
    /// <summary>A list that its owner deleted.</summary>
    public static readonly ToldKind ListDeleted = new("ListDeleted");

    /// <summary>The row of a person whom a customer removed from a list.</summary>
    public static readonly ToldKind PersonRemoved = new("PersonRemoved");

    /// <summary>Tells that a list is deleted.</summary>
    internal static Telling Deleted(ListKey list) => new(ListDeleted, list.List, list.Account, 0, null);

    /// <summary>Tells that rows of people are removed.</summary>
    internal static IReadOnlyList<Telling> Removed(Guid accountId, IEnumerable<Guid> people) =>
        [.. people.Select(id => new Telling(PersonRemoved, id, accountId, 0, null))];
}

/// <summary>Deletes lists again that a restore brought back. Their people follow as after any deletion.</summary>
internal sealed class RepeatedListDeletions : IToldRepeater
{
    /// <inheritdoc />
    public ToldKind Kind => AudienceTold.ListDeleted;

    /// <inheritdoc />
    public int Order => 60;

    /// <inheritdoc />
    public async Task<IReadOnlyList<ToldFact>> LostAsync(
        IGSendMailContext db, IReadOnlyList<ToldFact> facts, CancellationToken cancellation)
    {
        var back = await Back(db, facts).Select(l => l.Id).ToListAsync(cancellation);
        return [.. facts.Where(f => back.Contains(f.Subject))];
    }

    /// <inheritdoc />
    public async Task RepeatAsync(IGSendMailContext db, IReadOnlyList<ToldFact> lost, CancellationToken cancellation)
    {
        var now = db.Time.GetUtcNow();
        await Back(db, lost).ExecuteUpdateAsync(
            set => set.SetProperty(l => l.DeletedAt, now).SetProperty(l => l.Revision, l => l.Revision + 1), cancellation);
    }

    private static IQueryable<SubscriberList> Back(IGSendMailContext db, IReadOnlyList<ToldFact> facts)
    {
        List<Guid> accounts = [.. facts.Select(f => f.OwnerId!.Value).Distinct()], lists = [.. facts.Select(f => f.Subject)];
        return db.SubscriberLists().Where(l => accounts.Contains(l.AccountId) && lists.Contains(l.Id) && l.DeletedAt == null);
    }
}

/// <summary>Removes people again whom a restore brought back. What a legal hold covers stays until it is lifted; then the next start removes it.</summary>
internal sealed class RepeatedRemovals : IToldRepeater
{
    /// <inheritdoc />
    public ToldKind Kind => AudienceTold.PersonRemoved;

    /// <inheritdoc />
    public int Order => 70;

    /// <inheritdoc />
    public async Task<IReadOnlyList<ToldFact>> LostAsync(
        IGSendMailContext db, IReadOnlyList<ToldFact> facts, CancellationToken cancellation)
    {
        List<Guid> accounts = [.. facts.Select(f => f.OwnerId!.Value).Distinct()], people = [.. facts.Select(f => f.Subject)];
        var back = await db.Subscribers().Where(s => accounts.Contains(s.AccountId) && people.Contains(s.Id))
            .Select(s => new { s.AccountId, s.Id }).ToListAsync(cancellation);
        if (back.Count == 0)
        {
            return [];
        }

        var holds = await ActiveHolds.ReadAsync(db, cancellation);
        var free = back.Where(s => !holds.Cover(DataSubject.Of(new Identifier(IdentifierKind.Account, s.AccountId)), [DataCategory.Subscriber]))
            .Select(s => s.Id).ToHashSet();
        return [.. facts.Where(f => free.Contains(f.Subject))];
    }

    /// <inheritdoc />
    public async Task RepeatAsync(IGSendMailContext db, IReadOnlyList<ToldFact> lost, CancellationToken cancellation)
    {
        foreach (var ofAccount in lost.GroupBy(f => f.OwnerId!.Value))
        {
            await Suppressing.RemoveAsync(db, ofAccount.Key, [.. ofAccount.Select(f => f.Subject)], cancellation);
        }
    }
}
