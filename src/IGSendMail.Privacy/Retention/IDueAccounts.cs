using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Policy;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.Retention;

/// <summary>
/// Knows whose time is up after a cancellation. The platform implements it: this project knows no accounts. The
/// periods are the shorter of those in force at cancellation and those in force since.
/// </summary>
public interface IDueAccounts
{
    /// <summary>
    /// Has cancelled accounts take over the shorter periods of the version in force, in transactions of their own. Until
    /// then <see cref="FindAsync"/> does not see what that version makes due.
    /// </summary>
    Task RestateAsync(IGSendMailContext db, PromiseSchedule schedule, HeldLease held, CancellationToken cancellation);

    /// <summary>Up to <paramref name="most"/> accounts whose data of this scope must go by now, the longest due first.</summary>
    /// <param name="db">The caller's context.</param>
    /// <param name="scope">What has to go.</param>
    /// <param name="now">By when.</param>
    /// <param name="after">The last one of the page before; null for the first page.</param>
    /// <param name="most">Length of a page.</param>
    /// <param name="cancellation">Cancels.</param>
    Task<IReadOnlyList<DueAccount>> FindAsync(
        IGSendMailContext db, ErasureScope scope, DateTimeOffset now, DueAccount? after, int most, CancellationToken cancellation);

    /// <summary>
    /// Looks again inside the ordering transaction, in a way that a reactivation at the same moment cannot slip
    /// through: either it is seen here, or its own transaction fails and sees the order.
    /// </summary>
    Task<bool> IsStillDueAsync(IGSendMailContext db, DueAccount due, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>
    /// What lies ahead of cancelled accounts and what is due and not yet gone, announced versions counted in; up to
    /// <paramref name="most"/> of this scope, the earliest first.
    /// </summary>
    Task<IReadOnlyList<PendingDeletion>> PendingAsync(
        IGSendMailContext db, ErasureScope scope, PromiseSchedule schedule, PendingDeletion? after, int most,
        CancellationToken cancellation);

    /// <summary>The same for one account.</summary>
    Task<IReadOnlyList<PendingDeletion>> PendingAsync(
        IGSendMailContext db, PromiseSchedule schedule, Guid accountId, CancellationToken cancellation);
}

/// <summary>An account whose time is up.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Scope">What has to go.</param>
/// <param name="DueAt">Since when.</param>
/// <param name="PromisedBy">The instant at which the promise would be broken.</param>
public sealed record DueAccount(Guid AccountId, ErasureScope Scope, DateTimeOffset DueAt, DateTimeOffset PromisedBy)
{
    /// <summary>Names the decision: the same cancellation is never carried out twice.</summary>
    public string Trigger => $"cancellation/{AccountId:N}/{Scope}/{PromisedBy.UtcTicks}";
}

/// <summary>A deletion that lies ahead.</summary>
/// <param name="Due">What, and when by the promises that bind and those that are announced.</param>
/// <param name="Rows">Rows of lists, counted at the cancellation; 0 where it is about everything else.</param>
/// <param name="StoredAt">When it begins by what was last stored: the order of pages.</param>
public sealed record PendingDeletion(DueAccount Due, long Rows, DateTimeOffset StoredAt);
