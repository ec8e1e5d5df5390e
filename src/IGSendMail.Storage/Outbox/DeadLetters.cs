using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Storage;

/// <summary>
/// Outbox messages that failed too often, or once for good. An officer tries one again, or gives it up where that breaks no promise.
/// Nobody sees what it says or to whom.
/// </summary>
public sealed class DeadLetters(
    IGSendMailContext db, IEnumerable<IOutboxHandler> handlers, IEnumerable<IOutboxFollower> followers, TimeProvider time)
{
    /// <summary>How many there are.</summary>
    public Task<int> CountAsync(CancellationToken cancellation) => Dead().CountAsync(cancellation);

    /// <summary>The ones that wait longest, up to <paramref name="most"/>.</summary>
    public async Task<IReadOnlyList<DeadLetter>> OldestAsync(int most, CancellationToken cancellation)
    {
        var rows = await Dead().OrderBy(m => m.DeadAt).ThenBy(m => m.Id).Take(most).ToListAsync(cancellation);
        return [.. rows.Select(Show)];
    }

    /// <summary>Those that failed and are tried again by themselves, the ones that failed most often first, up to <paramref name="most"/>.</summary>
    public async Task<IReadOnlyList<FailingLetter>> FailingAsync(int most, CancellationToken cancellation) => await db.OutboxMessages().AsNoTracking()
        .Where(m => m.DeadAt == null && m.Attempts > 0)
        .OrderByDescending(m => m.Attempts).ThenBy(m => m.Id)
        .Take(most)
        .Select(m => new FailingLetter(m.Kind, m.OwnerKind, m.CreatedAt, m.NotBefore, m.Attempts, m.LastFailure ?? ""))
        .ToListAsync(cancellation);

    /// <summary>One of them, or null if there is none with this key (any more).</summary>
    public async Task<DeadLetter?> FindAsync(Guid id, CancellationToken cancellation) =>
        await Dead().SingleOrDefaultAsync(m => m.Id == id, cancellation) is { } row ? Show(row) : null;

    /// <summary>
    /// Lets it start anew, with all its attempts. False if it is none of the dead (any more). Whoever wants it tried at
    /// once rings for <see cref="Outbox.WorkName"/> when the transaction stands.
    /// </summary>
    public Task<bool> TryAgainAsync(Guid id, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return db.WriteAsync(WriteUrgency.Interactive, async token => await Dead().Where(m => m.Id == id).ExecuteUpdateAsync(
            set => set
                .SetProperty(m => m.DeadAt, (DateTimeOffset?)null)
                .SetProperty(m => m.NotBefore, now)
                .SetProperty(m => m.Attempts, 0), token) == 1, cancellation);
    }

    /// <summary>
    /// Removes it and notes why. False if it is none of the dead (any more), or of a kind that must be delivered.
    /// </summary>
    public Task<bool> GiveUpAsync(Guid id, GiveUpReason reason, CancellationToken cancellation) =>
        db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            if (await Dead().SingleOrDefaultAsync(m => m.Id == id, token) is not { } dead
                || !MayBeGivenUp(dead)
                || await Dead().Where(m => m.Id == id).ExecuteDeleteAsync(token) == 0)
            {
                return false;
            }

            db.Add(new SettledMessage
            {
                Id = SettledMessage.IdOf(dead.Key),
                Kind = dead.Kind,
                Outcome = OutboxOutcome.GivenUp,
                Reason = reason,
                At = time.GetUtcNow(),
            });
            foreach (var follower in followers)
            {
                await follower.SettledAsync(db, dead, token);
            }

            return true;
        }, cancellation);

    private IQueryable<OutboxMessage> Dead() => db.OutboxMessages().AsNoTracking().Where(m => m.DeadAt != null);

    private bool MayBeGivenUp(OutboxMessage message) => handlers.Any(h => h.Kind == message.Kind && h.MayBeGivenUp);

    private DeadLetter Show(OutboxMessage row) => new(
        row.Id, row.Kind, row.OwnerKind, row.CreatedAt, row.DeadAt!.Value, row.Attempts, row.LastFailure ?? "", MayBeGivenUp(row));
}

/// <summary>What an officer may know of a message that failed too often.</summary>
/// <param name="Id">Its key.</param>
/// <param name="Kind">What kind of message.</param>
/// <param name="OwnerKind">Whose it is, as a kind.</param>
/// <param name="DecidedAt">When it was decided.</param>
/// <param name="DeadAt">Since when nobody tries any more.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="LastFailure">The type of the last failure, or the codes of an answer.</param>
/// <param name="MayBeGivenUp">True if giving it up breaks no promise.</param>
public sealed record DeadLetter(
    Guid Id, string Kind, KeyOwnerKind OwnerKind, DateTimeOffset DecidedAt, DateTimeOffset DeadAt, int Attempts,
    string LastFailure, bool MayBeGivenUp);

/// <summary>What an officer may know of a message that failed and is tried again.</summary>
/// <param name="Kind">What kind of message.</param>
/// <param name="OwnerKind">Whose it is, as a kind.</param>
/// <param name="DecidedAt">When it was decided.</param>
/// <param name="NextAt">Not tried before.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="LastFailure">The type of the last failure, or the codes of an answer.</param>
public sealed record FailingLetter(
    string Kind, KeyOwnerKind OwnerKind, DateTimeOffset DecidedAt, DateTimeOffset NextAt, int Attempts, string LastFailure);
