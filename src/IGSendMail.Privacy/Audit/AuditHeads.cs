using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Audit;

/// <summary>The heads in the vault: reads them, and signs the next one that the database announces.</summary>
public sealed class AuditHeads(IDbContextFactory<VaultContext> vaults, HeadSigner signer)
{
    /// <summary>The newest head, or null before the first.</summary>
    public async Task<AuditHead?> NewestAsync(CancellationToken cancellation)
    {
        await using var vault = await vaults.CreateDbContextAsync(cancellation);
        return await vault.AuditHeads().AsNoTracking().OrderByDescending(h => h.Number).FirstOrDefaultAsync(cancellation);
    }

    /// <summary>
    /// Puts the announced head into the vault if it is not there yet. Doing so again, also by a process that has lost
    /// its turn meanwhile, changes nothing: what a head says was fixed by the transaction that announced it.
    /// </summary>
    /// <exception cref="TrailBrokenException">The announced head does not continue the newest one of the vault.</exception>
    internal async Task SignAsync(AuditTree? announced, CancellationToken cancellation)
    {
        var newest = await NewestAsync(cancellation);
        if (IsIn(announced, newest))
        {
            return;
        }

        if (announced is null || !announced.Head.Follows(newest?.Content))
        {
            throw new TrailBrokenException(
                $"The database holds head {announced?.Number ?? 0} of {announced?.Size ?? 0} entries, the vault head "
                + $"{newest?.Number ?? 0} of {newest?.Size ?? 0} entries, and one does not continue the other");
        }

        using var key = await signer.OpenAsync(cancellation);
        await using var vault = await vaults.CreateDbContextAsync(cancellation);
        vault.Add(new AuditHead
        {
            Number = announced.Number,
            Size = announced.Size,
            Root = announced.Root,
            PreviousHash = announced.PreviousHash,
            At = announced.At,
            IsRestart = announced.IsRestart,
            Signature = HeadSigner.Sign(key, announced.Head),
            Frontier = IsFirstOfItsDay(announced, newest) ? announced.Frontier : null,
        });
        try
        {
            await vault.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            // A process that had the turn before us put the same head there at the same moment.
            if (!IsIn(announced, await NewestAsync(cancellation)))
            {
                throw;
            }
        }
    }

    private static bool IsIn(AuditTree? announced, AuditHead? newest) => announced is null || newest is null
        ? announced is null && newest is null
        : announced.Head.Says(newest.Content);

    private static bool IsFirstOfItsDay(AuditTree announced, AuditHead? newest) =>
        newest is null || announced.IsRestart || announced.At.UtcDateTime.Date != newest.At.UtcDateTime.Date;
}

/// <summary>The trail in the database does not continue the heads of the vault.</summary>
public sealed class TrailBrokenException(string how) : Exception(
    $"{how}. Run \"audit verify\". If an older database was restored on purpose, \"audit resume\" lets the trail go on from it.");
