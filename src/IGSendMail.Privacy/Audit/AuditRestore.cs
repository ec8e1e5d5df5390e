using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Audit;

/// <summary>
/// Lets the trail go on after an older database was restored. The newest heads of the vault are then about entries that
/// the database no longer has. That is not hidden: a head is signed that says from where the trail goes on, and every
/// later check tells what was lost.
/// </summary>
public sealed class AuditRestore(
    IDbContextFactory<IGSendMailContext> contexts, IDbContextFactory<VaultContext> vaults, AuditHeads heads, AuditTrail trail)
{
    /// <summary>Goes on from the database as it is. Returns how many entries the vault knew beyond; null if none were lost.</summary>
    /// <exception cref="TrailBrokenException">The database never was a part of the trail that the vault knows.</exception>
    public async Task<long?> ResumeAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var lost = await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            var tree = await db.AuditTree().SingleOrDefaultAsync(token);
            var newest = await heads.NewestAsync(token);
            if (newest is null || (tree is not null && tree.Number >= newest.Number))
            {
                return (long?)null;
            }

            await RefuseStrangerAsync(tree, token);
            var frontier = tree is null ? new MerkleFrontier() : AuditSequencer.Read(tree);
            var beyond = Math.Max(0, newest.Size - frontier.Size);
            AuditSequencer.Announce(
                db, tree, frontier, isRestart: true, newest.Content.Hash(), newest.Number + 1, db.Time.GetUtcNow());
            await trail.AppendAsync(db, new(TrailActs.Resumed, AuditActor.Operator)
            {
                Facts = AuditFacts.Of(("entries", frontier.Size), ("lost", beyond)),
            }, token);
            return beyond;
        }, cancellation);
        await heads.SignAsync(await db.AuditTree().AsNoTracking().SingleOrDefaultAsync(cancellation), cancellation);
        return lost;
    }

    private async Task RefuseStrangerAsync(AuditTree? tree, CancellationToken cancellation)
    {
        if (tree is null)
        {
            return;
        }

        await using var vault = await vaults.CreateDbContextAsync(cancellation);
        var known = await vault.AuditHeads().AsNoTracking().SingleOrDefaultAsync(h => h.Number == tree.Number, cancellation);
        if (known is null || !known.Content.Says(tree.Head))
        {
            throw new TrailBrokenException($"Head {tree.Number} of the database is not the one that the vault signed");
        }
    }
}
