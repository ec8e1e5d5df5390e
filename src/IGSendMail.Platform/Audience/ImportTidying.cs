using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Audience;

/// <summary>
/// Lets go of what imports leave behind when its time is over: what is kept to take an import back, files with rows that
/// were not taken, uploads that nobody said yes to, and rows of people who opted out while a legal hold kept them.
/// </summary>
public sealed class ImportTidying(
    IDbContextFactory<IGSendMailContext> contexts, DataOptions data, RetentionPeriods periods, TimeProvider time)
{
    private const int SliceRows = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    private DateTimeOffset _next = DateTimeOffset.MinValue;

    /// <summary>Does it, at most every ten minutes: it looks through all imports.</summary>
    internal async Task RunAsync(HeldLease lease, CancellationToken cancellation)
    {
        if (time.GetUtcNow() < _next)
        {
            return;
        }

        foreach (var import in await OverAsync(cancellation))
        {
            await LetGoAsync(import, lease, cancellation);
        }

        await RemoveHeldRowsAsync(lease, cancellation);
        _next = time.GetUtcNow() + Pause;
    }

    /// <summary>Imports that can be taken back no longer, and uploads that were not agreed to in time or never became a list.</summary>
    private async Task<List<Import>> OverAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = time.GetUtcNow();
        var before = periods[AudiencePeriods.Imports].Before(now);
        return await db.Imports().AsNoTracking()
            .Where(i => (i.UndoUntil != null && i.UndoUntil < now)
                || (i.CreatedAt < before && i.State == ImportState.Asking)
                || (i.FinishedAt < before && i.State == ImportState.Failed && !db.SubscriberLists().Any(
                    l => l.AccountId == i.AccountId && l.Id == i.ListId)))
            .ToListAsync(cancellation);
    }

    private async Task LetGoAsync(Import import, HeldLease lease, CancellationToken cancellation)
    {
        int? gone;
        do
        {
            gone = await SliceAsync(import.AccountId, lease, async (db, token) =>
            {
                var some = await db.ImportChanges()
                    .Where(c => c.AccountId == import.AccountId && c.ImportId == import.Id)
                    .OrderBy(c => c.SubscriberId).Select(c => c.SubscriberId).Take(SliceRows).ToListAsync(token);
                return await db.ImportChanges()
                    .Where(c => c.AccountId == import.AccountId && c.ImportId == import.Id && some.Contains(c.SubscriberId))
                    .ExecuteDeleteAsync(token);
            }, cancellation);
        }
        while (gone > 0);

        if (gone is null)
        {
            return;
        }

        // The file first: should the transaction fail, the next try finds the row and no file left to remove.
        ImportFile.Remove(Path.Combine(data.Imports, import.File));
        await SliceAsync(import.AccountId, lease, (db, token) => RemoveAsync(db, import, token), cancellation);
    }

    private static async Task<int> RemoveAsync(IGSendMailContext db, Import import, CancellationToken cancellation)
    {
        var row = db.Imports().Where(i => i.AccountId == import.AccountId && i.Id == import.Id && i.State == import.State);
        if (import.UndoUntil is not null)
        {
            return await row.ExecuteUpdateAsync(set => set
                .SetProperty(i => i.UndoUntil, (DateTimeOffset?)null)
                .SetProperty(i => i.Revision, i => i.Revision + 1), cancellation);
        }

        // Somebody may have said yes meanwhile: then the row stays, and so do its problems.
        var removed = await row.ExecuteDeleteAsync(cancellation);
        if (removed > 0)
        {
            await db.ImportProblems().Where(p => p.AccountId == import.AccountId && p.ImportId == import.Id).ExecuteDeleteAsync(cancellation);
        }

        return removed;
    }

    private async Task RemoveHeldRowsAsync(HeldLease lease, CancellationToken cancellation)
    {
        List<Suppression> waiting;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            waiting = await db.Suppressions().AsNoTracking().Where(s => s.RowHeldSince != null).Take(SliceRows).ToListAsync(cancellation);
        }

        foreach (var account in waiting.GroupBy(s => s.AccountId))
        {
            List<Guid> hashes = [.. account.Select(s => s.AddressHash)];
            await SliceAsync(account.Key, lease, async (db, token) =>
            {
                await Suppressing.RemoveRowsAsync(db, account.Key, hashes, token);
                return await db.Suppressions().Where(s => s.AccountId == account.Key && hashes.Contains(s.AddressHash))
                    .ExecuteUpdateAsync(set => set.SetProperty(s => s.RowHeldSince, (DateTimeOffset?)null), token);
            }, cancellation);
        }
    }

    /// <summary>One transaction; null if a legal hold stands in the way.</summary>
    private async Task<int?> SliceAsync(
        Guid accountId, HeldLease lease, Func<IGSendMailContext, CancellationToken, Task<int>> work, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            await Leases.ExtendAsync(db, lease, token);
            return await Suppressing.IsOnHoldAsync(db, accountId, token) ? (int?)null : await work(db, token);
        }, cancellation);
    }
}
