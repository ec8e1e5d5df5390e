using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace IGSendMail.Privacy.Retention;

/// <summary>
/// Applies the retention rules: orders the erasure of what cancelled accounts left behind, deletes what is too old,
/// and writes a run with counts. Safe to kill anywhere; the next run does the rest.
/// </summary>
public sealed class RetentionJob(
    IDbContextFactory<IGSendMailContext> contexts,
    Leases leases,
    ClockGuard clock,
    PolicyShelf shelf,
    DueErasures due,
    Ageing ageing,
    ErasureWork erasures,
    AuditTrail trail,
    TimeProvider time,
    ILogger<RetentionJob> log) : IRepeatedWork
{
    /// <inheritdoc />
    public string Name => RetentionRounds.Name;

    /// <inheritdoc />
    public TimeSpan Every => TimeSpan.FromHours(1);

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            await RunAsync(time.GetUtcNow(), cancellation);
        }
        catch (ClockException refused)
        {
            log.RoundRefused(refused.Message);
        }
    }

    /// <inheritdoc cref="RunAsync(DateTimeOffset, bool, CancellationToken)" />
    public Task<RetentionRun?> RunAsync(DateTimeOffset asOf, CancellationToken cancellation) =>
        RunAsync(asOf, isClockConfirmed: false, cancellation);

    /// <summary>Applies the rules as of an instant. Returns the run, or null if another process is at it.</summary>
    /// <exception cref="ClockException">The clock cannot be trusted: nothing is deleted.</exception>
    public async Task<RetentionRun?> RunAsync(DateTimeOffset asOf, bool isClockConfirmed, CancellationToken cancellation)
    {
        // Before the lease: to a clock that was put back a lease of before looks as if somebody held it.
        await clock.CheckAsync(isClockConfirmed, cancellation);
        var round = await leases.RunAsync(RetentionRounds.Name, (lease, token) => ApplyAsync(asOf, isClockConfirmed, lease, token), cancellation);
        if (round.Result is not null)
        {
            await erasures.RunAsync(cancellation);
        }

        return round.Result;
    }

    private async Task<RetentionRun> ApplyAsync(
        DateTimeOffset asOf, bool isClockConfirmed, HeldLease lease, CancellationToken cancellation)
    {
        await clock.PassAsync(isClockConfirmed, cancellation);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        // A round asks dozens of questions: not each of them opens a connection.
        await db.Database.OpenConnectionAsync(cancellation);
        var policy = shelf.Snapshot();
        var run = await StartAsync(db, asOf, cancellation);
        await DueDeletions.RestateAsync(db, policy.ScheduleAt(asOf), lease, cancellation);

        // An account that goes as a whole takes its lists with it: one erasure, one receipt, nothing counted twice.
        run.AccountErasures = await due.OrderAsync(db, ErasureScope.Everything, policy, asOf, lease, cancellation);
        run.SubscriberErasures = await due.OrderAsync(db, ErasureScope.SubscriberData, policy, asOf, lease, cancellation);
        await ageing.ExpireAsync(db, run, asOf, lease, cancellation);
        await FinishAsync(db, run, lease, cancellation);
        return run;
    }

    private async Task<RetentionRun> StartAsync(IGSendMailContext db, DateTimeOffset asOf, CancellationToken cancellation)
    {
        var run = new RetentionRun { Id = RowKeys.New(time), StartedAt = time.GetUtcNow(), AsOf = asOf };
        await db.WriteAsync(WriteUrgency.Background, token => { db.Add(run); return Task.CompletedTask; }, cancellation);
        return run;
    }

    private async Task FinishAsync(IGSendMailContext db, RetentionRun run, HeldLease lease, CancellationToken cancellation)
    {
        var finished = time.GetUtcNow();
        await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            await Leases.ExtendAsync(db, lease, token);
            await db.RetentionRuns().Where(r => r.Id == run.Id).ExecuteUpdateAsync(set => set
                .SetProperty(r => r.FinishedAt, finished)
                .SetProperty(r => r.SubscriberErasures, run.SubscriberErasures)
                .SetProperty(r => r.AccountErasures, run.AccountErasures)
                .SetProperty(r => r.Expired, run.Expired), token);
            await trail.AppendAsync(db, new(RetentionActs.Applied, AuditActor.System)
            {
                Facts = AuditFacts.Of(
                    ("subscriberErasures", run.SubscriberErasures), ("accountErasures", run.AccountErasures), ("expired", run.Expired)),
            }, token);
        }, cancellation);

        // What readers keep of it in the log goes with the next round of the work "scrub".
        await db.Engine.ScrubAsync(db, cancellation);
    }
}
