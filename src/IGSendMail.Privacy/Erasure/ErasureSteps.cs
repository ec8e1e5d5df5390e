using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Holds;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace IGSendMail.Privacy.Erasure;

/// <summary>The steps of a run. Each one is safe to repeat, and moves the state on only when it is complete.</summary>
public sealed class ErasureSteps(
    IDbContextFactory<IGSendMailContext> contexts,
    DataMap map,
    Vault vault,
    WordBook words,
    Sealer sealer,
    ErasureClosing closing,
    ErasureJournal journal,
    AuditTrail trail,
    ErasurePlanning planning,
    ErasurePurge purge,
    ErasureVerification verification,
    IEnumerable<SealedPart> parts)
{
    /// <summary>
    /// Does one step of a run, of bounded length. Returns false when the run is done or has to wait; remote stores are
    /// reached out to by <see cref="ReachOutAsync"/> only.
    /// </summary>
    public Task<bool> AdvanceAsync(Guid runId, HeldLease lease, CancellationToken cancellation) =>
        AdvanceAsync(runId, null, lease, cancellation);

    /// <summary>The same, but a run whose stores are to be emptied is added to those that the caller purges together.</summary>
    internal async Task<bool> AdvanceAsync(
        Guid runId, ICollection<PurgingRun>? together, HeldLease lease, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var run = await db.ErasureRuns().AsNoTracking().SingleAsync(r => r.Id == runId, cancellation);
        switch (run.State)
        {
            case ErasureState.Ordered or ErasureState.Planned or ErasureState.Purging when await IsOnHoldAsync(db, run, cancellation):
                return false;
            case ErasureState.Ordered:
                await planning.PlanAsync(db, run, StoresOf(run), await SubjectAsync(run, cancellation), lease, cancellation);
                return true;
            case ErasureState.Planned when run.HaltedAt is not null:
                return false;
            case ErasureState.Planned when !await MayBeginAsync(db, run, lease, cancellation):
                return true;
            case ErasureState.Planned:
                await BeginAsync(db, run, lease, cancellation);
                return true;
            case ErasureState.Purging when together is null:
                return await PurgeAsync([await PurgingAsync(run, cancellation)], lease, cancellation) is [];
            case ErasureState.Purging:
                together.Add(await PurgingAsync(run, cancellation));
                return true;
            case ErasureState.Verified:
                await closing.WriteReceiptAsync(run, await SubjectAsync(run, cancellation), StoresOf(run), lease, cancellation);
                return true;
            case ErasureState.Receipted:
                await closing.SendLastLetterAsync(run, await TargetAsync(run, cancellation), await SubjectAsync(run, cancellation), lease, cancellation);
                return true;
            case ErasureState.LetterSent:
                return await closing.FinishAsync(run, lease, cancellation);
            default:
                return false;
        }
    }

    /// <summary>
    /// Goes on with emptying stores of runs, and verifies those that are empty. Returns the runs that have to wait: for a store,
    /// or because what was deleted is still in the files while others read them.
    /// </summary>
    internal async Task<IReadOnlyList<Guid>> PurgeAsync(
        IReadOnlyList<PurgingRun> runs, HeldLease lease, CancellationToken cancellation)
    {
        var progress = await purge.AdvanceAsync(runs, lease, cancellation);
        var unclean = await verification.VerifyAsync(
            [.. runs.Where(r => progress[r.Run.Id] == PurgeProgress.Emptied)], lease, cancellation);
        return [.. unclean.Concat(runs.Where(r => progress[r.Run.Id] == PurgeProgress.Waits)).Select(r => r.Run.Id)];
    }

    /// <summary>Reaches out to the remote stores of a run that are due. True if none is open any more: the run can go on.</summary>
    public async Task<bool> ReachOutAsync(Guid runId, HeldLease lease, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var run = await db.ErasureRuns().AsNoTracking().SingleAsync(r => r.Id == runId, cancellation);
        return run.State == ErasureState.Purging
            && !await IsOnHoldAsync(db, run, cancellation)
            && await purge.ReachOutAsync(await PurgingAsync(run, cancellation), lease, cancellation);
    }

    /// <summary>
    /// A legal hold stops a run wherever it is, until it is lifted. A replay repeats what was deleted before any hold.
    /// </summary>
    private async Task<bool> IsOnHoldAsync(IGSendMailContext db, ErasureRun run, CancellationToken cancellation) =>
        run.ReplayOf is null
        && (await ActiveHolds.ReadAsync(db, cancellation)).Cover(
            await SubjectAsync(run, cancellation), StoresOf(run).Select(s => s.Description.Category));

    private IReadOnlyList<IPersonalDataStore> StoresOf(ErasureRun run) => [.. map.Stores.Where(s => run.Scope.Covers(s.Description))];

    /// <summary>
    /// A replay repeats what was looked at and done before. And once it stands in the journal a run has begun, though it was
    /// killed before it could note so: there is nothing left to be careful about.
    /// </summary>
    private async Task<bool> MayBeginAsync(IGSendMailContext db, ErasureRun run, HeldLease lease, CancellationToken cancellation) =>
        run.ReplayOf is not null
        || await journal.HasBegunAsync(run.Id, cancellation)
        || await planning.StandsAsync(db, run, StoresOf(run), await SubjectAsync(run, cancellation), lease, cancellation);

    /// <summary>
    /// Written down in the journal first: once a key is destroyed, a restored backup must not bring anything back.
    /// </summary>
    private async Task BeginAsync(IGSendMailContext db, ErasureRun run, HeldLease lease, CancellationToken cancellation)
    {
        var number = await journal.BeginAsync(run, await SubjectAsync(run, cancellation), cancellation);
        await DestroyKeysAsync(run, cancellation);
        await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            await Leases.ExtendAsync(db, lease, token);
            await ErasureJournal.RecordAsync(db, number, token);
            await trail.AppendAsync(db, run, ErasureActs.KeyDestroyed, token);
            await SetStateAsync(db, run, ErasureState.Purging, token);
        }, cancellation);
    }

    /// <summary>From here on the sealed values cannot be read any more, in backups of the database either.</summary>
    private async Task DestroyKeysAsync(ErasureRun run, CancellationToken cancellation)
    {
        if (run.AccountId is { } whole)
        {
            foreach (var part in words.All<KeyOwnerKind>().Where(k => k.PartOf == PersonKeys.Account && Goes(run.Scope, k)))
            {
                await vault.DestroyKeyAsync(part.Of(whole), cancellation);
            }
        }

        if (!run.Scope.IsEverything)
        {
            return;
        }

        if (run.AccountId is { } account)
        {
            await vault.DestroyKeyAsync(PersonKeys.Account.Of(account), cancellation);
        }

        foreach (var request in (await SubjectAsync(run, cancellation)).Values(IdentifierKind.Request))
        {
            await vault.DestroyKeyAsync(PersonKeys.Request.Of(request), cancellation);
        }
    }

    private bool Goes(ErasureScope scope, KeyOwnerKind part) =>
        scope.IsEverything || parts.Any(p => p.Kind == part && scope.Includes(p.Category));

    private async Task<PurgingRun> PurgingAsync(ErasureRun run, CancellationToken cancellation) =>
        new(run, StoresOf(run), await SubjectAsync(run, cancellation));

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
        StoredIdentifiers.Read((await TargetAsync(run, cancellation)).Identifiers, words);
}

/// <summary>Options of erasures (section <c>Erasure</c>).</summary>
/// <param name="Slice">Most rows in one transaction (<c>Erasure:Slice</c>); above 4,500 SQL Server would lock whole tables.</param>
public sealed record ErasureOptions(int Slice)
{
    /// <summary>Most rows in one transaction: SQL Server locks a whole table at 5,000.</summary>
    public const int LargestSlice = 4_500;

    /// <summary>Most rows in one transaction unless configured; slices are smaller where they take too long.</summary>
    public const int StandardSlice = LargestSlice;

    /// <summary>Reads the options.</summary>
    /// <exception cref="InvalidSettingException">The slice is not a number from 1 to 4,500.</exception>
    public static ErasureOptions Read(IConfiguration configuration) =>
        new((int)(new Section(configuration, "Erasure").Whole("Slice", 1, LargestSlice) ?? StandardSlice));
}
