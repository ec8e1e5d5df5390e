using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Audit;

/// <summary>Finds what stands beside the chain: entries that never waited for a place, places before the first, waiting for nothing.</summary>
internal sealed class StrayEntries(IGSendMailContext db)
{
    /// <exception cref="AuditFaultException">There is one.</exception>
    public async Task RefuseAsync(long cutAt, CancellationToken cancellation)
    {
        if (await db.AuditLeaves().AsNoTracking().Where(l => l.Sequence < 1).OrderBy(l => l.Sequence)
            .FirstOrDefaultAsync(cancellation) is { } early)
        {
            throw new AuditFaultException(
                AuditFaultKind.Inserted, early.Sequence, early.EntryId, $"Entry {early.Sequence} was inserted: the chain begins at 1.");
        }

        if (await db.AuditCuts().AsNoTracking().Where(c => c.Size > cutAt).FirstOrDefaultAsync(cancellation) is { } cut)
        {
            throw new AuditFaultException(
                AuditFaultKind.Heads, cut.Size, null, $"The database says that the trail was cut at entry {cut.Size}; the vault does not know of it.");
        }

        await RefuseInsertedAsync(cancellation);
        await RefuseVanishedAsync(cancellation);
    }

    private async Task RefuseInsertedAsync(CancellationToken cancellation)
    {
        var stray = await Strays().OrderBy(e => e.At).ThenBy(e => e.Id).Select(e => new { e.At, e.Id }).FirstOrDefaultAsync(cancellation);

        // The sequencer may have moved it from waiting to placed while we looked: look at this one alone.
        if (stray is not null && await Strays().AnyAsync(e => e.At == stray.At && e.Id == stray.Id, cancellation))
        {
            throw new AuditFaultException(
                AuditFaultKind.Inserted, null, stray.Id,
                $"Entry {stray.Id:N} was inserted: it neither has a place in the chain nor waits for one.");
        }
    }

    private async Task RefuseVanishedAsync(CancellationToken cancellation)
    {
        var vanished = await Vanished().OrderBy(w => w.At).FirstOrDefaultAsync(cancellation);
        if (vanished is not null && await Vanished().AnyAsync(w => w.At == vanished.At && w.EntryId == vanished.EntryId, cancellation))
        {
            throw new AuditFaultException(
                AuditFaultKind.Missing, null, vanished.EntryId,
                $"Entry {vanished.EntryId:N} is missing: it waits for a place in the chain, but is gone.");
        }
    }

    private IQueryable<AuditEntry> Strays() => db.AuditEntries().AsNoTracking().Where(e =>
        !db.AuditLeaves().Any(l => l.EntryAt == e.At && l.EntryId == e.Id)
        && !db.AuditWaiting().Any(w => w.At == e.At && w.EntryId == e.Id));

    private IQueryable<WaitingEntry> Vanished() => db.AuditWaiting().AsNoTracking().Where(w =>
        !db.AuditEntries().Any(e => e.At == w.At && e.Id == w.EntryId));
}
