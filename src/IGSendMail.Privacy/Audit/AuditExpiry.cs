using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Audit;

/// <summary>
/// Cuts off the oldest part of the trail once its time is up, at a signed head and nowhere else. The head is marked in
/// the vault first: from then on a check starts there, and a process killed half-way leaves only rows that the next run
/// takes.
/// </summary>
internal sealed class AuditExpiry(IDbContextFactory<VaultContext> vaults, AuditTrail trail, TimeProvider time) : IExpiry
{
    public string StoreKey => nameof(AuditEntry);

    public DataCategory? Category => DataCategory.Accountability;

    public RetentionPeriod Period => TrailPeriods.Entries;

    public async Task<long> CountAsync(IGSendMailContext db, DateTimeOffset before, IReadOnlySet<Guid> onHold, CancellationToken cancellation) =>
        await HeadAsync(before, cancellation) is { } head
            ? await db.AuditLeaves().LongCountAsync(l => l.Sequence <= head.Size, cancellation)
            : 0;

    public async Task<IReadOnlyList<long>> CountByAsync(
        IGSendMailContext db, IReadOnlyList<DateTimeOffset> befores, Guid? accountId, IReadOnlySet<Guid> onHold, CancellationToken cancellation)
    {
        var counts = new long[befores.Count];
        if (accountId is not null || await db.AuditLeaves().MinAsync(l => (long?)l.Sequence, cancellation) is not { } first)
        {
            return counts;
        }

        // One head a day, and only those that are nearly old enough: few.
        await using var vault = await vaults.CreateDbContextAsync(cancellation);
        var last = befores[^1];
        var heads = await vault.AuditHeads().AsNoTracking().Where(h => h.At < last && h.Frontier != null)
            .OrderBy(h => h.Number).Select(h => new { h.Number, h.At, h.Size }).ToListAsync(cancellation);
        var restarts = await vault.AuditHeads().AsNoTracking().Where(h => h.IsRestart)
            .Select(h => new { h.Number, h.Size }).ToListAsync(cancellation);
        long counted = 0;
        for (var i = 0; i < befores.Count; i++)
        {
            // As HeadAsync decides it.
            var head = heads.LastOrDefault(h => h.At < befores[i]);
            var isCut = head is not null && !restarts.Exists(r => r.Number > head.Number && r.Size < head.Size);
            var until = Math.Max(counted, isCut ? head!.Size - first + 1 : 0);
            (counts[i], counted) = (until - counted, until);
        }

        return counts;
    }

    public async Task<int> ExpireSliceAsync(
        IGSendMailContext db, DateTimeOffset before, IReadOnlySet<Guid> onHold, int most, CancellationToken cancellation)
    {
        if (await HeadAsync(before, cancellation) is not { } head
            || await db.AuditLeaves().OrderBy(l => l.Sequence).FirstOrDefaultAsync(cancellation) is not { } first
            || first.Sequence > head.Size
            || !await db.Engine.MayDeleteAsync(db, AuditProtection.EntriesTable(db), cancellation))
        {
            return 0;
        }

        await MarkAsync(head, cancellation);
        if (!await db.AuditCuts().AnyAsync(c => c.Size == head.Size, cancellation))
        {
            db.Add(new AuditCut { Size = head.Size, HeadNumber = head.Number, At = time.GetUtcNow() });
            await trail.AppendAsync(db, new(TrailActs.Cut, AuditActor.System)
            {
                Facts = AuditFacts.Of(("entries", head.Size), ("head", head.Number)),
            }, cancellation);
            await db.SaveChangesAsync(cancellation);
        }

        return await DeleteAsync(db, Math.Min(first.Sequence + most - 1, head.Size), cancellation);
    }

    /// <summary>Deletes the leaves up to a place, and their entries.</summary>
    internal static async Task<int> DeleteAsync(IGSendMailContext db, long upTo, CancellationToken cancellation)
    {
        var slice = db.AuditLeaves().Where(l => l.Sequence <= upTo);
        var newest = await slice.MaxAsync(l => l.EntryAt, cancellation);
        var deleted = await db.AuditEntries()
            .Where(e => e.At <= newest && slice.Any(l => l.EntryAt == e.At && l.EntryId == e.Id))
            .ExecuteDeleteAsync(cancellation);
        await slice.ExecuteDeleteAsync(cancellation);
        return deleted;
    }

    /// <summary>The newest head before the instant from which one can go on.</summary>
    private async Task<AuditHead?> HeadAsync(DateTimeOffset before, CancellationToken cancellation)
    {
        await using var vault = await vaults.CreateDbContextAsync(cancellation);
        var head = await vault.AuditHeads().AsNoTracking()
            .Where(h => h.At < before && h.Frontier != null)
            .OrderByDescending(h => h.Number).FirstOrDefaultAsync(cancellation);

        // Across a restore the numbers of entries were given twice: nothing is cut there until the restart itself is old.
        return head is not null && await vault.AuditHeads().AnyAsync(
            h => h.Number > head.Number && h.IsRestart && h.Size < head.Size, cancellation)
            ? null
            : head;
    }

    private async Task MarkAsync(AuditHead head, CancellationToken cancellation)
    {
        if (head.CutAt is not null)
        {
            return;
        }

        await using var vault = await vaults.CreateDbContextAsync(cancellation);
        var now = time.GetUtcNow();
        await vault.AuditHeads().Where(h => h.Number == head.Number)
            .ExecuteUpdateAsync(set => set.SetProperty(h => h.CutAt, now), cancellation);
        await vault.AuditHeads().Where(h => h.Number < head.Number).ExecuteDeleteAsync(cancellation);
    }
}
