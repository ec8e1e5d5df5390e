namespace IGSendMail.Storage;

/// <summary>Rows that are found by the hash of an address and hold that address sealed, so that it can be hashed anew.</summary>
public interface IAddressedRows
{
    /// <summary>A stable name, for the mark of how far they are; at most 40 letters.</summary>
    string Name { get; }

    /// <summary>
    /// Reads the next rows in the order of their keys and finds those whose hash is not today's. Changes nothing.
    /// </summary>
    /// <param name="db">A context.</param>
    /// <param name="after">Where the page before ended (<see cref="RehashPage.Last"/>); null at the beginning.</param>
    /// <param name="most">Most rows.</param>
    /// <param name="cancellation">Cancels.</param>
    Task<RehashPage> ReadAsync(IGSendMailContext db, string? after, int most, CancellationToken cancellation);

    /// <summary>
    /// Gives a row today's hash, inside the caller's transaction, if it still has the old one. False if it keeps the
    /// old one, because another row stands for the mailbox already and the two cannot be one.
    /// </summary>
    Task<bool> RehashAsync(IGSendMailContext db, StaleAddress row, CancellationToken cancellation);
}

/// <summary>Some rows in the order of their keys.</summary>
/// <param name="Rows">How many were looked at.</param>
/// <param name="Stale">Those with a hash that is not today's.</param>
/// <param name="Last">Where to go on; null if there was nothing.</param>
public sealed record RehashPage(int Rows, IReadOnlyList<StaleAddress> Stale, string? Last);

/// <summary>A row to be hashed anew.</summary>
/// <param name="Owner">The first part of its key, or the same as <paramref name="Id"/> where it has only one.</param>
/// <param name="Id">Its key.</param>
/// <param name="Old">The hash it has.</param>
/// <param name="New">The hash of today.</param>
public readonly record struct StaleAddress(Guid Owner, Guid Id, Guid Old, Guid New);
