using IGSendMail.Privacy.Audit;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Recovery;

/// <summary>Takes a database on that is older than the journal of what was told remembers. What the journal still knows is repeated afterwards.</summary>
public sealed class AcceptedLoss(
    IDbContextFactory<IGSendMailContext> contexts, IDbContextFactory<VaultContext> vaults, AuditTrail trail)
{
    /// <summary>Enters the decision in the trail. From then on the database counts as knowing all that has aged away.</summary>
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
}
