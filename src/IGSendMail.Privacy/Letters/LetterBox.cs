using IGSendMail.Storage;

namespace IGSendMail.Privacy.Letters;

/// <summary>Puts letters into the outbox.</summary>
public sealed class LetterBox(Outbox outbox, LetterTemplates templates)
{
    /// <summary>The outbox kind of letters.</summary>
    public const string Kind = "letter";

    /// <summary>
    /// Adds a letter to the caller's transaction. <paramref name="key"/> names the decision behind the letter
    /// (such as <c>cancel/{accountId}/{cancelledAt}</c>), so that repeating the decision never sends it twice.
    /// <paramref name="owner"/> is whose data key seals it while it waits.
    /// </summary>
    /// <exception cref="InvalidOperationException">No room brings letters of this kind.</exception>
    public Task PutAsync(IGSendMailContext db, KeyOwner owner, string key, Letter letter, CancellationToken cancellation) =>
        outbox.PutAsync(db, Kind, key, owner, templates.Pack(letter), cancellation);
}
