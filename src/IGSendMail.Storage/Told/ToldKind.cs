namespace IGSendMail.Storage;

/// <summary>
/// A kind of things that people were told and that a restored database would not know, such as that a list is deleted. The room in which
/// they happen makes it. The name is stored.
/// </summary>
public sealed record ToldKind(string Name) : Word(Name), IStoredWord<ToldKind>
{
    /// <inheritdoc />
    public static ToldKind Unknown(string name) => new(name);
}

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

/// <summary>Makes things of one kind true again in a database that came back from a backup.</summary>
public interface IToldRepeater
{
    /// <summary>Of which kind.</summary>
    ToldKind Kind { get; }

    /// <summary>Lower ones are repeated first: an account before what belongs to it.</summary>
    int Order { get; }

    /// <summary>
    /// Which of these the database does not know. Looks only; one question for all of them. What belongs to somebody who was erased since is
    /// none of them.
    /// </summary>
    Task<IReadOnlyList<ToldFact>> LostAsync(IGSendMailContext db, IReadOnlyList<ToldFact> facts, CancellationToken cancellation);

    /// <summary>Makes them true again, inside the caller's transaction.</summary>
    Task RepeatAsync(IGSendMailContext db, IReadOnlyList<ToldFact> lost, CancellationToken cancellation);
}
