using System.Globalization;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Audit.Journal;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace IGSendMail.Privacy.PersonalData.Erasure;

/// <summary>The steps of a run. Each one is safe to repeat, and moves the state on only when it is complete.</summary>
public sealed class ErasureSteps(
    IDbContextFactory<IGSendMailContext> contexts,
    DataMap map,
    Vault vault,
    Sealer sealer,
    ErasureClosing closing,
    ErasureJournal journal,
    AuditTrail trail,
    IEnumerable<IErasureFollower> followers,
    ErasureOptions options,
    ILogger<ErasureSteps> log)
{
    private const int LeastSlice = 50;

    private readonly SlicePace _pace = new(options.Slice, LeastSlice);

    /// <summary>Does one step of a run. Returns false when the run is done or has to wait.</summary>
    public async Task<bool> AdvanceAsync(Guid runId, HeldLease held, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var run = await db.ErasureRuns().AsNoTracking().SingleAsync(r => r.Id == runId, cancellation);
        switch (run.State)
        {
            case ErasureState.Ordered:
                await PlanAsync(db, run, held, cancellation);
                return true;
            case ErasureState.Planned:
                await BeginAsync(db, run, held, cancellation);
                return true;
            case ErasureState.Purging:
                return await PurgeAsync(run, held, cancellation);
            case ErasureState.Verified:
                await closing.WriteReceiptAsync(run, await SubjectAsync(run, cancellation), StoresOf(run), held, cancellation);
                return true;
            case ErasureState.Receipted:
                await closing.SendLastLetterAsync(run, await TargetAsync(run, cancellation), held, cancellation);
                return true;
            case ErasureState.LetterSent:
                return await closing.FinishAsync(run, held, cancellation);
            default:
                return false;
        }
    }

    private IEnumerable<IPersonalDataStore> StoresOf(ErasureRun run) => map.Stores.Where(s =>
        run.Scope == ErasureScope.Everything || s.Description.Category == DataCategory.Subscriber || s.Description.HoldsListsToo);

    private async Task PlanAsync(IGSendMailContext db, ErasureRun run, HeldLease held, CancellationToken cancellation)
    {
        var subject = await SubjectAsync(run, cancellation);
        var tasks = new List<ErasureTask>();
        foreach (var store in StoresOf(run))
        {
            var counts = await store.CountAsync(subject, cancellation);
            tasks.Add(new ErasureTask
            {
                RunId = run.Id,
                StoreKey = store.Description.Key,
                PlannedRows = counts.Where(c => c.Disposition == DispositionKind.Delete).Sum(c => c.Rows),
            });
        }

        await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            await Leases.ExtendAsync(db, held, token);
            await db.ErasureTasks().Where(t => t.RunId == run.Id).ExecuteDeleteAsync(token);
            db.AddRange(tasks);
            await SetStateAsync(db, run, ErasureState.Planned, token);
        }, cancellation);
    }

    /// <summary>
    /// Written down in the journal first: once a key is destroyed, a restored backup must not bring anything back.
    /// </summary>
    private async Task BeginAsync(IGSendMailContext db, ErasureRun run, HeldLease held, CancellationToken cancellation)
    {
        var number = await journal.BeginAsync(run, await SubjectAsync(run, cancellation), cancellation);
        await DestroyKeysAsync(run, cancellation);
        await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            await Leases.ExtendAsync(db, held, token);
            await ErasureJournal.RecordAsync(db, number, token);
            await trail.AppendAsync(db, run, AuditAct.KeyDestroyed, token);
            await SetStateAsync(db, run, ErasureState.Purging, token);
        }, cancellation);
    }

    /// <summary>From here on the sealed values cannot be read any more, in backups of the database either.</summary>
    private async Task DestroyKeysAsync(ErasureRun run, CancellationToken cancellation)
    {
        if (run.AccountId is { } audience)
        {
            await vault.DestroyKeyAsync(KeyOwner.Audience(audience), cancellation);
        }

        if (run.Scope != ErasureScope.Everything)
        {
            return;
        }

        if (run.AccountId is { } account)
        {
            await vault.DestroyKeyAsync(KeyOwner.Account(account), cancellation);
        }

        foreach (var request in (await SubjectAsync(run, cancellation)).Values(IdentifierKind.Request))
        {
            await vault.DestroyKeyAsync(KeyOwner.Request(request), cancellation);
        }
    }

    /// <summary>False if it has to wait: what was deleted is still in the files while others read them.</summary>
    private async Task<bool> PurgeAsync(ErasureRun run, HeldLease held, CancellationToken cancellation)
    {
        var subject = await SubjectAsync(run, cancellation);
        foreach (var store in StoresOf(run))
        {
            while (await PurgeSliceAsync(run, store, subject, held, cancellation))
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }

        long left = 0;
        foreach (var store in StoresOf(run))
        {
            var here = await store.LeftAsync(subject, cancellation);
            if (here > 0)
            {
                log.LogWarning("Erasure {Run}: {Left} values are still in {Store}; it is purged again", run.Id, here, store.Description.Key);
                left += here;
            }
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (left > 0)
        {
            await db.WriteAsync(WriteUrgency.Background, token => db.ErasureTasks().Where(t => t.RunId == run.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(t => t.Done, false), token), cancellation);
            return true;
        }

        if (!await db.Engine.ScrubAsync(db, cancellation) || !await vault.ScrubAsync(cancellation))
        {
            log.LogInformation("Erasure {Run} waits: readers keep deleted content or a destroyed key in a write-ahead log", run.Id);
            return false;
        }

        await journal.VerifiedAsync(run.Id, cancellation);
        await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            await Leases.ExtendAsync(db, held, token);
            foreach (var follower in followers)
            {
                await follower.VerifiedAsync(db, run, token);
            }

            await trail.AppendAsync(db, run, AuditAct.ErasureVerified, token);
            await SetStateAsync(db, run, ErasureState.Verified, token);
        }, cancellation);
        return true;
    }

    private async Task<bool> PurgeSliceAsync(
        ErasureRun run, IPersonalDataStore store, DataSubject subject, HeldLease held, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        long start = 0;
        var goesOn = await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            // Waiting for its turn is no part of what a slice takes.
            start = db.Time.GetTimestamp();
            await Leases.ExtendAsync(db, held, token);
            var task = await db.ErasureTasks().SingleAsync(t => t.RunId == run.Id && t.StoreKey == store.Description.Key, token);
            if (task.Done)
            {
                return false;
            }

            var step = await store.EraseAsync(db, subject, _pace.Next, token);
            task.Removed += step.Removed;
            task.Changed += step.Changed;
            task.Done = step.Done;
            return !step.Done;
        }, cancellation);
        if (goesOn)
        {
            _pace.Took(db.Time.GetElapsedTime(start));
        }

        return goesOn;
    }

    internal static async Task SetStateAsync(
        IGSendMailContext db, ErasureRun run, ErasureState next, CancellationToken cancellation)
    {
        var row = await db.ErasureRuns().SingleAsync(r => r.Id == run.Id, cancellation);
        row.State = next;
    }

    private async Task<ErasureTarget> TargetAsync(ErasureRun run, CancellationToken cancellation) =>
        await sealer.OpenAsync<ErasureTarget>(
            run, run.Target ?? throw new InvalidOperationException($"Erasure {run.Id:N} has lost its target."), cancellation);

    private async Task<DataSubject> SubjectAsync(ErasureRun run, CancellationToken cancellation) =>
        new((await TargetAsync(run, cancellation)).Identifiers);
}

/// <summary>Options of erasures (section <c>Erasure</c>).</summary>
/// <param name="Slice">Most rows in one transaction (<c>Erasure:Slice</c>); above 4,500 SQL Server would lock whole tables.</param>
public sealed record ErasureOptions(int Slice)
{
    /// <summary>Rows in one transaction unless configured.</summary>
    public const int StandardSlice = 1_000;

    /// <summary>Reads the options.</summary>
    /// <exception cref="InvalidSettingException">The slice is not a number from 1 to 4,500.</exception>
    public static ErasureOptions Read(IConfiguration configuration) => configuration["Erasure:Slice"] is not { Length: > 0 } text
        ? new ErasureOptions(StandardSlice)
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var slice) && slice is >= 1 and <= 4_500
        ? new ErasureOptions(slice)
        : throw new InvalidSettingException("Erasure:Slice", "must be a whole number from 1 to 4500");
}
