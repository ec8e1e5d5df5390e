using IGSendMail.Privacy.Audit;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Recovery;

/// <summary>
/// What an operator decides where not all can be made true again: to take on a database that is older than the journal of what was told
/// remembers, or to let something go in whose place something else stands. The decision is entered in the trail.
/// </summary>
public sealed class AcceptedLoss(
    IDbContextFactory<IGSendMailContext> contexts, IDbContextFactory<VaultContext> vaults, AuditTrail trail)
{
    /// <summary>From then on the database counts as knowing all that has aged away. What the journal still knows is repeated afterwards.</summary>
    public async Task AcceptAsync(CancellationToken cancellation)
    {
        await using var vault = await vaults.CreateDbContextAsync(cancellation);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var oldest = await vault.ToldGroups().AsNoTracking().OrderBy(g => g.Number).FirstOrDefaultAsync(cancellation);
        await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            await ToldCopying.KnowAsync(db, oldest, token);
            await trail.AppendAsync(db, new(RecoveryActs.LossAccepted, AuditActor.Operator), token);
        }, cancellation);
    }

    /// <summary>Forgets that these things were told: nobody looks for them any more.</summary>
    public async Task AcceptAsync(IReadOnlyList<ToldThing> missing, CancellationToken cancellation)
    {
        await using var vault = await vaults.CreateDbContextAsync(cancellation);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        foreach (var kind in missing.GroupBy(m => m.Kind))
        {
            // First the decision: killed in between, it is asked for again.
            await db.WriteAsync(WriteUrgency.Interactive, token => trail.AppendAsync(db, new(RecoveryActs.LossAccepted, AuditActor.Operator)
            {
                Facts = AuditFacts.Of(("kind", kind.Key.Name), ("count", kind.Count())),
            }, token).AsTask(), cancellation);
            foreach (var some in kind.Select(m => m.Subject).Chunk(500))
            {
                await vault.ToldJournal().Where(e => e.Kind == kind.Key && some.Contains(e.Subject)).ExecuteDeleteAsync(cancellation);
            }
        }
    }
}
