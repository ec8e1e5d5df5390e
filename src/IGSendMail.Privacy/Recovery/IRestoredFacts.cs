namespace IGSendMail.Privacy.Recovery;

/// <summary>
/// What was said to be so after a backup was made, and is kept in the vault: a room tells a restored database again, before anything is
/// served. Erasures are repeated by <see cref="ErasureReplay"/>.
/// </summary>
public interface IRestoredFacts
{
    /// <summary>
    /// Makes true again what the database lost, and returns how many things that were; a look at two numbers where it lost nothing. Safe to repeat.
    /// </summary>
    Task<int> RepeatAsync(CancellationToken cancellation);
}
