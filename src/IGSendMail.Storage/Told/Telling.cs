namespace IGSendMail.Storage;

/// <summary>What is told now.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Subject">What it is about, by a random key: the last word about it counts.</param>
/// <param name="OwnerId">Whose erasure takes the entry along (an account or a request); null if it says nothing of anybody.</param>
/// <param name="Revision">Tells a later word from an earlier one. Of two with the same the one that is written later counts.</param>
/// <param name="Content">What is needed to make it true again; null if it is that something is gone.</param>
public sealed record Telling(ToldKind Kind, Guid Subject, Guid? OwnerId, int Revision, byte[]? Content);

/// <summary>The last word about something, as the vault has it.</summary>
/// <param name="Subject">What it is about.</param>
/// <param name="OwnerId">Whose it is.</param>
/// <param name="Revision">As in <see cref="Telling.Revision"/>.</param>
/// <param name="At">When it was said.</param>
/// <param name="Content">What is needed to make it true again; null if it is that something is gone.</param>
public sealed record ToldFact(Guid Subject, Guid? OwnerId, int Revision, DateTimeOffset At, byte[]? Content)
{
    internal Guid NoteId { get; init; }
}
