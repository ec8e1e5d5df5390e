using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Holds;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Retention;

/// <summary>Orders the erasure of what cancelled accounts left behind, once its time is up.</summary>
public sealed class DueErasures(ISubjectDirectory directory, Subjects subjects, ErasureWork erasures, DataMap map)
{
    private const int Page = 200;

    /// <summary>Orders what is due of this scope as of an instant. Returns how many.</summary>
    internal async Task<int> OrderAsync(
        IGSendMailContext db, ErasureScope scope, PolicySnapshot policy, DateTimeOffset asOf, HeldLease lease,
        CancellationToken cancellation)
    {
        var ordered = 0;
        DueDeletion? last = null;
        IReadOnlyList<DueDeletion> page;
        do
        {
            page = await DueDeletions.FindAsync(db, scope, asOf, last, Page, cancellation);
            foreach (var due in page)
            {
                ordered += await OrderAsync(db, due, policy, asOf, lease, cancellation) ? 1 : 0;
                last = due;
            }
        }
        while (page.Count == Page);

        return ordered;
    }

    /// <summary>What an erasure of this scope would delete from.</summary>
    public IEnumerable<DataCategory> CategoriesOf(ErasureScope scope) =>
        map.Stores.Select(s => s.Description.Category).Distinct().Where(scope.Includes);

    private async Task<bool> OrderAsync(
        IGSendMailContext db, DueDeletion due, PolicySnapshot policy, DateTimeOffset asOf, HeldLease lease,
        CancellationToken cancellation)
    {
        if (await IsOrderedAsync(db, due, cancellation))
        {
            return false;
        }

        var subject = await subjects.OfAccountAsync(due.AccountId, cancellation);
        var holder = await directory.HolderOfAsync(due.AccountId, cancellation);
        var letter = holder is null ? null : new LetterTo(holder.Address, holder.Name, null, holder.Locale);
        var isOrdered = await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            await Leases.ExtendAsync(db, lease, token);
            if (await IsOrderedAsync(db, due, token)
                || (await ActiveHolds.ReadAsync(db, token)).Cover(subject, CategoriesOf(due.Scope))
                || !await DueDeletions.IsStillDueAsync(db, due, asOf, token))
            {
                return false;
            }

            var promise = await PromiseAsync(db, due, policy.ScheduleAt(asOf), token);
            var order = new ErasureOrder(RetentionCauses.Cancellation, due.Scope, subject, due.AccountId, null, letter)
            {
                DueAt = promise.DueAt,
                PromisedBy = await PromisedByAsync(db, promise, subject, token),
            };
            await erasures.OrderAsync(db, due.Trigger, order, token);
            return true;
        }, cancellation);
        db.ChangeTracker.Clear();
        return isOrdered;
    }

    /// <summary>An account that goes as a whole takes lists with it that were not gone yet: theirs is the earlier promise.</summary>
    private static async Task<DueDeletion> PromiseAsync(
        IGSendMailContext db, DueDeletion due, PromiseSchedule schedule, CancellationToken cancellation) =>
        (await DueDeletions.PendingAsync(db, schedule, due.AccountId, cancellation))
            .Select(p => p.Due).Append(due).Where(d => due.Scope == ErasureScope.Everything || d.Scope == due.Scope).MinBy(d => d.PromisedBy)!;

    /// <summary>What a legal hold kept waiting has the same time for its deletion once the hold is lifted.</summary>
    private async Task<DateTimeOffset> PromisedByAsync(
        IGSendMailContext db, DueDeletion due, DataSubject subject, CancellationToken cancellation)
    {
        var lifted = (await HoldHistory.LiftedSinceAsync(db, subject, CategoriesOf(due.Scope), due.DueAt, cancellation)).Max(h => h.LiftedAt);
        var after = lifted + (due.PromisedBy - due.DueAt);
        return after > due.PromisedBy ? after.Value : due.PromisedBy;
    }

    /// <summary>A policy that shortens the period meanwhile changes the trigger, but not what is under way.</summary>
    private static Task<bool> IsOrderedAsync(IGSendMailContext db, DueDeletion due, CancellationToken cancellation) =>
        db.ErasureRuns().AnyAsync(
            r => r.Trigger == due.Trigger
                || (r.AccountId == due.AccountId && r.Scope == due.Scope && r.Cause == RetentionCauses.Cancellation && r.FinishedAt == null),
            cancellation);
}
