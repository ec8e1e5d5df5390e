using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Audience;

/// <summary>Deletes lists again that a restore brought back. Their people follow as after any deletion.</summary>
internal sealed class RepeatedListDeletions : IToldRepeater
{
    /// <inheritdoc />
    public ToldKind Kind => AudienceToldKinds.ListDeleted;

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
