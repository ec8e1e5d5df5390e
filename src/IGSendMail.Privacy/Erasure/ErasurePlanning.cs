using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Remote;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace IGSendMail.Privacy.Erasure;

/// <summary>
/// Counts every store before anything changes and stores the plan; counts again just before the first act that cannot be
/// taken back, and stops if the plan no longer stands.
/// </summary>
public sealed class ErasurePlanning(AuditTrail trail, TimeProvider time, ILogger<ErasurePlanning> log)
{
    /// <summary>Makes the plan.</summary>
    internal async Task PlanAsync(
        IGSendMailContext db, ErasureRun run, IReadOnlyList<IPersonalDataStore> stores, DataSubject subject, HeldLease lease,
        CancellationToken cancellation)
    {
        var counts = await CountAsync(stores, subject, cancellation);
        await SaveAsync(db, run, counts, lease, (_, _) => ValueTask.CompletedTask, cancellation);
    }

    /// <summary>
    /// True if the run may act now. Otherwise the plan was made anew, or the run waits for an officer; a kill anywhere here
    /// leaves a plan that is counted again.
    /// </summary>
    internal async Task<bool> StandsAsync(
        IGSendMailContext db, ErasureRun run, IReadOnlyList<IPersonalDataStore> stores, DataSubject subject, HeldLease lease,
        CancellationToken cancellation)
    {
        var tasks = await db.ErasureTasks().AsNoTracking().Where(t => t.RunId == run.Id).ToListAsync(cancellation);
        var counts = await CountAsync(stores, subject, cancellation);
        var moving = stores.Where(s => PlanDrift.MayMove(s.Description)).Select(s => s.Description.Key).ToHashSet(StringComparer.Ordinal);
        var answer = PlanDrift.Decide(ErasureCounts.Planned(tasks), counts, run.Drifts, moving.Contains);
        switch (answer)
        {
            case DriftAnswer.Act:
                return true;
            case DriftAnswer.TakeNewPlan:
                await SaveAsync(db, run, counts, lease, (_, _) => ValueTask.CompletedTask, cancellation);
                return true;
            case DriftAnswer.PlanAgain:
                log.PlansAnew(run.Id);
                await SaveAsync(db, run, counts, lease, (row, _) =>
                {
                    row.Drifts++;
                    return ValueTask.CompletedTask;
                }, cancellation);
                return false;
            default:
                log.WaitsForOfficer(run.Id, PlanDrift.MostInARow);
                await SaveAsync(db, run, counts, lease, (row, token) =>
                {
                    (row.Drifts, row.HaltedAt) = (row.Drifts + 1, time.GetUtcNow());
                    return trail.AppendAsync(db, row, ErasureActs.Halted, token);
                }, cancellation);
                return false;
        }
    }

    private async Task SaveAsync(
        IGSendMailContext db, ErasureRun run, ErasureCounts counts, HeldLease lease,
        Func<ErasureRun, CancellationToken, ValueTask> change, CancellationToken cancellation)
    {
        await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            await Leases.ExtendAsync(db, lease, token);
            await db.ErasureTasks().Where(t => t.RunId == run.Id).ExecuteDeleteAsync(token);
            db.AddRange(counts.Stores.Select(p => TaskOf(run.Id, p)));
            var row = await db.ErasureRuns().SingleAsync(r => r.Id == run.Id, token);
            (row.State, row.PlannedAt, row.Fingerprint) = (ErasureState.Planned, time.GetUtcNow(), counts.Fingerprint());
            await change(row, token);
        }, cancellation);
    }

    internal static ErasureTask TaskOf(Guid runId, StoreTotals place) => new()
    {
        RunId = runId,
        StoreKey = place.StoreKey,
        IsCounted = place.IsCounted,
        PlannedRows = place.Deleted,
        PlannedEmptied = place.Emptied,
        PlannedKept = place.Kept,
    };

    private async Task<ErasureCounts> CountAsync(
        IReadOnlyList<IPersonalDataStore> stores, DataSubject subject, CancellationToken cancellation)
    {
        var places = new List<StoreTotals>(stores.Count);
        foreach (var store in stores)
        {
            places.Add(await CountAsync(store, subject, cancellation));
        }

        return new ErasureCounts([.. places]);
    }

    /// <summary>A store that is away must not keep all others from being erased: it has a task of its own.</summary>
    private async Task<StoreTotals> CountAsync(IPersonalDataStore store, DataSubject subject, CancellationToken cancellation)
    {
        var key = store.Description.Key;
        if (await store.TryCountAsync(subject, cancellation) is { } counts)
        {
            return StoreTotals.Of(key, counts);
        }

        log.StoreNotCounted(key);
        return StoreTotals.Unanswered(key);
    }
}
