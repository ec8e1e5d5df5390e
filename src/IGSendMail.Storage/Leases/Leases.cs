using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Storage;

/// <summary>
/// Takes and extends leases. Any number of processes may try; one does the work, and a crashed holder is replaced
/// once its lease has run out.
/// </summary>
public sealed class Leases(IDbContextFactory<IGSendMailContext> contexts, TimeProvider time)
{
    /// <summary>How long a holder may be silent. Work extends its lease with every slice.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(5);

    /// <summary>So much the clocks of two machines may differ; what was taken further ahead holds nobody up.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);

    /// <summary>Takes the lease, or returns null if another process holds it.</summary>
    public async Task<HeldLease?> TryTakeAsync(string name, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        try
        {
            return await db.WriteAsync(WriteUrgency.Background, async token =>
            {
                var now = time.GetUtcNow();
                var lease = await db.Set<Lease>().AsNoTracking().SingleOrDefaultAsync(l => l.Name == name, token);
                if (lease is null)
                {
                    db.Add(new Lease { Name = name, FencingToken = 1, ExpiresAt = now + Length });
                    return new HeldLease(name, 1);
                }

                if (lease.ExpiresAt > now && lease.ExpiresAt <= now + Length + ClockTolerance)
                {
                    return null;
                }

                // Expired, or from a time that no clock can have: a clock that was ahead has been put right since.

                var next = lease.FencingToken + 1;
                var taken = await db.Set<Lease>()
                    .Where(l => l.Name == name && l.FencingToken == lease.FencingToken)
                    .ExecuteUpdateAsync(
                        set => set.SetProperty(l => l.FencingToken, next).SetProperty(l => l.ExpiresAt, now + Length), token);
                return taken == 1 ? new HeldLease(name, next) : null;
            }, cancellation);
        }
        catch (DbUpdateException) when (ExistsSince(db, name))
        {
            // Two processes made the first lease of this name at once: the other one has it.
            return null;
        }
    }

    /// <summary>
    /// Does something that may take longer than the lease is long (such as a remote call), extending the lease
    /// meanwhile. If another process takes over all the same, the work is cancelled.
    /// </summary>
    /// <exception cref="LeaseLostException">Another process took over; the work was cancelled.</exception>
    public async Task KeepAsync(HeldLease held, Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        await ExtendNowAsync(held, cancellation);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var keeping = ExtendUntilDoneAsync(held, stop, done.Token);
        try
        {
            await work(stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new LeaseLostException(held.Name);
        }
        finally
        {
            await done.CancelAsync();
            await keeping;
        }
    }

    private async Task ExtendUntilDoneAsync(HeldLease held, CancellationTokenSource stop, CancellationToken done)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Length / 3, time, done);
                await ExtendNowAsync(held, done);
            }
        }
        catch (OperationCanceledException) when (done.IsCancellationRequested)
        {
            return;
        }
        catch (Exception failure) when (failure is LeaseLostException or DbException or DbUpdateException)
        {
            // Whoever cannot extend a lease must assume that somebody else has it.
            await stop.CancelAsync();
        }
    }

    private async Task ExtendNowAsync(HeldLease held, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db.WriteAsync(WriteUrgency.Background, token => ExtendAsync(db, held, token), cancellation);
    }

    private static bool ExistsSince(IGSendMailContext db, string name) => db.Set<Lease>().AsNoTracking().Any(l => l.Name == name);

    /// <summary>
    /// Extends the lease inside the caller's transaction. Call it in the transaction of every slice: it makes the
    /// slice and the right to do it one thing.
    /// </summary>
    /// <exception cref="LeaseLostException">Another process took over; the transaction must not commit.</exception>
    public static async Task ExtendAsync(IGSendMailContext db, HeldLease held, CancellationToken cancellation)
    {
        var until = db.Time.GetUtcNow() + Length;
        var extended = await db.Set<Lease>()
            .Where(l => l.Name == held.Name && l.FencingToken == held.FencingToken)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.ExpiresAt, until), cancellation);
        if (extended != 1)
        {
            throw new LeaseLostException(held.Name);
        }
    }

    /// <summary>Gives the lease back, so that the next process need not wait. Losing it meanwhile is no error.</summary>
    public async Task ReleaseAsync(HeldLease held, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = time.GetUtcNow();
        await db.WriteAsync(WriteUrgency.Background, token => db.Set<Lease>()
            .Where(l => l.Name == held.Name && l.FencingToken == held.FencingToken)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.ExpiresAt, now), token), cancellation);
    }
}

/// <summary>A lease in hand.</summary>
public sealed record HeldLease(string Name, long FencingToken);

/// <summary>Another process holds the lease now.</summary>
public sealed class LeaseLostException(string name) : Exception($"The lease \"{name}\" was taken over by another process.");
