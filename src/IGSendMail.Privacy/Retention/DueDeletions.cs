using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Policy;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Retention;

/// <summary>Which promised deletions are due, and which lie ahead.</summary>
public static class DueDeletions
{
    private const int Page = 200;

    /// <summary>
    /// Has promises take over the shorter periods of the version in force, in transactions of their own: by that they are found. Until then
    /// <see cref="FindAsync"/> does not see what that version makes due.
    /// </summary>
    internal static async Task RestateAsync(
        IGSendMailContext db, PromiseSchedule schedule, HeldLease lease, CancellationToken cancellation)
    {
        var inForce = new PromiseSchedule([schedule.Steps[0]]);
        int stated;
        do
        {
            stated = await db.WriteAsync(WriteUrgency.Background, async token =>
            {
                await Leases.ExtendAsync(db, lease, token);
                var page = await Unstated(db, inForce.Steps[0].Version).Take(Page).ToListAsync(token);
                page.ForEach(p => p.Restate(inForce));
                return page.Count;
            }, cancellation);
            db.ChangeTracker.Clear();
        }
        while (stated == Page);
    }

    /// <summary>Up to <paramref name="most"/> deletions of this scope that are due by now, the longest due first.</summary>
    /// <param name="db">The caller's context.</param>
    /// <param name="scope">What has to go.</param>
    /// <param name="now">By when.</param>
    /// <param name="after">The last one of the page before; null for the first page.</param>
    /// <param name="most">Length of a page.</param>
    /// <param name="cancellation">Cancels.</param>
    public static async Task<IReadOnlyList<DueDeletion>> FindAsync(
        IGSendMailContext db, ErasureScope scope, DateTimeOffset now, DueDeletion? after, int most, CancellationToken cancellation)
    {
        var page = await Due(db, scope, now, after).Take(most).ToListAsync(cancellation);
        return [.. page.Select(Stored)];
    }

    /// <summary>
    /// Looks again inside the ordering transaction, in a way that a reactivation at the same moment cannot slip through:
    /// either it is seen here, or its own transaction fails and sees the order.
    /// </summary>
    internal static async Task<bool> IsStillDueAsync(
        IGSendMailContext db, DueDeletion due, DateTimeOffset now, CancellationToken cancellation)
    {
        var promise = await NotClosed(db, db.PromisedDeletions()).SingleOrDefaultAsync(
            p => p.AccountId == due.AccountId && p.Scope == due.Scope, cancellation);
        if (promise is null || promise.DueAt > now || Stored(promise) != due)
        {
            return false;
        }

        // Counting the revision makes a reactivation at the same moment fail instead of slipping through.
        db.Entry(promise).Property(p => p.AccountRevision).IsModified = true;
        return true;
    }

    /// <summary>
    /// What lies ahead and what is due and not yet gone, announced versions counted in; up to <paramref name="most"/> of
    /// this scope, the earliest first.
    /// </summary>
    public static async Task<IReadOnlyList<PendingDeletion>> PendingAsync(
        IGSendMailContext db, ErasureScope scope, PromiseSchedule schedule, PendingDeletion? after, int most,
        CancellationToken cancellation)
    {
        var page = await InOrder(db.PromisedDeletions(), scope, DateTimeOffset.MaxValue, after is null ? null : (after.StoredAt, after.Due.AccountId))
            .AsNoTracking().Take(most).ToListAsync(cancellation);
        return [.. page.Select(p => Pending(p, schedule))];
    }

    /// <summary>The same for one account, its lists first.</summary>
    public static async Task<IReadOnlyList<PendingDeletion>> PendingAsync(
        IGSendMailContext db, PromiseSchedule schedule, Guid accountId, CancellationToken cancellation)
    {
        var rows = await db.PromisedDeletions().AsNoTracking().Where(p => p.AccountId == accountId).ToListAsync(cancellation);
        return [.. rows.OrderBy(p => p.Scope != ErasureScope.SubscriberData).Select(p => Pending(p, schedule))];
    }

    /// <summary>Promises that were not yet compared with this version.</summary>
    internal static IQueryable<PromisedDeletion> Unstated(IGSendMailContext db, string version) =>
        NotClosed(db, db.PromisedDeletions()).Where(p => p.CancelledAt != null && p.ComparedWith != version).OrderBy(p => p.CancelledAt);

    /// <summary>Found by the index on the instant; the cost follows what is due.</summary>
    internal static IQueryable<PromisedDeletion> Due(IGSendMailContext db, ErasureScope scope, DateTimeOffset now, DueDeletion? after) =>
        InOrder(NotClosed(db, db.PromisedDeletions()), scope, now, after is null ? null : (after.DueAt, after.AccountId)).AsNoTracking();

    /// <summary>Once the deletion of everything is ordered, it takes along whatever else was promised.</summary>
    private static IQueryable<PromisedDeletion> NotClosed(IGSendMailContext db, IQueryable<PromisedDeletion> promises) =>
        promises.Where(p => !db.ErasureRuns().Any(
            r => r.AccountId == p.AccountId && r.Scope == ErasureScope.Everything && r.FinishedAt == null));

    private static IQueryable<PromisedDeletion> InOrder(
        IQueryable<PromisedDeletion> promises, ErasureScope scope, DateTimeOffset until, (DateTimeOffset At, Guid Id)? after)
    {
        var (at, id) = after ?? (DateTimeOffset.MinValue, Guid.Empty);
        return promises
            .Where(p => p.Scope == scope && p.DueAt <= until && p.DueAt >= at && (p.DueAt > at || p.AccountId.CompareTo(id) > 0))
            .OrderBy(p => p.DueAt).ThenBy(p => p.AccountId);
    }

    private static PendingDeletion Pending(PromisedDeletion promise, PromiseSchedule schedule) =>
        new(promise.Under(schedule), promise.Rows, promise.DueAt);

    private static DueDeletion Stored(PromisedDeletion promise) =>
        new(promise.AccountId, promise.Scope, promise.DueAt, promise.PromisedBy);
}
