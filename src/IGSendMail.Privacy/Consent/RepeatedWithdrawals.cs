using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Consent;

/// <summary>
/// Takes consents back again that a restored database holds for given. The browser that gave them may still carry them: from the first page
/// on it may do nothing more, and what was counted in it goes once more.
/// </summary>
public sealed class RepeatedWithdrawals(Vault vault, ConsentRevocations revocations, IEnumerable<IConsentFollower> followers)
    : ToldRows<ConsentRecord>(vault, ConsentToldKinds.Withdrawal, nameof(ConsentRecord.Id), r => r.AccountId)
{
    /// <summary>Tells the withdrawals among new records, inside the caller's transaction.</summary>
    internal Task TellAsync(IGSendMailContext db, IEnumerable<ConsentRecord> added, CancellationToken cancellation) =>
        db.TellAsync([.. added.Where(r => r.Kind == ConsentKind.Withdrawn).Select(r => Of(db, r))], cancellation);

    /// <inheritdoc />
    public override async Task RepeatAsync(IGSendMailContext db, IReadOnlyList<ToldFact> lost, CancellationToken cancellation)
    {
        await base.RepeatAsync(db, lost, cancellation);
        List<Guid> ids = [.. lost.Select(f => f.Subject)];
        var ends = await db.ConsentRecords().AsNoTracking().Where(r => ids.Contains(r.Id)).ToListAsync(cancellation);
        var chains = ends.Select(r => r.ChainId).ToList();
        var counted = await db.ConsentRecords().AsNoTracking()
            .Where(r => chains.Contains(r.ChainId) && r.VisitorId != null)
            .Select(r => r.VisitorId!.Value).Distinct().ToListAsync(cancellation);
        if (counted.Count > 0)
        {
            foreach (var follower in followers)
            {
                await follower.LeftAsync(db, counted, cancellation);
            }
        }

        ends.ForEach(end => revocations.Add(end.ChainId, end.ValidUntil));
    }
}
