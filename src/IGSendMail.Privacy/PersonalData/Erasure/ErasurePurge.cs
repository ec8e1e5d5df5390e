using IGSendMail.Privacy.PersonalData.Remote;
using IGSendMail.Privacy.Retention;
using IGSendMail.Privacy.Retention.Holds;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace IGSendMail.Privacy.PersonalData.Erasure;

/// <summary>How far the places of a run are.</summary>
internal enum PurgeProgress
{
    /// <summary>There is more to do right now.</summary>
    GoesOn,

    /// <summary>A place waits: for its next try, for an officer, or to be reached out to.</summary>
    Waits,

    /// <summary>Every place was read back and nothing is left.</summary>
    NothingLeft,
}

/// <summary>
/// Empties the places of a run, each by a task of its own: one that fails waits, is tried again ever more seldom and in the
/// end waits for an officer, while the others go on. Nothing counts as done while one of them is open.
/// </summary>
public sealed class ErasurePurge(
    IDbContextFactory<IGSendMailContext> contexts, ErasureTaskBook book, ErasureOptions options, PurgeRates rates, TimeProvider time,
    ILogger<ErasurePurge> log)
{
    /// <summary>A run gets so long in its turn before the next one's turn comes.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);

    private const int LeastSlice = 50;

    private readonly SlicePace _pace = new(options.Slice, LeastSlice);

    /// <summary>Works on our own places and, once all places are empty, reads them back.</summary>
    internal async Task<PurgeProgress> AdvanceAsync(
        ErasureRun run, IReadOnlyList<IPersonalDataStore> stores, DataSubject subject, HeldLease held, CancellationToken cancellation)
    {
        var own = stores.Where(s => !s.Description.IsRemote).ToList();
        var tasks = await book.ReadAsync(run, stores, held, cancellation);
        if (!await TakeTurnAsync(run, [.. own.Where(s => IsDue(tasks, s))], subject, held, cancellation))
        {
            return PurgeProgress.GoesOn;
        }

        tasks = await book.ReadAsync(run, stores, held, cancellation);
        if (tasks.Values.Any(t => !t.Done))
        {
            return own.Exists(s => IsDue(tasks, s)) ? PurgeProgress.GoesOn : PurgeProgress.Waits;
        }

        var isClean = true;
        foreach (var store in own)
        {
            isClean &= await ReadBackAsync(run, store, subject, held, cancellation);
        }

        return isClean ? PurgeProgress.NothingLeft : PurgeProgress.GoesOn;
    }

    /// <summary>Reaches out to the remote places that are due. True if none of them is open any more.</summary>
    internal async Task<bool> ReachOutAsync(
        ErasureRun run, IReadOnlyList<IPersonalDataStore> stores, DataSubject subject, HeldLease held, CancellationToken cancellation)
    {
        var tasks = await book.ReadAsync(run, stores, held, cancellation);
        foreach (var store in stores.Where(s => s.Description.IsRemote && IsDue(tasks, s)))
        {
            await EmptyRemoteAsync(run, store, subject, held, cancellation);
        }

        tasks = await book.ReadAsync(run, stores, held, cancellation);
        return stores.Where(s => s.Description.IsRemote).All(s => tasks[s.Description.Key].Done);
    }

    private bool IsDue(Dictionary<string, ErasureTask> tasks, IPersonalDataStore store) =>
        tasks[store.Description.Key].IsDue(time.GetUtcNow());

    /// <summary>False if the turn is over and there is more to do.</summary>
    private async Task<bool> TakeTurnAsync(
        ErasureRun run, IReadOnlyList<IPersonalDataStore> due, DataSubject subject, HeldLease held, CancellationToken cancellation)
    {
        var turn = new PurgeTurn { Began = time.GetTimestamp() };
        var isThrough = true;
        for (var i = 0; i < due.Count && isThrough; i++)
        {
            isThrough = await PurgeAsync(run, due[i], subject, held, turn, cancellation);
        }

        if (turn.Removed > 0)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            await rates.NoteAsync(db, turn.Removed, time.GetElapsedTime(turn.Began), cancellation);
        }

        return isThrough;
    }

    /// <summary>False if the turn is over and there is more to do here.</summary>
    private async Task<bool> PurgeAsync(
        ErasureRun run, IPersonalDataStore store, DataSubject subject, HeldLease held, PurgeTurn turn, CancellationToken cancellation)
    {
        try
        {
            while (await PurgeSliceAsync(run, store, subject, held, turn, cancellation) is { } goesOn)
            {
                cancellation.ThrowIfCancellationRequested();
                if (!goesOn)
                {
                    return true;
                }

                if (time.GetElapsedTime(turn.Began) > Turn)
                {
                    return false;
                }
            }

            // A legal hold was placed meanwhile: the next step finds it and waits.
            return false;
        }
        catch (Exception failure) when (MayTryAgain(failure, cancellation))
        {
            await book.PostponeAsync(run, store, failure.GetType().Name, null, held, cancellation);
        }

        return true;
    }

    /// <summary>True if there is more here, false if not, null if a legal hold stands in the way.</summary>
    private async Task<bool?> PurgeSliceAsync(
        ErasureRun run, IPersonalDataStore store, DataSubject subject, HeldLease held, PurgeTurn turn, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        long start = 0, removed = 0;
        var goesOn = await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            // Waiting for its turn is no part of what a slice takes.
            start = db.Time.GetTimestamp();
            await Leases.ExtendAsync(db, held, token);
            if (run.ReplayOf is null && (await ActiveHolds.ReadAsync(db, token)).Cover(subject, [store.Description.Category]))
            {
                return (bool?)null;
            }

            var task = await ErasureTaskBook.TaskAsync(db, run, store, token);
            if (task.Done)
            {
                return false;
            }

            var step = await store.EraseAsync(db, new ErasureSlice(subject, _pace.Next) { RunId = run.Id }, token);
            task.Removed += removed = step.Removed;
            task.Changed += step.Changed;
            task.Done = step.Done;
            return !step.Done;
        }, cancellation);
        turn.Removed += removed;
        if (goesOn == true)
        {
            _pace.Took(db.Time.GetElapsedTime(start));
        }

        return goesOn;
    }

    private async Task EmptyRemoteAsync(
        ErasureRun run, IPersonalDataStore store, DataSubject subject, HeldLease held, CancellationToken cancellation)
    {
        try
        {
            while (await AskAsync(run, store, subject, held, cancellation))
            {
                cancellation.ThrowIfCancellationRequested();
            }

            // Its word is not enough: it counts as done only when it says that it holds nothing any more.
            if (await ReadBackAsync(run, store, subject, held, cancellation))
            {
                await book.ChangeAsync(run, store, held, task => task.Done = true, cancellation);
            }
        }
        catch (PlaceRestingException resting)
        {
            await book.ChangeAsync(run, store, held, task => task.NotBefore = resting.Until, cancellation);
        }
        catch (Exception failure) when (MayTryAgain(failure, cancellation))
        {
            await book.PostponeAsync(
                run, store, failure.GetType().Name, (failure as PlaceBusyException)?.RetryAfter, held, cancellation);
        }
    }

    /// <summary>
    /// One step of a remote place. A kill or a lost answer between its act and our note repeats the step with the same key,
    /// by which the place knows it again. True if there is more.
    /// </summary>
    private async Task<bool> AskAsync(
        ErasureRun run, IPersonalDataStore store, DataSubject subject, HeldLease held, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var task = await ErasureTaskBook.TaskAsync(db, run, store, cancellation);
        if (task.SaidDone)
        {
            // Asked again after a kill, it would answer with the counts that were noted before.
            return false;
        }

        var slice = new ErasureSlice(subject, options.Slice) { RunId = run.Id, Round = task.Round, Cursor = task.Cursor };
        var step = await store.EraseAsync(db, slice, cancellation);
        await book.ChangeAsync(run, store, held, row =>
        {
            row.Removed += step.Removed;
            row.Changed += step.Changed;
            (row.Cursor, row.SaidDone) = (step.Cursor, step.Done);
        }, cancellation);
        return !step.Done;
    }

    private async Task<bool> ReadBackAsync(
        ErasureRun run, IPersonalDataStore store, DataSubject subject, HeldLease held, CancellationToken cancellation)
    {
        var left = await store.LeftAsync(subject, cancellation);
        if (left > 0)
        {
            log.LogWarning("Erasure {Run}: {Left} values are still in {Store}; it is purged again", run.Id, left, store.Description.Key);
            await book.PostponeAsync(run, store, ErasureTaskBook.StillThere, null, held, cancellation);
        }

        return left == 0;
    }

    private sealed class PurgeTurn
    {
        public required long Began { get; init; }

        public long Removed { get; set; }
    }

    private static bool MayTryAgain(Exception failure, CancellationToken cancellation) =>
        failure is not LeaseLostException && !cancellation.IsCancellationRequested;
}
