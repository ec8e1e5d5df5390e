using IGSendMail.Privacy.Audit;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace IGSendMail.Privacy.PersonalData.Erasure;

/// <summary>
/// Takes orders to erase and carries them out: plan, destroy the key, purge store by store, read back, receipt, last
/// letter. It can be killed anywhere and goes on from the last committed state.
/// </summary>
public sealed class ErasureWork(
    IDbContextFactory<IGSendMailContext> contexts,
    Leases leases,
    Sealer sealer,
    ErasureSteps steps,
    AuditTrail trail,
    IEnumerable<IAccountCloser> closers,
    TimeProvider time,
    ILogger<ErasureWork> log) : IRepeatedWork
{
    private const string LeaseName = "erasure";

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

        if (order is { Scope: ErasureScope.Everything, AccountId: { } account })
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
            OrderedAt = time.GetUtcNow(),
        };
        run.Target = await sealer.SealAsync(
            run.Place, new ErasureTarget(order.Subject.Identifiers, order.LetterTo), cancellation);
        db.Add(run);
        await trail.AppendAsync(db, run, AuditAct.ErasureOrdered, cancellation);
        return run.Id;
    }

    /// <summary>Continues every unfinished run as far as it gets.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (await leases.TryTakeAsync(LeaseName, cancellation) is not { } held)
        {
            return;
        }

        try
        {
            foreach (var run in await UnfinishedAsync(cancellation))
            {
                await ContinueAsync(run, held, cancellation);
            }
        }
        catch (LeaseLostException)
        {
            log.LogInformation("Another process took over the erasures");
        }
        finally
        {
            await leases.ReleaseAsync(held, CancellationToken.None);
        }
    }

    private async Task ContinueAsync(Guid runId, HeldLease held, CancellationToken cancellation)
    {
        try
        {
            while (await steps.AdvanceAsync(runId, held, cancellation))
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or LeaseLostException))
        {
            // One run that cannot go on must not hold up the others; it is tried again at the next pass.
            log.LogError("Erasure {Run} stopped with {Failure}; it will be tried again", runId, failure.GetType().Name);
        }
    }

    private async Task<List<Guid>> UnfinishedAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await Unfinished(db).ToListAsync(cancellation);
    }

    /// <summary>Runs to go on with, the oldest first.</summary>
    internal static IQueryable<Guid> Unfinished(IGSendMailContext db) => db.ErasureRuns().AsNoTracking()
        .Where(r => r.FinishedAt == null)
        .OrderBy(r => r.OrderedAt)
        .Select(r => r.Id)
        .Take(1_000);
}
