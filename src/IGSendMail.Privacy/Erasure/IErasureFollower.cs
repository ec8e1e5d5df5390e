using IGSendMail.Storage;

namespace IGSendMail.Privacy.Erasure;

/// <summary>
/// A room that has to do something in the moment an erasure was read back and nothing was left, or in the moment it ends.
/// Runs inside the transaction that records it.
/// </summary>
public interface IErasureFollower
{
    /// <summary>Called with runs that are verified together; with each run once, unless the transaction fails.</summary>
    Task VerifiedAsync(IGSendMailContext db, IReadOnlyList<ErasureRun> runs, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>
    /// Called with a run whose last letter has left and that knows nothing of its person any more; once, unless the transaction
    /// fails.
    /// </summary>
    Task FinishedAsync(IGSendMailContext db, ErasureRun run, CancellationToken cancellation) => Task.CompletedTask;
}
