using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Erasure;

/// <summary>The plan of an erasure as people read it, and how its stores stand.</summary>
/// <param name="RunId">The run.</param>
/// <param name="State">How far it is.</param>
/// <param name="PlannedAt">When the stores were counted; null before.</param>
/// <param name="Fingerprint">SHA-256 of the plan (64 hex digits); null before it is planned.</param>
/// <param name="HaltedAt">Since when it waits for an officer because the plan never fitted; null if it does not.</param>
/// <param name="Lines">What was counted: one line a store and disposition that holds anything, and one a store that did not answer.</param>
/// <param name="Stores">Every store of the run and how it stands with it.</param>
public sealed record ErasurePlan(
    Guid RunId, ErasureState State, DateTimeOffset? PlannedAt, string? Fingerprint, DateTimeOffset? HaltedAt,
    IReadOnlyList<PlanLine> Lines, IReadOnlyList<PlanStore> Stores);

/// <summary>Rows of one disposition in a store.</summary>
/// <param name="StoreKey">Stable key of the store.</param>
/// <param name="Title">What the store is, for people.</param>
/// <param name="Category">Its data category.</param>
/// <param name="Disposition">What becomes of the rows; null if the store did not answer when it was counted.</param>
/// <param name="Rows">How many.</param>
public sealed record PlanLine(string StoreKey, string Title, DataCategory Category, DispositionKind? Disposition, long Rows);

/// <summary>How one store of a run stands.</summary>
/// <param name="StoreKey">Stable key of the store.</param>
/// <param name="Title">What it is, for people.</param>
/// <param name="Done">True if nothing is left there.</param>
/// <param name="Removed">Rows or files deleted so far.</param>
/// <param name="Changed">Rows emptied so far.</param>
/// <param name="Attempts">How often it failed.</param>
/// <param name="NextTryAt">When it is tried again; null if at once or never.</param>
/// <param name="DeadAt">Since when an officer has to look; null if nobody has to.</param>
/// <param name="LastFailure">Type of the last failure.</param>
public sealed record PlanStore(
    string StoreKey, string Title, bool Done, long Removed, long Changed, int Attempts, DateTimeOffset? NextTryAt,
    DateTimeOffset? DeadAt, string? LastFailure)
{
    /// <summary>True if the work on it waits after a failure.</summary>
    public bool IsWaiting => !Done && (DeadAt is not null || NextTryAt is not null);
}

/// <summary>Shows plans of erasures and what of them is stuck.</summary>
public sealed class ErasurePlans(IDbContextFactory<IGSendMailContext> contexts, DataMap map)
{
    /// <summary>The plan of a run, or null if there is no such run.</summary>
    public Task<ErasurePlan?> OfAsync(Guid runId, CancellationToken cancellation) =>
        OfAsync(runs => runs.Where(r => r.Id == runId), cancellation);

    /// <summary>The plan of the erasure that a request set off, or null if it set off none.</summary>
    public Task<ErasurePlan?> OfRequestAsync(Guid requestId, CancellationToken cancellation) =>
        OfAsync(runs => runs.Where(r => r.RequestId == requestId), cancellation);

    /// <summary>The runs that wait for an officer, the oldest first: a plan that never fitted, or a store given up.</summary>
    public async Task<IReadOnlyList<Guid>> WaitingForOfficerAsync(int most, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.ErasureRuns().AsNoTracking()
            .Where(r => r.FinishedAt == null
                && (r.HaltedAt != null || db.ErasureTasks().Any(t => t.RunId == r.Id && !t.Done && t.DeadAt != null)))
            .OrderBy(r => r.OrderedAt).Select(r => r.Id).Take(most).ToListAsync(cancellation);
    }

    /// <summary>True if an unfinished run waits for an officer or for a store that failed.</summary>
    public async Task<bool> AnyStuckAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.ErasureRuns().AsNoTracking().AnyAsync(r => r.FinishedAt == null
            && (r.HaltedAt != null || db.ErasureTasks().Any(t => t.RunId == r.Id && !t.Done && (t.Attempts > 0 || t.NotBefore != null))), cancellation);
    }

    /// <summary>
    /// How many stores a run waits for while all its other stores are done; 0 if it is not so far, or waits for none. A
    /// request with such a run is partly done.
    /// </summary>
    public static async Task<int> CountWaitingStoresAsync(IGSendMailContext db, Guid runId, CancellationToken cancellation)
    {
        if (!await db.ErasureRuns().AnyAsync(r => r.Id == runId && r.State == ErasureState.Purging, cancellation))
        {
            return 0;
        }

        var open = db.ErasureTasks().AsNoTracking().Where(t => t.RunId == runId && !t.Done);
        return await open.AnyAsync(t => t.NotBefore == null && t.DeadAt == null, cancellation) ? 0 : await open.CountAsync(cancellation);
    }

    private async Task<ErasurePlan?> OfAsync(Func<IQueryable<ErasureRun>, IQueryable<ErasureRun>> which, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var run = await which(db.ErasureRuns().AsNoTracking()).OrderByDescending(r => r.OrderedAt).FirstOrDefaultAsync(cancellation);
        if (run is null)
        {
            return null;
        }

        var tasks = await db.ErasureTasks().AsNoTracking().Where(t => t.RunId == run.Id).ToListAsync(cancellation);
        var known = map.Stores.ToDictionary(s => s.Description.Key, s => s.Description, StringComparer.Ordinal);
        var sorted = tasks.OrderBy(t => known.GetValueOrDefault(t.StoreKey)?.Category).ThenBy(t => TitleOf(t), StringComparer.Ordinal).ToList();
        return new ErasurePlan(
            run.Id, run.State, run.PlannedAt, run.Fingerprint, run.HaltedAt,
            [.. sorted.Where(t => known.ContainsKey(t.StoreKey)).SelectMany(t => Lines(t, known[t.StoreKey]))],
            [.. sorted.Select(t => new PlanStore(
                t.StoreKey, TitleOf(t), t.Done, t.Removed, t.Changed, t.Attempts, t.NotBefore, t.DeadAt, t.LastFailure))]);

        string TitleOf(ErasureTask task) => known.GetValueOrDefault(task.StoreKey)?.Title ?? task.StoreKey;
    }

    private static IEnumerable<PlanLine> Lines(ErasureTask task, StoreDescription store)
    {
        if (!task.IsCounted)
        {
            return [new PlanLine(store.Key, store.Title, store.Category, null, 0)];
        }

        (DispositionKind Disposition, long Rows)[] counts =
        [
            (DispositionKind.Delete, task.PlannedRows), (DispositionKind.Null, task.PlannedEmptied), (DispositionKind.KeepUntil, task.PlannedKept),
        ];
        return counts.Where(c => c.Rows > 0).Select(c => new PlanLine(store.Key, store.Title, store.Category, c.Disposition, c.Rows));
    }
}
