using IGSendMail.Privacy.Audit;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Erasure;

/// <summary>
/// The end of a run, in the transaction that notes that its last letter has left: whoever waits for the erasure is told there.
/// Should that fail, or readers keep the run's key in the vault's log, the work on erasures does it.
/// </summary>
public sealed class ErasureEnding(Vault vault, AuditTrail trail, IEnumerable<IErasureFollower> followers, TimeProvider time) : IOutboxFollower
{
    /// <summary>With this begin the keys of last letters in the outbox.</summary>
    internal const string LetterKeys = "erasure-done/";

    /// <summary>The key of a run's last letter.</summary>
    internal static string LetterKey(Guid runId) => $"{LetterKeys}{runId:N}";

    /// <inheritdoc />
    public async Task SettledAsync(IGSendMailContext db, OutboxMessage message, CancellationToken cancellation)
    {
        if (message.Key.StartsWith(LetterKeys, StringComparison.Ordinal)
            && Guid.TryParseExact(message.Key.AsSpan(LetterKeys.Length), "N", out var runId)
            && await ForgetAsync(runId, cancellation))
        {
            await EndAsync(db, runId, cancellation);
        }
    }

    /// <summary>
    /// Destroys the key that seals who it was. False while it is still in the vault's log because somebody reads there; then the run
    /// must not end yet.
    /// </summary>
    internal Task<bool> ForgetAsync(Guid runId, CancellationToken cancellation) =>
        vault.DestroyKeyAsync(ErasureKeys.Run.Of(runId), cancellation);

    /// <summary>Ends a forgotten run and tells who waits for it, inside the caller's transaction. One that has ended stays as it is.</summary>
    internal async Task EndAsync(IGSendMailContext db, Guid runId, CancellationToken cancellation)
    {
        if (await db.ErasureRuns().SingleOrDefaultAsync(r => r.Id == runId && r.State == ErasureState.LetterSent, cancellation)
            is not { } run)
        {
            return;
        }

        run.Target = null;
        run.FinishedAt = time.GetUtcNow();
        run.State = ErasureState.Done;
        await trail.AppendAsync(db, run, ErasureActs.Finished, cancellation);
        foreach (var follower in followers)
        {
            await follower.FinishedAsync(db, run, cancellation);
        }
    }
}
