using IGSendMail.Privacy.Policy;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Consent;

/// <summary>What happened to one consent, for whoever holds its receipt code.</summary>
/// <param name="Code">The code.</param>
/// <param name="Records">Its records, oldest first.</param>
/// <param name="Texts">
/// The texts on which choices were made, by hash, as they were shown; null where what is kept does not have its hash any more.
/// </param>
/// <param name="Holds">True if something is allowed by it right now.</param>
public sealed record ConsentHistory(
    ReceiptCode Code, IReadOnlyList<ConsentRecord> Records, IReadOnlyDictionary<string, ShownText?> Texts, bool Holds)
{
    /// <summary>True if it was taken back and that is honoured, but does not stand in the ledger yet.</summary>
    public bool IsRecordedLater { get; init; }
}

/// <summary>What came of taking a consent back.</summary>
/// <param name="History">The history after it.</param>
/// <param name="JustWithdrawn">True if this call took it back; false if nothing was allowed any more.</param>
public sealed record ConsentWithdrawal(ConsentHistory History, bool JustWithdrawn);

/// <summary>Finds a consent by its receipt code, and takes it back.</summary>
public sealed class ConsentReceipts(
    IGSendMailContext db, ConsentGroups groups, ConsentSpool spool, ConsentRevocations revocations, PolicySnapshot policy,
    TimeProvider time)
{
    /// <summary>Somebody who changes their mind more often sees the newest changes.</summary>
    private const int MostShown = 200;

    /// <summary>The history behind a code, or null if nothing has this code.</summary>
    /// <exception cref="LedgerUnreachableException">The ledger cannot be read now.</exception>
    public async Task<ConsentHistory?> FindAsync(ReceiptCode code, CancellationToken cancellation)
    {
        try
        {
            var hash = code.Hash;
            var records = await db.ConsentRecords().AsNoTracking().Where(r => r.ReceiptHash == hash)
                .OrderByDescending(r => r.At).Take(MostShown).ToListAsync(cancellation);
            if (records.Count == 0)
            {
                return null;
            }

            var ordered = records.OrderBy(r => r.At).ThenBy(r => r.Id).ToList();
            var hashes = records.Select(r => r.TextHash).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
            var texts = await db.ConsentTexts().AsNoTracking().Where(t => hashes.Contains(t.Hash)).ToListAsync(cancellation);
            var newest = ordered[^1];
            var allows = (newest.Analytics || newest.Preference) && newest.ValidUntil > time.GetUtcNow();
            var revoked = revocations.Contains(newest.ChainId);
            return new ConsentHistory(
                code, ordered, texts.ToDictionary(t => t.Hash, t => t.Replay(), StringComparer.Ordinal), Holds: allows && !revoked)
            {
                IsRecordedLater = allows && revoked,
            };
        }
        catch (Exception failure) when (LedgerUnreachableException.IsBehind(failure))
        {
            throw new LedgerUnreachableException(failure);
        }
    }

    /// <summary>
    /// Takes the consent behind a code back, whatever browser it was given in. Doing it twice changes nothing. If the ledger
    /// can be read but not written, it is honoured at once and recorded later. Null if nothing has this code.
    /// </summary>
    /// <exception cref="LedgerUnreachableException">The ledger cannot be read; nothing was changed.</exception>
    public async Task<ConsentWithdrawal?> WithdrawAsync(ReceiptCode code, CancellationToken cancellation)
    {
        // Whoever presses the button and leaves has taken it back all the same: only the last look is broken off.
        var history = await FindAsync(code, CancellationToken.None);
        if (history is not { Holds: true })
        {
            return history is null ? null : new(history, JustWithdrawn: false);
        }

        var newest = history.Records[^1];
        var before = new ConsentChoice(newest.Analytics, newest.Preference, newest.At, newest.Signal, default) { Chain = newest.ChainId };
        var now = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds());
        var decision = ConsentDecision.Of(before.AsRefusal() with { At = now }, before, widens: false, ConsentKeys.New(time)) with
        {
            VisitorId = newest.VisitorId,
            FormerVisitorId = newest.Analytics ? newest.VisitorId : null,
            AccountId = newest.AccountId,
            PolicyVersion = policy.InForce.Version,
        };
        try
        {
            await groups.RecordAsync(decision, CancellationToken.None);
        }
        catch (LedgerUnreachableException)
        {
            await spool.HonourAsync(decision);
            return new(history with { Holds = false, IsRecordedLater = true }, JustWithdrawn: true);
        }

        return new(await LookAgainAsync(history, cancellation), JustWithdrawn: true);
    }

    private async Task<ConsentHistory> LookAgainAsync(ConsentHistory before, CancellationToken cancellation)
    {
        try
        {
            return await FindAsync(before.Code, cancellation) ?? before with { Holds = false };
        }
        catch (LedgerUnreachableException)
        {
            // It stands in the ledger, whether that can be shown or not.
            return before with { Holds = false };
        }
    }
}
