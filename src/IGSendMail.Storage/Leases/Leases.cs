using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;

namespace IGSendMail.Storage;

/// <summary>
/// Lets one process at a time do a kind of work. Any number may try; one does it, and a crashed holder is replaced once its
/// lease has run out.
/// </summary>
public sealed class Leases(IDbContextFactory<IGSendMailContext> contexts, TimeProvider time, ILogger<Leases> log)
{
    /// <summary>How long a holder may be silent. Work extends its lease with every slice.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(5);

    /// <summary>So much the clocks of two machines may differ; what was taken further ahead holds nobody up.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Takes the lease, keeps it while <paramref name="work"/> is done, and gives it back. That another process holds it, or
    /// takes it over in the middle, is an outcome and no error: the work is stopped, and goes on over there from the last slice that
    /// was committed.
    /// </summary>
    /// <param name="name">The work: one process does work of this name.</param>
    /// <param name="work">
    /// Extends the lease in the transaction of every slice (<see cref="ExtendAsync(IGSendMailContext, HeldLease, CancellationToken)"/>),
    /// so that nothing is committed without it, and heeds its token.
    /// </param>
    /// <param name="cancellation">Stops the work; the lease is given back all the same.</param>
    public async Task<Leased<T>> RunAsync<T>(
        string name, Func<HeldLease, CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        if (await TryTakeAsync(name, cancellation) is not { } lease)
        {
            return new Leased<T>(LeaseOutcome.HeldElsewhere);
        }

        try
        {
            return new Leased<T>(LeaseOutcome.Done, await KeepAsync(lease, work, cancellation));
        }
        catch (LeaseLostException)
        {
            log.LeaseLost(name);
            return new Leased<T>(LeaseOutcome.Lost);
        }
        finally
        {
            await ReleaseAsync(lease, CancellationToken.None);
        }
    }

    /// <inheritdoc cref="RunAsync{T}" />
    public async Task<LeaseOutcome> RunAsync(
        string name, Func<HeldLease, CancellationToken, Task> work, CancellationToken cancellation) =>
        (await RunAsync(name, async (lease, token) => { await work(lease, token); return true; }, cancellation)).Outcome;

    /// <summary>
    /// Extends the lease now, in a transaction of its own. Call it before an act that no transaction can take back, such as a
    /// call to another system.
    /// </summary>
    /// <exception cref="LeaseLostException">Another process took over.</exception>
    public async Task ExtendAsync(HeldLease lease, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db.WriteAsync(WriteUrgency.Background, token => ExtendAsync(db, lease, token), cancellation);
    }

    /// <summary>Takes the lease, or returns null if another process holds it.</summary>
    internal async Task<HeldLease?> TryTakeAsync(string name, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        try
        {
            return await db.WriteAsync(WriteUrgency.Background, async token =>
            {
                var now = time.GetUtcNow();
                var row = await db.Set<Lease>().AsNoTracking().SingleOrDefaultAsync(l => l.Name == name, token);
                if (row is null)
                {
                    db.Add(new Lease { Name = name, FencingToken = 1, ExpiresAt = now + Length });
                    return new HeldLease(name, 1);
                }

                if (row.ExpiresAt > now && row.ExpiresAt <= now + Length + ClockTolerance)
                {
                    return null;
                }

                // Expired, or from a time that no clock can have: a clock that was ahead has been put right since.

                var next = row.FencingToken + 1;
                var taken = await db.Set<Lease>()
                    .Where(l => l.Name == name && l.FencingToken == row.FencingToken)
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
    /// Does the work and extends the lease meanwhile: a single step (a remote call, a long count) may take longer than the
    /// lease is long. If it can no longer be extended the work is stopped.
    /// </summary>
    private async Task<T> KeepAsync<T>(
        HeldLease lease, Func<HeldLease, CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var keeping = ExtendUntilDoneAsync(lease, stop, done.Token);
        try
        {
            return await work(lease, stop.Token);
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or DbException
            && stop.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            // A command that was cancelled on its way ends with the provider's own exception.
            throw new LeaseLostException(lease.Name);
        }
        finally
        {
            await done.CancelAsync();
            await keeping;
        }
    }

    private async Task ExtendUntilDoneAsync(HeldLease lease, CancellationTokenSource stop, CancellationToken done)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Length / 3, time, done);
                await ExtendAsync(lease, done);
            }
        }
        catch (Exception over) when (done.IsCancellationRequested && over is OperationCanceledException or DbException)
        {
            return;
        }
        catch (Exception failure) when (failure is LeaseLostException or DbException or DbUpdateException or RetryLimitExceededException)
        {
            // Whoever cannot extend a lease must assume that somebody else has it.
            await stop.CancelAsync();
        }
    }

    private static bool ExistsSince(IGSendMailContext db, string name) => db.Set<Lease>().AsNoTracking().Any(l => l.Name == name);

    /// <summary>
    /// Extends the lease inside the caller's transaction. Call it in the transaction of every slice: it makes the
    /// slice and the right to do it one thing.
    /// </summary>
    /// <exception cref="LeaseLostException">Another process took over; the transaction must not commit.</exception>
    public static async Task ExtendAsync(IGSendMailContext db, HeldLease lease, CancellationToken cancellation)
    {
        var until = db.Time.GetUtcNow() + Length;
        var extended = await db.Set<Lease>()
            .Where(l => l.Name == lease.Name && l.FencingToken == lease.FencingToken)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.ExpiresAt, until), cancellation);
        if (extended != 1)
        {
            throw new LeaseLostException(lease.Name);
        }
    }

    /// <summary>Gives the lease back, so that the next process need not wait. Losing it meanwhile is no error.</summary>
    internal async Task ReleaseAsync(HeldLease lease, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = time.GetUtcNow();
        await db.WriteAsync(WriteUrgency.Background, token => db.Set<Lease>()
            .Where(l => l.Name == lease.Name && l.FencingToken == lease.FencingToken)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.ExpiresAt, now), token), cancellation);
    }
}

/// <summary>What became of work under a lease.</summary>
public enum LeaseOutcome
{
    /// <summary>It was done to its end here.</summary>
    Done,

    /// <summary>Another process is at it: nothing was done here.</summary>
    HeldElsewhere,

    /// <summary>Another process took over in the middle, and goes on.</summary>
    Lost,
}

/// <summary>What became of work under a lease.</summary>
/// <param name="Outcome">Whether it was done here.</param>
/// <param name="Result">Its result if it was done; the type's default otherwise.</param>
public readonly record struct Leased<T>(LeaseOutcome Outcome, T? Result = default);

/// <summary>A lease in hand.</summary>
public sealed record HeldLease(string Name, long FencingToken);

/// <summary>Another process holds the lease now.</summary>
public sealed class LeaseLostException(string name) : Exception($"The lease \"{name}\" was taken over by another process.");
