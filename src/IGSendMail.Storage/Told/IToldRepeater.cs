namespace IGSendMail.Storage;

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
