using IGSendMail.Privacy.Holds;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Audience;

/// <summary>Removes people again whom a restore brought back. What a legal hold covers stays until it is lifted; then the next start removes it.</summary>
internal sealed class RepeatedRemovals : IToldRepeater
{
    /// <inheritdoc />
    public ToldKind Kind => AudienceToldKinds.PersonRemoved;

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
