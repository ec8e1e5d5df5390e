using IGSendMail.Storage;

namespace IGSendMail.Privacy.Letters;

/// <summary>
/// A letter to one person. Each kind is a record of its own whose properties are what its template needs; the
/// template stands in Platform/Mail. The whole record is sealed in the outbox.
/// </summary>
/// <param name="ToAddress">E-mail address of the person.</param>
/// <param name="ToName">Name of the person, or null if we do not know it.</param>
public abstract record Letter(string ToAddress, string? ToName);

/// <summary>Puts letters into the outbox.</summary>
public sealed class LetterBox(Outbox outbox)
{
    /// <summary>The outbox kind of letters.</summary>
    public const string Kind = "letter";

    /// <summary>
    /// Adds a letter to the caller's transaction. <paramref name="key"/> names the decision behind the letter
    /// (such as <c>cancel/{accountId}/{cancelledAt}</c>), so that repeating the decision never sends it twice.
    /// <paramref name="owner"/> is whose data key seals it while it waits.
    /// </summary>
    public Task PutAsync(IGSendMailContext db, KeyOwner owner, string key, Letter letter, CancellationToken cancellation) =>
        outbox.PutAsync(db, Kind, key, owner, SealedLetter.From(letter), cancellation);
}
