using IGSendMail.Privacy.Retention.Holds;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.PersonalData.Erasure;

/// <summary>
/// Empties places of our own slice by slice. A slice is one transaction with the lease, the holds and the notes of what it did.
/// It goes on to the next place while it has room: an account holds little in most places, and a transaction for each of
/// them would cost more than the rows.
/// </summary>
public sealed class ErasureSlices(IDbContextFactory<IGSendMailContext> contexts, ErasureOptions options, WriteGate gate)
{
    /// <summary>So many slices in a row without a write of a person, and slices may become longer.</summary>
    private const int SlicesAlone = 20;

    private const int LeastSlice = 50;
    private const int FirstSlice = 1_000;

    private readonly SlicePace _pace = new(options.Slice, LeastSlice, FirstSlice);
    private long _interactiveTurns;
    private int _alone;

    /// <summary>Does one slice over places that are due, in their order.</summary>
    internal async Task<SliceOutcome> NextAsync(
        ErasureRun run, IReadOnlyList<IPersonalDataStore> places, DataSubject subject, HeldLease held, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var most = _pace.Next;
        var at = 0;
        long start = 0, room = most, removed = 0;
        try
        {
            var isHeld = await db.WriteAsync(WriteUrgency.Background, async token =>
            {
                // Waiting for its turn is no part of what a slice takes.
                (start, room, removed, at) = (db.Time.GetTimestamp(), most, 0, 0);
                await Leases.ExtendAsync(db, held, token);
                var holds = run.ReplayOf is null ? await ActiveHolds.ReadAsync(db, token) : null;
                var tasks = await TasksAsync(db, run, places, token);
                for (; at < places.Count && room > 0; at++)
                {
                    if (holds?.Cover(subject, [places[at].Description.Category]) == true)
                    {
                        return true;
                    }

                    var task = tasks[places[at].Description.Key];
                    if (task.Done)
                    {
                        continue;
                    }

                    var step = await places[at].EraseAsync(db, new ErasureSlice(subject, (int)room) { RunId = run.Id }, token);
                    task.Removed += step.Removed;
                    removed += step.Removed;
                    task.Changed += step.Changed;
                    task.Done = step.Done;
                    room -= step.Removed + step.Changed;
                    if (!step.Done)
                    {
                        break;
                    }
                }

                return false;
            }, cancellation);
            var isAlone = IsAlone();
            if (room <= 0)
            {
                _pace.Took(db.Time.GetElapsedTime(start), isAlone);
            }

            return new SliceOutcome(at, removed, isHeld, null);
        }
        catch (Exception failure) when (failure is not LeaseLostException && !cancellation.IsCancellationRequested)
        {
            // Nothing of the slice stands. What it did before this place is done again without it.
            return new SliceOutcome(0, 0, IsHeld: false, new FailedPlace(places[Math.Min(at, places.Count - 1)], failure));
        }
    }

    private bool IsAlone()
    {
        var turns = gate.InteractiveTurns;
        _alone = turns == _interactiveTurns ? _alone + 1 : 0;
        _interactiveTurns = turns;
        return _alone >= SlicesAlone;
    }

    private static Task<Dictionary<string, ErasureTask>> TasksAsync(
        IGSendMailContext db, ErasureRun run, IReadOnlyList<IPersonalDataStore> places, CancellationToken cancellation)
    {
        var keys = places.Select(p => p.Description.Key).ToList();
        return db.ErasureTasks().Where(t => t.RunId == run.Id && keys.Contains(t.StoreKey))
            .ToDictionaryAsync(t => t.StoreKey, StringComparer.Ordinal, cancellation);
    }
}

/// <summary>What a slice did.</summary>
/// <param name="Emptied">So many of the places, from the first, hold nothing any more.</param>
/// <param name="Removed">Rows and files that went.</param>
/// <param name="IsHeld">True if a legal hold stands in the way of the next one.</param>
/// <param name="Failed">The place that failed; then nothing of the slice stands.</param>
internal sealed record SliceOutcome(int Emptied, long Removed, bool IsHeld, FailedPlace? Failed);

/// <summary>A place that failed.</summary>
/// <param name="Place">The place.</param>
/// <param name="Failure">How.</param>
internal sealed record FailedPlace(IPersonalDataStore Place, Exception Failure);
