using IGSendMail.Privacy.PersonalData.Erasure;
using IGSendMail.Privacy.Policy;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.Retention;

/// <summary>
/// Knows whose time is up after a cancellation. The platform implements it: this project knows no accounts. The
/// periods are the shorter of those in force at cancellation and those in force now.
/// </summary>
public interface IDueAccounts
{
    /// <summary>Up to <paramref name="most"/> accounts whose data of this scope must go by now, in key order.</summary>
    Task<IReadOnlyList<DueAccount>> FindAsync(
        IGSendMailContext db, ErasureScope scope, DateTimeOffset now, Commitments inForce, Guid after, int most,
        CancellationToken cancellation);

    /// <summary>
    /// Looks again inside the ordering transaction, in a way that a reactivation at the same moment cannot slip
    /// through: either it is seen here, or its own transaction fails and sees the order.
    /// </summary>
    Task<bool> IsStillDueAsync(
        IGSendMailContext db, DueAccount due, DateTimeOffset now, Commitments inForce, CancellationToken cancellation);
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
