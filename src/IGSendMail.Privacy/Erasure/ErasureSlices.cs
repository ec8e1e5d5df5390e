using IGSendMail.Privacy.Holds;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Erasure;

/// <summary>
/// Empties stores of our own slice by slice. A slice is one transaction with the lease, the holds and the notes of what it did.
/// It goes on to the next store and to the next run while it has room: an account holds little in most stores, and a
/// transaction for each of them would cost more than the rows.
/// </summary>
public sealed class ErasureSlices(IDbContextFactory<IGSendMailContext> contexts, ErasureOptions options, WriteGate gate)
{
    private const int LeastSlice = 50;
    private const int FirstSlice = 1_000;

    private readonly SlicePace _pace = new(options.Slice, LeastSlice, FirstSlice);
    private readonly QuietSpell _quiet = new(gate);

    /// <summary>Does one slice over what is due of runs, in their order, and notes in their turns what is empty now.</summary>
    internal async Task<SliceOutcome> NextAsync(IReadOnlyList<PurgeTurn> turns, HeldLease lease, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var most = _pace.Next;
        var aim = _quiet.IsAlone ? SlicePace.AimAlone : SlicePace.Aim;
        var slice = new Slice(db, most);
        long start = 0;
        try
        {
            await db.WriteAsync(WriteUrgency.Background, async token =>
            {
                // Waiting for its turn is no part of what a slice takes.
                (start, slice) = (db.Time.GetTimestamp(), new Slice(db, most));
                await Leases.ExtendAsync(db, lease, token);
                var holds = await ActiveHolds.ReadAsync(db, token);
                foreach (var turn in turns)
                {
                    // Many small accounts are many questions, however few their rows.
                    if (slice.Room <= 0 || (turn != turns[0] && db.Time.GetElapsedTime(start) > aim))
                    {
                        break;
                    }

                    await slice.EmptyAsync(turn, holds, token);
                }
            }, cancellation);
        }
        catch (Exception failure) when (
            slice.AtWork is not null && failure is not LeaseLostException && !cancellation.IsCancellationRequested)
        {
            // Nothing of the slice stands. What it did before this store is done again without it.
            return new SliceOutcome(0, new FailedStore(slice.AtWork.Value.Turn, slice.AtWork.Value.Store, failure));
        }

        slice.Note();
        var isAlone = _quiet.Look();
        if (slice.Room <= 0)
        {
            _pace.Took(db.Time.GetElapsedTime(start), isAlone);
        }

        return new SliceOutcome(most - slice.Room, null);
    }

    /// <summary>What one transaction does; it counts only once that is committed.</summary>
    private sealed class Slice(IGSendMailContext db, int most)
    {
        private readonly List<Action> _notes = [];

        /// <summary>So many rows may still go.</summary>
        public long Room { get; private set; } = most;

        /// <summary>The store that is being emptied; null between stores: what fails there is no store's fault.</summary>
        public (PurgeTurn Turn, IPersonalDataStore Store)? AtWork { get; private set; }

        public async Task EmptyAsync(PurgeTurn turn, ActiveHolds holds, CancellationToken cancellation)
        {
            var nothingThere = new List<string>();
            var emptied = 0;
            var isOnHold = false;
            for (; emptied < turn.Due.Count && Room > 0; emptied++)
            {
                var store = turn.Due[emptied];
                isOnHold = turn.Run.ReplayOf is null && holds.Cover(turn.Subject, [store.Description.Category]);
                if (isOnHold)
                {
                    break;
                }

                AtWork = (turn, store);
                var step = await store.EraseAsync(db, new ErasureSlice(turn.Subject, (int)Room) { RunId = turn.Run.Id }, cancellation);
                Room -= step.Removed + step.Changed;
                if (step is { Removed: 0, Changed: 0, Done: true })
                {
                    nothingThere.Add(store.Description.Key);
                }
                else
                {
                    await NoteAsync(turn.Run.Id, store.Description.Key, step, cancellation);
                }

                AtWork = null;
                if (!step.Done)
                {
                    break;
                }
            }

            if (nothingThere.Count > 0)
            {
                await db.ErasureTasks().Where(t => t.RunId == turn.Run.Id && nothingThere.Contains(t.StoreKey))
                    .ExecuteUpdateAsync(set => set.SetProperty(t => t.Done, true), cancellation);
            }

            // Of a held run the next step finds the hold and waits.
            _notes.Add(isOnHold ? turn.End : () => turn.Emptied(emptied));
        }

        /// <summary>Tells the turns what is empty.</summary>
        public void Note() => _notes.ForEach(note => note());

        private async Task NoteAsync(Guid runId, string store, StoreStep step, CancellationToken cancellation)
        {
            var noted = await db.ErasureTasks().Where(t => t.RunId == runId && t.StoreKey == store).ExecuteUpdateAsync(
                set => set
                    .SetProperty(t => t.Removed, t => t.Removed + step.Removed)
                    .SetProperty(t => t.Changed, t => t.Changed + step.Changed)
                    .SetProperty(t => t.Done, step.Done),
                cancellation);
            if (noted != 1)
            {
                // What went must not go without being counted.
                throw new InvalidOperationException($"Erasure {runId:N} has no task for {store}.");
            }
        }
    }
}

/// <summary>What a slice did.</summary>
/// <param name="Rows">Rows and files that went or were emptied.</param>
/// <param name="Failed">The store that failed; then nothing of the slice stands.</param>
internal sealed record SliceOutcome(long Rows, FailedStore? Failed);

/// <summary>What went wrong, where, and in whose turn: the store is tried again later.</summary>
/// <param name="Turn">The run's turn.</param>
/// <param name="Store">The store.</param>
/// <param name="Failure">How.</param>
internal sealed record FailedStore(PurgeTurn Turn, IPersonalDataStore Store, Exception Failure);
