using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Storage;

/// <summary>
/// Wraps every key and secret of the vault with the new master key, slice by slice. A row names the master key that
/// wrapped it, so other processes go on meanwhile and a killed run is continued by the next one.
/// </summary>
public sealed class MasterRotation(IDbContextFactory<VaultContext> contexts, IEngine engine, MasterKey master)
{
    private const int Slice = 200;

    /// <summary>How many keys and secrets each master key wraps.</summary>
    public async Task<MasterState> LookAsync(CancellationToken cancellation)
    {
        var state = new MasterState(0, 0, 0);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        foreach (var table in Tables(db))
        {
            foreach (var (id, count) in await table.CountAsync(db, cancellation))
            {
                state = id == master.Id ? state with { Current = state.Current + count }
                    : id == master.PreviousId ? state with { Previous = state.Previous + count }
                    : state with { Unknown = state.Unknown + count };
            }
        }

        return state;
    }

    /// <summary>
    /// Wraps anew what the previous master key wrapped and returns how many rows that were. Each slice reports the sum
    /// so far.
    /// </summary>
    public async Task<long> RunAsync(IProgress<long> progress, CancellationToken cancellation)
    {
        long done = 0;
        await using (var looking = await contexts.CreateDbContextAsync(cancellation))
        {
            foreach (var table in Tables(looking))
            {
                int last;
                do
                {
                    cancellation.ThrowIfCancellationRequested();
                    await using var db = await contexts.CreateDbContextAsync(cancellation);
                    last = await WrapSliceAsync(db, table, cancellation);
                    done += last;
                    progress.Report(done);
                }
                while (last > 0);
            }
        }

        // What the old master key wrapped leaves the files too.
        await using var scrubbed = await contexts.CreateDbContextAsync(cancellation);
        await engine.ScrubAsync(scrubbed, cancellation);
        return done;
    }

    private async Task<int> WrapSliceAsync(VaultContext db, IWrappedTable table, CancellationToken cancellation)
    {
        while (true)
        {
            var rows = await table.TakeAsync(db, master.PreviousId ?? Guid.Empty, Slice, cancellation);
            foreach (var row in rows)
            {
                master.WrapInto(row, master.Unwrap(row));
            }

            try
            {
                await db.SaveChangesAsync(cancellation);
                return rows.Count;
            }
            catch (DbUpdateConcurrencyException)
            {
                // One of them was destroyed or replaced meanwhile: read the slice again.
                db.ChangeTracker.Clear();
            }
        }
    }

    private static List<IWrappedTable> Tables(VaultContext db) => [.. db.Model.GetEntityTypes()
        .Where(e => typeof(IWrappedRow).IsAssignableFrom(e.ClrType))
        .Select(e => (IWrappedTable)Activator.CreateInstance(typeof(WrappedTable<>).MakeGenericType(e.ClrType))!)];

    private interface IWrappedTable
    {
        Task<List<(Guid Master, long Count)>> CountAsync(VaultContext db, CancellationToken cancellation);

        Task<IReadOnlyList<IWrappedRow>> TakeAsync(VaultContext db, Guid masterId, int most, CancellationToken cancellation);
    }

    private sealed class WrappedTable<T> : IWrappedTable
        where T : class, IWrappedRow
    {
        public async Task<List<(Guid Master, long Count)>> CountAsync(VaultContext db, CancellationToken cancellation)
        {
            var counts = await db.Set<T>()
                .Where(r => EF.Property<byte[]?>(r, nameof(IWrappedRow.Wrapped)) != null)
                .GroupBy(r => EF.Property<Guid?>(r, nameof(IWrappedRow.MasterId)))
                .Select(g => new { g.Key, Count = g.LongCount() })
                .ToListAsync(cancellation);
            return [.. counts.Select(c => (c.Key ?? Guid.Empty, c.Count))];
        }

        public async Task<IReadOnlyList<IWrappedRow>> TakeAsync(
            VaultContext db, Guid masterId, int most, CancellationToken cancellation) =>
            await db.Set<T>()
                .Where(r => EF.Property<Guid?>(r, nameof(IWrappedRow.MasterId)) == masterId)
                .Take(most)
                .ToListAsync(cancellation);
    }
}

/// <summary>Which master keys are in use in the vault.</summary>
/// <param name="Current">Wrapped by <c>Keys:Master</c>.</param>
/// <param name="Previous">Wrapped by <c>Keys:PreviousMaster</c>.</param>
/// <param name="Unknown">Wrapped by neither: unreadable with this configuration.</param>
public sealed record MasterState(long Current, long Previous, long Unknown);
