using System.Runtime.CompilerServices;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Holds;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Retention;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Standing;

/// <summary>What the policy promises to delete, account by account, and how each of it stands.</summary>
public sealed class DueSubjects(
    IDbContextFactory<IGSendMailContext> contexts, DueErasures erasures, TimeProvider time)
{
    private const int Page = 200;

    /// <summary>
    /// Every deletion of this scope that is not finished, the earliest first: what lies ahead, what is due, held, under way
    /// or has failed.
    /// </summary>
    public async IAsyncEnumerable<DueSubject> OpenAsync(
        ErasureScope scope, PolicySnapshot policy, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = time.GetUtcNow();
        var schedule = policy.ScheduleAt(now);
        var holds = await ActiveHolds.ReadAsync(db, cancellation);
        IReadOnlyList<PendingDeletion> page;
        PendingDeletion? last = null;
        do
        {
            page = await DueDeletions.PendingAsync(db, scope, schedule, last, Page, cancellation);
            List<Guid> ids = [.. page.Select(p => p.Due.AccountId)];
            var runs = (await OpenRuns(db).Where(r => r.Scope == scope && ids.Contains(r.AccountId!.Value)).ToListAsync(cancellation))
                .ToLookup(r => r.AccountId!.Value);
            foreach (var pending in page)
            {
                var run = runs[pending.Due.AccountId].LastOrDefault();

                // What was ordered keeps its own promise: a hold may have moved it.
                var due = run?.PromisedBy is { } promised ? pending.Due with { PromisedBy = promised } : pending.Due;
                yield return SubjectOf(due, pending.Rows, run, holds, now);
                last = pending;
            }
        }
        while (page.Count == Page);
    }

    /// <summary>Deletions of cancelled accounts that were verified since an instant, the newest first.</summary>
    public async Task<IReadOnlyList<VerifiedDeletion>> VerifiedSinceAsync(DateTimeOffset since, int most, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.ErasureReceipts().AsNoTracking().Where(r => r.IssuedAt >= since)
            .Join(
                db.ErasureRuns().Where(r => r.Cause == RetentionCauses.Cancellation && r.ReplayOf == null), receipt => receipt.RunId, run => run.Id,
                (receipt, run) => new { receipt, run })
            .OrderByDescending(v => v.receipt.IssuedAt).Take(most)
            .Select(v => new VerifiedDeletion(v.receipt.Number, v.run.Scope, v.run.OrderedAt, v.receipt.IssuedAt, v.run.PromisedBy))
            .ToListAsync(cancellation);
    }

    /// <summary>
    /// Deletions whose time has come and that are neither verified nor held: under way, not ordered yet, or failed. The cost
    /// follows what is due.
    /// </summary>
    public async IAsyncEnumerable<DueSubject> DueAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = time.GetUtcNow();
        var holds = await ActiveHolds.ReadAsync(db, cancellation);
        var runs = await OpenRuns(db).Where(r => r.PromisedBy != null && ErasureStates.BeforeVerified.Contains(r.State)).ToListAsync(cancellation);
        foreach (var run in runs)
        {
            var due = new DueDeletion(run.AccountId!.Value, run.Scope, run.DueAt ?? run.OrderedAt, run.PromisedBy!.Value);
            if (SubjectOf(due, 0, run, holds, now) is { State: not DueState.OnHold } subject)
            {
                yield return subject;
            }
        }

        var ordered = runs.Select(r => (r.AccountId!.Value, r.Scope)).ToHashSet();
        foreach (var scope in RetentionCauses.Scopes)
        {
            IReadOnlyList<DueDeletion> page;
            DueDeletion? last = null;
            do
            {
                page = await DueDeletions.FindAsync(db, scope, now, last, Page, cancellation);
                foreach (var due in page)
                {
                    if (!ordered.Contains((due.AccountId, scope)) && SubjectOf(due, 0, null, holds, now) is { State: DueState.Due } subject)
                    {
                        yield return subject;
                    }

                    last = due;
                }
            }
            while (page.Count == Page);
        }
    }

    /// <summary>Those of them that somebody has to be told of, and how many of them are late.</summary>
    public async Task<DueAlarm> AlarmAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        int alarming = 0, overdue = 0;
        DateTimeOffset? first = null;
        await foreach (var subject in DueAsync(cancellation))
        {
            if (DueStates.IsAlarming(subject, now))
            {
                alarming++;
                overdue += DueStates.IsOverdue(subject, now) ? 1 : 0;
                first = first is null || subject.PromisedBy < first ? subject.PromisedBy : first;
            }
        }

        return new DueAlarm(alarming, overdue, first);
    }

    private DueSubject SubjectOf(DueDeletion due, long rows, OpenRun? run, ActiveHolds holds, DateTimeOffset now)
    {
        var isOnHold = holds.Cover(
            DataSubject.Of(new Identifier(IdentifierKind.Account, due.AccountId)), erasures.CategoriesOf(due.Scope));
        var standing = run is null ? null : new RunProgress(run.Id, run.State, run.IsStuck);
        return new DueSubject(
            due.AccountId, due.Scope, due.DueAt, due.PromisedBy, rows, DueStates.Of(now, due.DueAt, isOnHold, standing), run?.Id);
    }

    private static IQueryable<OpenRun> OpenRuns(IGSendMailContext db) => db.ErasureRuns().AsNoTracking()
        .Where(r => r.FinishedAt == null && r.AccountId != null)
        .OrderBy(r => r.OrderedAt)
        .Select(r => new OpenRun
        {
            Id = r.Id,
            AccountId = r.AccountId,
            Scope = r.Scope,
            State = r.State,
            OrderedAt = r.OrderedAt,
            DueAt = r.DueAt,
            PromisedBy = r.PromisedBy,
            IsStuck = r.HaltedAt != null || db.ErasureTasks().Any(t => t.RunId == r.Id && t.DeadAt != null),
        });

    /// <summary>An unfinished run as the database tells it.</summary>
    private sealed class OpenRun
    {
        public required Guid Id { get; init; }

        public required Guid? AccountId { get; init; }

        public required ErasureScope Scope { get; init; }

        public required ErasureState State { get; init; }

        public required DateTimeOffset OrderedAt { get; init; }

        public required DateTimeOffset? DueAt { get; init; }

        public required DateTimeOffset? PromisedBy { get; init; }

        public required bool IsStuck { get; init; }
    }
}

/// <summary>A deletion that was verified.</summary>
/// <param name="ReceiptNumber">Its receipt.</param>
/// <param name="Scope">What went.</param>
/// <param name="OrderedAt">When it was ordered.</param>
/// <param name="VerifiedAt">When everything had been read back.</param>
/// <param name="PromisedBy">By when it was promised.</param>
public sealed record VerifiedDeletion(
    string ReceiptNumber, ErasureScope Scope, DateTimeOffset OrderedAt, DateTimeOffset VerifiedAt, DateTimeOffset? PromisedBy);

/// <summary>What somebody has to be told.</summary>
/// <param name="Deletions">Deletions whose time is half over, or that failed.</param>
/// <param name="Overdue">How many of them are late.</param>
/// <param name="FirstPromise">The earliest instant by which one of them was promised; null if there is none.</param>
public sealed record DueAlarm(int Deletions, int Overdue, DateTimeOffset? FirstPromise);
