using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Remote;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace IGSendMail.Privacy.Erasure;

/// <summary>How far the stores of a run are.</summary>
internal enum PurgeProgress
{
    /// <summary>There is more to do right now.</summary>
    GoesOn,

    /// <summary>A store waits: for its next try, for an officer, or to be reached out to.</summary>
    Waits,

    /// <summary>Every store says that it is empty. It is still to be read back.</summary>
    Emptied,
}

/// <summary>
/// Empties the stores of a run, each by a task of its own: one that fails waits, is tried again ever more seldom and in the
/// end waits for an officer, while the others go on. Nothing counts as done while one of them is open.
/// </summary>
public sealed class ErasurePurge(
    IDbContextFactory<IGSendMailContext> contexts, ErasureSlices slices, ErasureScrub scrub, ErasureTaskBook book, PurgeRates rates,
    ErasureOptions options, TimeProvider time, ILogger<ErasurePurge> log)
{
    /// <summary>A run gets so long in its turn before the next one's turn comes: a large one does not hold up the small ones.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);

    private const int MostAskedOfRemoteStores = 1_000;

    /// <summary>Works on our own stores of runs that are due, and says how far each run is.</summary>
    internal async Task<IReadOnlyDictionary<Guid, PurgeProgress>> AdvanceAsync(
        IReadOnlyList<PurgingRun> runs, HeldLease lease, CancellationToken cancellation)
    {
        var tasks = await book.ReadAsync(runs, lease, cancellation);
        var turns = runs.Select(r => new PurgeTurn(r, OwnStoresDue(r, tasks[r.Run.Id]))).Where(t => t.Due.Count > 0).ToList();
        turns.ForEach(t => scrub.NoteDeletes(t.Run.Id, lease));
        await PurgeAsync([.. turns], lease, cancellation);
        turns.ForEach(t => scrub.NoteDeleted(t.Run.Id, lease));
        var worked = turns.Select(t => t.Run.Id).ToHashSet();
        return tasks.ToDictionary(t => t.Key, t => worked.Contains(t.Key) ? PurgeProgress.GoesOn
            : t.Value.Values.All(task => task.Done) ? PurgeProgress.Emptied
            : PurgeProgress.Waits);
    }

    /// <summary>Reads all our own stores back. False if something is there again: then it is purged again.</summary>
    internal async Task<bool> ReadBackAsync(PurgingRun emptied, HeldLease lease, CancellationToken cancellation)
    {
        var isClean = true;
        foreach (var store in emptied.Stores.Where(s => !s.Description.IsRemote))
        {
            isClean &= await ReadBackAsync(emptied.Run, store, emptied.Subject, lease, cancellation);
        }

        return isClean;
    }

    /// <summary>Reaches out to the remote stores that are due. True if none of them is open any more.</summary>
    internal async Task<bool> ReachOutAsync(PurgingRun purging, HeldLease lease, CancellationToken cancellation)
    {
        var tasks = await TasksAsync();
        foreach (var store in purging.Stores.Where(s => s.Description.IsRemote && IsDue(tasks, s)))
        {
            await EmptyRemoteAsync(purging.Run, store, purging.Subject, lease, cancellation);
        }

        tasks = await TasksAsync();
        return purging.Stores.Where(s => s.Description.IsRemote).All(s => tasks[s.Description.Key].Done);

        async Task<Dictionary<string, ErasureTask>> TasksAsync() => (await book.ReadAsync([purging], lease, cancellation))[purging.Run.Id];
    }

    private List<IPersonalDataStore> OwnStoresDue(PurgingRun purging, Dictionary<string, ErasureTask> tasks) =>
        [.. purging.Stores.Where(s => !s.Description.IsRemote && IsDue(tasks, s))];

    private bool IsDue(Dictionary<string, ErasureTask> tasks, IPersonalDataStore store) =>
        tasks[store.Description.Key].IsDue(time.GetUtcNow());

    /// <summary>Empties stores of one run after the other until none is left or each had its time.</summary>
    private async Task PurgeAsync(List<PurgeTurn> turns, HeldLease lease, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        var firstBegan = began;
        long removed = 0;
        while (turns.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var first = turns[0];
            var slice = await slices.NextAsync(turns, lease, cancellation);
            if (slice.Failed is { } failed)
            {
                await book.PostponeAsync(failed.Turn.Run, failed.Store, failed.Failure.GetType().Name, null, lease, cancellation);
                failed.Turn.Without(failed.Store);
            }

            removed += slice.Rows;
            if (time.GetElapsedTime(firstBegan) > Turn)
            {
                first.End();
            }

            turns.RemoveAll(t => t.Due.Count == 0);
            firstBegan = turns.Count > 0 && turns[0] == first ? firstBegan : time.GetTimestamp();
        }

        if (removed > 0)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            await rates.NoteAsync(db, removed, time.GetElapsedTime(began), cancellation);
        }
    }

    private async Task EmptyRemoteAsync(
        ErasureRun run, IPersonalDataStore store, DataSubject subject, HeldLease lease, CancellationToken cancellation)
    {
        try
        {
            while (await AskAsync(run, store, subject, lease, cancellation))
            {
                cancellation.ThrowIfCancellationRequested();
            }

            // Its word is not enough: it counts as done only when it says that it holds nothing any more.
            if (await ReadBackAsync(run, store, subject, lease, cancellation))
            {
                await book.ChangeAsync(run, store, lease, task => task.Done = true, cancellation);
            }
        }
        catch (StoreRestingException resting)
        {
            await book.ChangeAsync(run, store, lease, task => task.NotBefore = resting.Until, cancellation);
        }
        catch (Exception failure) when (MayTryAgain(failure, cancellation))
        {
            await book.PostponeAsync(
                run, store, failure.GetType().Name, (failure as StoreBusyException)?.RetryAfter, lease, cancellation);
        }
    }

    /// <summary>
    /// One step of a remote store. A kill or a lost answer between its act and our note repeats the step with the same key,
    /// by which the store knows it again. True if there is more.
    /// </summary>
    private async Task<bool> AskAsync(
        ErasureRun run, IPersonalDataStore store, DataSubject subject, HeldLease lease, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var task = await ErasureTaskBook.TaskAsync(db, run, store, cancellation);
        if (task.SaidDone)
        {
            // Asked again after a kill, it would answer with the counts that were noted before.
            return false;
        }

        var slice = new ErasureSlice(subject, Math.Min(options.Slice, MostAskedOfRemoteStores)) { RunId = run.Id, Round = task.Round, Cursor = task.Cursor };
        var step = await store.EraseAsync(db, slice, cancellation);
        await book.ChangeAsync(run, store, lease, row =>
        {
            row.Removed += step.Removed;
            row.Changed += step.Changed;
            (row.Cursor, row.SaidDone) = (step.Cursor, step.Done);
        }, cancellation);
        return !step.Done;
    }

    private async Task<bool> ReadBackAsync(
        ErasureRun run, IPersonalDataStore store, DataSubject subject, HeldLease lease, CancellationToken cancellation)
    {
        var left = await store.LeftAsync(subject, cancellation);
        if (left > 0)
        {
            log.ValuesLeft(run.Id, left, store.Description.Key);
            await book.PostponeAsync(run, store, ErasureTaskBook.StillThere, null, lease, cancellation);
        }

        return left == 0;
    }

    private static bool MayTryAgain(Exception failure, CancellationToken cancellation) =>
        failure is not LeaseLostException && !cancellation.IsCancellationRequested;
}

/// <summary>A run whose keys are destroyed and whose stores are to be emptied, or are empty and to be read back.</summary>
/// <param name="Run">The run.</param>
/// <param name="Stores">Its stores.</param>
/// <param name="Subject">Whose data.</param>
public sealed record PurgingRun(ErasureRun Run, IReadOnlyList<IPersonalDataStore> Stores, DataSubject Subject);

/// <summary>What is still to be emptied of a run in this turn.</summary>
internal sealed class PurgeTurn(PurgingRun purging, List<IPersonalDataStore> due)
{
    public ErasureRun Run => purging.Run;

    public DataSubject Subject => purging.Subject;

    /// <summary>The stores, in their order.</summary>
    public IReadOnlyList<IPersonalDataStore> Due => due;

    /// <summary>So many of the stores, from the first, are empty.</summary>
    public void Emptied(int stores) => due.RemoveRange(0, stores);

    /// <summary>The store failed: it is left out.</summary>
    public void Without(IPersonalDataStore store) => due.Remove(store);

    /// <summary>Nothing more in this turn.</summary>
    public void End() => due.Clear();
}
