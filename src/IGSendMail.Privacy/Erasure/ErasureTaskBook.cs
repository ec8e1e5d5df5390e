using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace IGSendMail.Privacy.Erasure;

/// <summary>The tasks of runs: one a store, with how far it is and how it stands with trying.</summary>
public sealed class ErasureTaskBook(
    IDbContextFactory<IGSendMailContext> contexts, AuditTrail trail, TimeProvider time, ILogger<ErasureTaskBook> log)
{
    /// <summary>Noted as the failure of a store that was read back and not empty.</summary>
    internal const string StillThere = "StillThere";

    /// <summary>The tasks of runs, by run and store. A store that was configured only after the plan gets one too.</summary>
    internal async Task<Dictionary<Guid, Dictionary<string, ErasureTask>>> ReadAsync(
        IReadOnlyList<PurgingRun> runs, HeldLease lease, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var ids = runs.Select(r => r.Run.Id).ToList();
        var known = await db.ErasureTasks().AsNoTracking().Where(t => ids.Contains(t.RunId)).ToListAsync(cancellation);
        var tasks = ids.ToDictionary(id => id, id =>
            known.Where(t => t.RunId == id).ToDictionary(t => t.StoreKey, StringComparer.Ordinal));
        var added = runs.SelectMany(r => r.Stores.Where(s => !tasks[r.Run.Id].ContainsKey(s.Description.Key))
            .Select(s => ErasurePlanning.TaskOf(r.Run.Id, StoreTotals.Unanswered(s.Description.Key)))).ToList();
        if (added.Count > 0)
        {
            await db.WriteAsync(WriteUrgency.Background, async token =>
            {
                await Leases.ExtendAsync(db, lease, token);
                db.AddRange(added);
            }, cancellation);
            added.ForEach(t => tasks[t.RunId].Add(t.StoreKey, t));
        }

        return tasks;
    }

    /// <summary>A store failed: it is tried again ever more seldom, and in the end waits for an officer.</summary>
    internal async Task PostponeAsync(
        ErasureRun run, IPersonalDataStore store, string failure, TimeSpan? asked, HeldLease lease, CancellationToken cancellation)
    {
        var place = store.Description;
        log.StoreFailed(run.Id, place.Key, failure);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            await Leases.ExtendAsync(db, lease, token);
            var task = await TaskAsync(db, run, store, token);
            (task.Done, task.LastFailure, task.Attempts) = (false, failure, task.Attempts + 1);
            if (failure == StillThere)
            {
                (task.Round, task.Cursor, task.SaidDone) = (task.Round + 1, null, false);
            }

            // Somebody may just have written there while it was emptied: our own stores are tried once more at once.
            var isAtOnce = task.Attempts == 1 && failure == StillThere && !place.IsRemote;
            task.NotBefore = isAtOnce ? null : time.GetUtcNow() + StoreBackOff.After(task.Attempts, place.IsRemote, run.Id, place.Key, asked);
            if (task.Attempts >= StoreBackOff.MostAttempts)
            {
                task.DeadAt = time.GetUtcNow();
                await trail.AppendAsync(db, run, ErasureActs.StoreGivenUp, place.Key, AuditActor.System, token);
            }
        }, cancellation);
    }

    /// <summary>Changes a task in a transaction of its own.</summary>
    internal async Task ChangeAsync(
        ErasureRun run, IPersonalDataStore store, HeldLease lease, Action<ErasureTask> change, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            await Leases.ExtendAsync(db, lease, token);
            change(await TaskAsync(db, run, store, token));
        }, cancellation);
    }

    /// <summary>A store's task, to change it inside the caller's transaction.</summary>
    internal static Task<ErasureTask> TaskAsync(
        IGSendMailContext db, ErasureRun run, IPersonalDataStore store, CancellationToken cancellation) =>
        db.ErasureTasks().SingleAsync(t => t.RunId == run.Id && t.StoreKey == store.Description.Key, cancellation);
}
