using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
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

/// <summary>What one store held when it was counted.</summary>
/// <param name="StoreKey">The store.</param>
/// <param name="IsCounted">False if it did not answer.</param>
/// <param name="Deleted">Rows or files that go.</param>
/// <param name="Emptied">Rows in which values are emptied.</param>
/// <param name="Kept">Rows that stay.</param>
public sealed record StoreTotals(string StoreKey, bool IsCounted, long Deleted, long Emptied, long Kept)
{
    /// <summary>A store that did not answer.</summary>
    public static StoreTotals Unanswered(string storeKey) => new(storeKey, IsCounted: false, 0, 0, 0);

    /// <summary>What a store answered.</summary>
    public static StoreTotals Of(string storeKey, IReadOnlyList<StoreCount> counts) => new(
        storeKey, IsCounted: true, Rows(counts, DispositionKind.Delete), Rows(counts, DispositionKind.Null),
        Rows(counts, DispositionKind.KeepUntil));

    private static long Rows(IEnumerable<StoreCount> counts, DispositionKind disposition) =>
        counts.Where(c => c.Disposition == disposition).Sum(c => c.Rows);
}

/// <summary>All stores of a run, counted.</summary>
public sealed record ErasureCounts(ImmutableArray<StoreTotals> Stores)
{
    /// <summary>SHA-256 (64 lower-case hex digits) over the stores in the order of their keys, dispositions and counts.</summary>
    public string Fingerprint()
    {
        var text = new StringBuilder();
        foreach (var store in Stores.OrderBy(p => p.StoreKey, StringComparer.Ordinal))
        {
            text.Append(store.StoreKey).Append(store.IsCounted
                ? string.Create(CultureInfo.InvariantCulture, $" delete {store.Deleted} null {store.Emptied} keep {store.Kept}\n")
                : " unanswered\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    internal static ErasureCounts Planned(IEnumerable<ErasureTask> tasks) => new([.. tasks.Select(t =>
        new StoreTotals(t.StoreKey, t.IsCounted, t.PlannedRows, t.PlannedEmptied, t.PlannedKept))]);
}

/// <summary>What follows from counting again just before the first act that cannot be taken back.</summary>
internal enum DriftAnswer
{
    /// <summary>The stores hold what the plan said.</summary>
    Act,

    /// <summary>Only what is allowed to move has moved: the new count becomes the plan, and it is acted on.</summary>
    TakeNewPlan,

    /// <summary>Something else has moved: plan anew and count once more before anything happens.</summary>
    PlanAgain,

    /// <summary>It moves every time: nothing happens until an officer has looked.</summary>
    Halt,
}

/// <summary>
/// Decides whether a plan still stands. An order covers all of a subject, so a plan is no limit of what goes: it is the
/// proof that what goes is what was looked at. Letters and accountability entries come into being by the very work on a
/// request, so their counts may move; a store that did not answer is counted when it does; anything else must hold still.
/// </summary>
internal static class PlanDrift
{
    /// <summary>So many times in a row something may have moved before an officer has to look.</summary>
    public const int MostInARow = 3;

    /// <summary>Decides.</summary>
    /// <param name="planned">What the plan says.</param>
    /// <param name="counted">What was counted just now.</param>
    /// <param name="driftsBefore">How often in a row the plan did not stand before.</param>
    /// <param name="mayMove">True for the keys of stores that the work on a request itself writes to.</param>
    public static DriftAnswer Decide(ErasureCounts planned, ErasureCounts counted, int driftsBefore, Func<string, bool> mayMove)
    {
        if (planned.Fingerprint() == counted.Fingerprint())
        {
            return DriftAnswer.Act;
        }

        var before = planned.Stores.ToDictionary(p => p.StoreKey, StringComparer.Ordinal);
        var now = counted.Stores.ToDictionary(p => p.StoreKey, StringComparer.Ordinal);
        var hasMoved = before.Keys.Union(now.Keys, StringComparer.Ordinal).Any(key =>
            !before.TryGetValue(key, out var was) || !now.TryGetValue(key, out var there)
            || (was != there && was.IsCounted && there.IsCounted && !mayMove(key)));
        return !hasMoved ? DriftAnswer.TakeNewPlan
            : driftsBefore + 1 < MostInARow ? DriftAnswer.PlanAgain
            : DriftAnswer.Halt;
    }

    /// <summary>True for stores that the work on a request itself writes to: its letters, and what shows how it was answered.</summary>
    public static bool MayMove(StoreDescription store) =>
        store.Category == DataCategory.Accountability || store.IsWrittenMeanwhile || store.Key == nameof(OutboxMessage);
}
