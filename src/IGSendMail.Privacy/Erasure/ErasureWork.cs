using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace IGSendMail.Privacy.Erasure;

/// <summary>
/// Takes orders to erase and carries them out: plan, destroy the key, purge store by store, read back, receipt, last
/// letter. It can be killed anywhere and goes on from the last committed state.
/// </summary>
public sealed class ErasureWork(
    IDbContextFactory<IGSendMailContext> contexts,
    Leases leases,
    Sealer sealer,
    ErasureSteps steps,
    DataMap map,
    AuditTrail trail,
    IEnumerable<IAccountCloser> closers,
    TimeProvider time,
    ILogger<ErasureWork> log) : IRepeatedWork
{
    /// <summary>So long a store may be silent before the person is told that it is missing.</summary>
    public static readonly TimeSpan PatienceWithStores = TimeSpan.FromHours(1);

    /// <summary>So many runs are purged and verified together: what one slice leaves room for, the next run fills.</summary>
    private const int Together = 25;

    /// <summary>So many runs reach out to remote stores at the same time.</summary>
    private const int AtATime = 4;

    /// <summary>After so long no more remote stores are asked before our own stores had their turn again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <inheritdoc />
    public string Name => "erasure";

    /// <inheritdoc />
    public TimeSpan Every => TimeSpan.FromSeconds(10);

    /// <summary>
    /// Orders an erasure inside the caller's transaction and returns the run. The account, if there is one and all of
    /// it goes, is closed in the same transaction: from then on nobody signs in or adds data.
    /// </summary>
    /// <param name="db">The caller's context, inside <c>WriteAsync</c>.</param>
    /// <param name="trigger">Names the decision; ordering it again returns the run there is.</param>
    /// <param name="order">What to erase.</param>
    /// <param name="cancellation">Cancels.</param>
    public async Task<Guid> OrderAsync(
        IGSendMailContext db, string trigger, ErasureOrder order, CancellationToken cancellation)
    {
        if (await db.ErasureRuns().AsNoTracking().SingleOrDefaultAsync(r => r.Trigger == trigger, cancellation) is { } known)
        {
            return known.Id;
        }

        if (order.Scope == ErasureScope.Everything && order.AccountId is { } account)
        {
            foreach (var closer in closers)
            {
                await closer.CloseAsync(db, account, cancellation);
            }
        }

        var run = new ErasureRun
        {
            Id = RowKeys.New(time),
            Trigger = trigger,
            Cause = order.Cause,
            Scope = order.Scope,
            AccountId = order.AccountId,
            RequestId = order.RequestId,
            ReplayOf = order.ReplayOf,
            DueAt = order.DueAt,
            PromisedBy = order.PromisedBy,
            OrderedAt = time.GetUtcNow(),
        };
        run.Target = await sealer.SealAsync(
            run.Place, new ErasureTarget(order.Subject.ToStored(), order.LetterTo), cancellation);
        db.Add(run);
        await trail.AppendAsync(db, run, ErasureActs.Ordered, cancellation);
        return run.Id;
    }

    /// <summary>
    /// The erasure of a request that has waited for an hour or longer for stores that do not answer while all others are
    /// done, with where to write meanwhile; null if there is none. A short silence is not worth a letter.
    /// </summary>
    public async Task<WaitingRun?> WaitingForStoresAsync(IGSendMailContext db, Guid requestId, CancellationToken cancellation)
    {
        var patience = time.GetUtcNow() - PatienceWithStores;
        var run = await db.ErasureRuns().AsNoTracking()
            .Where(r => r.RequestId == requestId && r.State == ErasureState.Purging && r.PlannedAt <= patience)
            .OrderByDescending(r => r.OrderedAt).FirstOrDefaultAsync(cancellation);
        if (run?.Target is not { } target
            || await ErasurePlans.CountWaitingStoresAsync(db, run.Id, cancellation) is not (> 0 and var stores))
        {
            return null;
        }

        return new WaitingRun(run.Id, stores, (await sealer.OpenAsync<ErasureTarget>(run, target, cancellation)).LetterTo);
    }

    /// <summary>True if the last letter of an erasure waits and is tried before an instant.</summary>
    public static Task<bool> IsLetterDueByAsync(IGSendMailContext db, DateTimeOffset until, CancellationToken cancellation) =>
        db.OutboxMessages().AnyAsync(
            m => m.DeadAt == null && m.NotBefore < until && m.Key.StartsWith(ErasureEnding.LetterKeys), cancellation);

    /// <summary>Continues every unfinished run as far as it gets.</summary>
    public Task RunAsync(CancellationToken cancellation) => leases.RunAsync(Name, async (lease, token) =>
    {
        do
        {
            await TakeTurnsAsync(lease, token);
        }
        while (await ReachOutAsync(lease, token));
    }, cancellation);

    /// <summary>Every run gets one bounded step in its turn, so that a large one does not hold up the small ones.</summary>
    private async Task TakeTurnsAsync(HeldLease lease, CancellationToken cancellation)
    {
        var waiting = new HashSet<Guid>();
        var purging = new List<PurgingRun>();
        while ((await UnfinishedAsync(cancellation)).Where(r => !waiting.Contains(r)).ToList() is { Count: > 0 } runs)
        {
            foreach (var run in runs)
            {
                if (!await TryAsync(run, (id, _, token) => steps.AdvanceAsync(id, purging, lease, token), lease, cancellation))
                {
                    waiting.Add(run);
                }

                if (purging.Count == Together)
                {
                    await PurgeAsync(purging, waiting, lease, cancellation);
                }
            }

            await PurgeAsync(purging, waiting, lease, cancellation);
        }
    }

    /// <summary>Purges runs together; if that fails, each by itself, so that one does not hold up the others.</summary>
    private async Task PurgeAsync(
        List<PurgingRun> purging, HashSet<Guid> waiting, HeldLease lease, CancellationToken cancellation)
    {
        if (purging.Count == 0)
        {
            return;
        }

        try
        {
            waiting.UnionWith(await steps.PurgeAsync(purging, lease, cancellation));
        }
        catch (Exception failure) when (failure is not LeaseLostException && !cancellation.IsCancellationRequested)
        {
            log.NotPurgedTogether(failure.GetType().Name);
            foreach (var run in purging)
            {
                if (!await TryAsync(run.Run.Id, async (_, _, token) => await steps.PurgeAsync([run], lease, token) is [], lease, cancellation))
                {
                    waiting.Add(run.Run.Id);
                }
            }
        }

        purging.Clear();
    }

    /// <summary>
    /// Remote stores come after everything that is ours, and several at a time: a slow one keeps no run from the rest of its
    /// work. True if a run can go on.
    /// </summary>
    private async Task<bool> ReachOutAsync(HeldLease lease, CancellationToken cancellation)
    {
        var runs = await WithRemoteStoresDueAsync(cancellation);
        var canGoOn = 0;
        var began = time.GetTimestamp();
        if (runs.Count > 0)
        {
            await leases.ExtendAsync(lease, cancellation);
            var atATime = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellation };
            await Parallel.ForEachAsync(runs, atATime, async (run, stop) =>
            {
                if (time.GetElapsedTime(began) < Patience && await TryAsync(run, steps.ReachOutAsync, lease, stop))
                {
                    Interlocked.Increment(ref canGoOn);
                }
            });
        }

        return canGoOn > 0;
    }

    private async Task<List<Guid>> WithRemoteStoresDueAsync(CancellationToken cancellation)
    {
        var remote = map.Stores.Where(s => s.Description.IsRemote).Select(s => s.Description.Key).ToList();
        if (remote.Count == 0)
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = time.GetUtcNow();
        return await db.ErasureTasks().AsNoTracking()
            .Where(t => remote.Contains(t.StoreKey) && !t.Done && t.DeadAt == null && (t.NotBefore == null || t.NotBefore <= now))
            .Join(db.ErasureRuns().Where(r => r.FinishedAt == null && r.State == ErasureState.Purging), t => t.RunId, r => r.Id, (t, r) => r)
            .Select(r => new { r.Id, r.OrderedAt }).Distinct().OrderBy(r => r.OrderedAt).Take(1_000)
            .Select(r => r.Id).ToListAsync(cancellation);
    }

    private async Task<bool> TryAsync(
        Guid runId, Func<Guid, HeldLease, CancellationToken, Task<bool>> step, HeldLease lease, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return await step(runId, lease, cancellation);
        }
        catch (Exception failure) when (failure is not LeaseLostException && !cancellation.IsCancellationRequested)
        {
            // One run that cannot go on must not hold up the others; it is tried again at the next pass.
            log.ErasureStopped(runId, failure.GetType().Name);
            return false;
        }
    }

    private async Task<List<Guid>> UnfinishedAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await Unfinished(db).ToListAsync(cancellation);
    }

    /// <summary>Runs to go on with, the oldest first. One whose last letter waits is ended by the transaction in which that leaves.</summary>
    internal static IQueryable<Guid> Unfinished(IGSendMailContext db) => db.ErasureRuns().AsNoTracking()
        .Where(r => r.FinishedAt == null && (r.State != ErasureState.LetterSent
            || !db.OutboxMessages().Any(m => m.OwnerId == r.Id && m.Key.StartsWith(ErasureEnding.LetterKeys))))
        .OrderBy(r => r.OrderedAt)
        .Select(r => r.Id)
        .Take(1_000);
}

/// <summary>An erasure that waits for stores while all others are done.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Stores">How many stores are missing.</param>
/// <param name="LetterTo">Where to write; null if nobody is written to.</param>
public sealed record WaitingRun(Guid RunId, int Stores, LetterTo? LetterTo);
