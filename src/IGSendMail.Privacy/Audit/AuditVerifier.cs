using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Audit;

/// <summary>
/// Checks the whole trail against the heads of the vault, in order and a page at a time, so that its length does not
/// matter to memory. It may run while the site writes. It reports the first thing that is wrong.
/// </summary>
public sealed class AuditVerifier(IDbContextFactory<VaultContext> vaults, HeadSigner signer)
{
    /// <summary>Checks the trail in <paramref name="db"/>.</summary>
    /// <param name="db">The database; nothing is changed.</param>
    /// <param name="progress">Told how many entries were read, now and then; may be null.</param>
    /// <param name="cancellation">Cancels.</param>
    public async Task<AuditReport> VerifyAsync(IGSendMailContext db, IProgress<long>? progress, CancellationToken cancellation)
    {
        await using var vault = await vaults.CreateDbContextAsync(cancellation);
        using var key = await signer.OpenAsync(cancellation);
        var cut = await HeadReader.NewestCutAsync(vault, cancellation);
        var heads = new HeadReader(vault, key, cut);
        var lost = new List<LostEntries>();
        var walk = new ChainWalk(db, heads, cut, lost, progress);
        AuditFault? fault = null;
        try
        {
            if (cut is not null)
            {
                heads.Check(cut);
            }

            var restarts = await vault.AuditHeads().AsNoTracking()
                .Where(h => h.IsRestart).OrderBy(h => h.Number).ToListAsync(cancellation);
            await walk.RunAsync(restarts, cancellation);
            await new StrayEntries(db).RefuseAsync(cut?.Size ?? 0, cancellation);
        }
        catch (AuditFaultException found)
        {
            fault = found.Fault;
        }

        var waiting = await db.AuditWaiting().LongCountAsync(cancellation);
        var oldest = waiting == 0 ? null : await db.AuditWaiting().MinAsync(w => (DateTimeOffset?)w.At, cancellation);
        return new AuditReport(
            walk.Verified, heads.Count, cut?.Size ?? 0, heads.Last?.At, waiting, oldest, lost, fault);
    }
}
