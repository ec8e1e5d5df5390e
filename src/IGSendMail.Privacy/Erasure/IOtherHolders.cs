using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.Erasure;

/// <summary>Somebody else who still has the address of an erased person and decides about it.</summary>
/// <param name="Company">Who.</param>
/// <param name="ToldAt">When they were told of the person's request; null if that e-mail has not left yet.</param>
public sealed record OtherHolder(string Company, DateTimeOffset? ToldAt);

/// <summary>
/// Knows who still has the address of a person whose request for deletion is done here (GDPR Art. 19). The room that passes requests on
/// implements it: this room knows none.
/// </summary>
public interface IOtherHolders
{
    /// <summary>Who has it now; none for an erasure that nobody asked for.</summary>
    Task<IReadOnlyList<OtherHolder>> OfAsync(IGSendMailContext db, Guid requestId, DataSubject subject, CancellationToken cancellation);
}
