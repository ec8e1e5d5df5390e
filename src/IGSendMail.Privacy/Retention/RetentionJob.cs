using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.PersonalData.Erasure;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Requests;
using IGSendMail.Privacy.Retention.Holds;
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
    IDueAccounts dueAccounts,
    ISubjectDirectory directory,
    RequestSubjects subjects,
    PolicyShelf shelf,
    ErasureWork erasures,
    DataMap map,
    RetentionPeriods periods,
    AuditTrail trail,
    TimeProvider time,
    ILogger<RetentionJob> log) : IRepeatedWork
{
    /// <summary>The name to ring for, and of its lease.</summary>
    public const string WorkName = "retention";

    private const int Page = 200;
    private const int MostInSlice = 1_000;
    private const int LeastInSlice = 50;

    /// <inheritdoc />
    public string Name => WorkName;

    /// <inheritdoc />
    public TimeSpan Every => TimeSpan.FromHours(1);

    /// <inheritdoc />
    public Task RunAsync(CancellationToken cancellation) => RunAsync(time.GetUtcNow(), cancellation);

    /// <summary>Applies the rules as of an instant. Returns the run, or null if another process is at it.</summary>
    /// <exception cref="ClockBehindException">The clock is behind an earlier run: nothing is deleted.</exception>
    public async Task<RetentionRun?> RunAsync(DateTimeOffset asOf, CancellationToken cancellation)
    {
        if (await leases.TryTakeAsync(WorkName, cancellation) is not { } held)
        {
            return null;
        }

        RetentionRun run;
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            await RefuseIfClockIsBehindAsync(db, cancellation);
            run = await StartAsync(db, asOf, cancellation);
            run.SubscriberErasures = await OrderAsync(db, ErasureScope.SubscriberData, asOf, held, cancellation);
            run.AccountErasures = await OrderAsync(db, ErasureScope.Everything, asOf, held, cancellation);
            await ExpireAsync(db, run, asOf, held, cancellation);
            await FinishAsync(db, run, held, cancellation);
        }
        finally
        {
            await leases.ReleaseAsync(held, CancellationToken.None);
        }

        await erasures.RunAsync(cancellation);
        return run;
    }

    /// <summary>What a run as of this instant would do. Changes nothing.</summary>
    public async Task<RetentionForecast> ForecastAsync(DateTimeOffset asOf, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var holds = await ActiveHolds.ReadAsync(db, cancellation);
        var accounts = new List<DueAccount>();
        foreach (var scope in Enum.GetValues<ErasureScope>())
        {
            await foreach (var due in DueAsync(db, scope, asOf, cancellation))
            {
                if (!holds.Cover(DataSubject.Of(new Identifier(IdentifierKind.Account, due.AccountId)), CategoriesOf(scope)))
                {
                    accounts.Add(due);
                }
            }
        }

        var expiring = new List<(string Place, long Count)>();
        foreach (var expiry in map.Expiries.Where(e => e.Category is not { } category || !holds.Cover(category)))
        {
            var count = await expiry.CountAsync(db, periods[expiry.Period].Before(asOf), cancellation);
            if (count > 0)
            {
                expiring.Add((expiry.Place, count));
            }
        }

        return new RetentionForecast(accounts, expiring);
    }

    private async Task RefuseIfClockIsBehindAsync(IGSendMailContext db, CancellationToken cancellation)
    {
        var newest = await db.RetentionRuns().MaxAsync(r => (DateTimeOffset?)r.StartedAt, cancellation);
        if (newest > time.GetUtcNow())
        {
            throw new ClockBehindException(newest.Value);
        }
    }

    private async Task<RetentionRun> StartAsync(IGSendMailContext db, DateTimeOffset asOf, CancellationToken cancellation)
    {
        var run = new RetentionRun { Id = RowKeys.New(time), StartedAt = time.GetUtcNow(), AsOf = asOf };
        await db.WriteAsync(WriteUrgency.Background, token => { db.Add(run); return Task.CompletedTask; }, cancellation);
        return run;
    }

    private async Task<int> OrderAsync(
        IGSendMailContext db, ErasureScope scope, DateTimeOffset asOf, HeldLease held, CancellationToken cancellation)
    {
        var ordered = 0;
        await foreach (var due in DueAsync(db, scope, asOf, cancellation))
        {
            var subject = await subjects.OfAccountAsync(due.AccountId, cancellation);
            var holder = await directory.HolderOfAsync(due.AccountId, cancellation);
            var letter = holder is null ? null : new LetterTo(holder.Address, holder.Name, null);
            ordered += await db.WriteAsync(WriteUrgency.Background, async token =>
            {
                await Leases.ExtendAsync(db, held, token);
                if (await db.ErasureRuns().AnyAsync(r => r.Trigger == due.Trigger, token)
                    || (await ActiveHolds.ReadAsync(db, token)).Cover(subject, CategoriesOf(scope))
                    || !await dueAccounts.IsStillDueAsync(db, due, asOf, shelf.InForce.Commitments, token))
                {
                    return 0;
                }

                await erasures.OrderAsync(db, due.Trigger, new ErasureOrder(
                    ErasureCause.Cancellation, scope, subject, due.AccountId, null, letter), token);
                return 1;
            }, cancellation);
            db.ChangeTracker.Clear();
        }

        return ordered;
    }

    /// <summary>What an erasure of this scope would delete from.</summary>
    private IEnumerable<DataCategory> CategoriesOf(ErasureScope scope) => scope == ErasureScope.SubscriberData
        ? [DataCategory.Subscriber]
        : map.Stores.Select(s => s.Description.Category).Distinct();

    private async IAsyncEnumerable<DueAccount> DueAsync(
        IGSendMailContext db, ErasureScope scope, DateTimeOffset asOf,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var after = Guid.Empty;
        while (true)
        {
            var page = await dueAccounts.FindAsync(db, scope, asOf, shelf.InForce.Commitments, after, Page, cancellation);
            foreach (var due in page)
            {
                yield return due;
            }

            if (page.Count < Page)
            {
                yield break;
            }

            after = page[^1].AccountId;
        }
    }

    private async Task ExpireAsync(
        IGSendMailContext db, RetentionRun run, DateTimeOffset asOf, HeldLease held, CancellationToken cancellation)
    {
        foreach (var expiry in map.Expiries)
        {
            var before = periods[expiry.Period].Before(asOf);
            var pace = new SlicePace(MostInSlice, LeastInSlice);
            long expired = 0;
            int last, most;
            do
            {
                most = pace.Next;
                long start = 0;
                last = await db.WriteAsync(WriteUrgency.Background, async token =>
                {
                    start = time.GetTimestamp();
                    await Leases.ExtendAsync(db, held, token);
                    // Read in the same transaction: a hold that stands when a slice begins holds.
                    return expiry.Category is { } category && (await ActiveHolds.ReadAsync(db, token)).Cover(category)
                        ? 0
                        : await expiry.ExpireSliceAsync(db, before, most, token);
                }, cancellation);
                pace.Took(time.GetElapsedTime(start));
                expired += last;
            }
            while (last == most);

            if (expired > 0)
            {
                log.LogInformation("{Expired} went from {Place} by age", expired, expiry.Place);
                run.Expired += expired;
                await db.WriteAsync(WriteUrgency.Background, token =>
                {
                    db.Add(new RetentionRunLine { RunId = run.Id, Place = expiry.Place, Expired = expired });
                    return Task.CompletedTask;
                }, cancellation);
            }
        }
    }

    private async Task FinishAsync(IGSendMailContext db, RetentionRun run, HeldLease held, CancellationToken cancellation)
    {
        var finished = time.GetUtcNow();
        await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            await Leases.ExtendAsync(db, held, token);
            await db.RetentionRuns().Where(r => r.Id == run.Id).ExecuteUpdateAsync(set => set
                .SetProperty(r => r.FinishedAt, finished)
                .SetProperty(r => r.SubscriberErasures, run.SubscriberErasures)
                .SetProperty(r => r.AccountErasures, run.AccountErasures)
                .SetProperty(r => r.Expired, run.Expired), token);
            await trail.AppendAsync(db, new(AuditAct.RetentionApplied, AuditActor.System)
            {
                Facts = AuditFacts.Of(
                    ("subscriberErasures", run.SubscriberErasures), ("accountErasures", run.AccountErasures), ("expired", run.Expired)),
            }, token);
        }, cancellation);

        // What readers keep of it in the log goes with the next round of the work "scrub".
        await db.Engine.ScrubAsync(db, cancellation);
    }
}

/// <summary>What a retention run would do.</summary>
/// <param name="Accounts">Accounts whose time is up.</param>
/// <param name="Expiring">Rows and files that would go by age, by place.</param>
public sealed record RetentionForecast(
    IReadOnlyList<DueAccount> Accounts, IReadOnlyList<(string Place, long Count)> Expiring);

/// <summary>The clock is behind an earlier run. Nothing is deleted until it has caught up.</summary>
public sealed class ClockBehindException(DateTimeOffset newest)
    : Exception($"The clock is behind the retention run of {newest:u}. Nothing is deleted until it has caught up.");
