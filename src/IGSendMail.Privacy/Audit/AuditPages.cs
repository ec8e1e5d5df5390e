using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Audit;

/// <summary>Reads the trail for officers; who may is decided by the caller.</summary>
public sealed class AuditPages(IGSendMailContext db, AuditHeads heads)
{
    /// <summary>Entries a page.</summary>
    public const int PageSize = 50;

    /// <summary>The newest entries before the given one, of one act if it is given.</summary>
    public async Task<IReadOnlyList<AuditEntry>> NewestAsync(
        AuditAct? act, (DateTimeOffset At, Guid Id)? before, CancellationToken cancellation)
    {
        var entries = db.AuditEntries().AsNoTracking();
        if (act?.Name is { } name)
        {
            entries = entries.Where(e => e.Act == name);
        }

        if (before is var (at, id))
        {
            entries = entries.Where(e => e.At < at || (e.At == at && e.Id.CompareTo(id) < 0));
        }

        return await entries.OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Take(PageSize).ToListAsync(cancellation);
    }

    /// <summary>How the chain stands.</summary>
    public async Task<AuditState> StateAsync(CancellationToken cancellation)
    {
        var newest = await heads.NewestAsync(cancellation);
        var announced = await db.AuditTree().AsNoTracking().SingleOrDefaultAsync(cancellation);
        var check = TrailActs.Verified.Name;
        return new AuditState(
            newest?.Size ?? 0,
            newest?.At,
            await db.AuditWaiting().LongCountAsync(cancellation),
            await db.AuditWaiting().MinAsync(w => (DateTimeOffset?)w.At, cancellation),
            await db.AuditEntries().AsNoTracking().Where(e => e.Act == check)
                .OrderByDescending(e => e.At).FirstOrDefaultAsync(cancellation),
            announced?.Number < newest?.Number || (announced is null && newest is not null));
    }
}

/// <summary>How the chain stands.</summary>
/// <param name="Covered">Entries under the newest signed head.</param>
/// <param name="SignedAt">When it was signed.</param>
/// <param name="Waiting">Entries that have no place yet.</param>
/// <param name="OldestWaiting">When the oldest of them was written.</param>
/// <param name="LastCheck">The entry of the last check, or null.</param>
/// <param name="IsBehindVault">True if the vault knows a newer trail than the database.</param>
public sealed record AuditState(
    long Covered, DateTimeOffset? SignedAt, long Waiting, DateTimeOffset? OldestWaiting, AuditEntry? LastCheck, bool IsBehindVault);
