using System.Runtime.CompilerServices;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Erasure;

/// <summary>How the database and the vault stand to each other.</summary>
public enum VaultAgreement
{
    /// <summary>They belong together: the site may serve.</summary>
    Together,

    /// <summary>The database is older than the journal: people who were erased since may be in it again.</summary>
    DatabaseOlder,

    /// <summary>The vault is older than the database: keys or erasures that the database knows are missing.</summary>
    VaultOlder,

    /// <summary>Both are older than a witness has seen them: two old copies were put back together.</summary>
    BothOlder,

    /// <summary>
    /// The database is older than the journal of what was told remembers (<see cref="PersonalData.CommonPeriods.Backups"/>): not all that
    /// people were told since is known any more.
    /// </summary>
    TooOld,

    /// <summary>Something that people were told cannot be made true again, because something else stands in its place. Somebody has to decide.</summary>
    ToldMissing,
}

/// <summary>What a look at the database and the vault found.</summary>
/// <param name="Agreement">How they stand to each other.</param>
/// <param name="Pending">Erasures that have to be repeated or are being repeated; things that were told, where it is those that are missing.</param>
public sealed record JournalFinding(VaultAgreement Agreement, int Pending)
{
    /// <summary>True if the site may serve.</summary>
    public bool MayServe => Agreement == VaultAgreement.Together;

    /// <summary>True if what the vault knows may be repeated. Not if it lacks what once was in it.</summary>
    public bool MayBeRepeated => Agreement is VaultAgreement.Together or VaultAgreement.DatabaseOlder or VaultAgreement.ToldMissing;
}

/// <summary>Compares the database with the vault; a few indexed look-ups when all is well.</summary>
public sealed class JournalCheck(IDbContextFactory<IGSendMailContext> contexts, IDbContextFactory<VaultContext> vaults)
{
    // From LetterSent on the run needs its own key no more, and a kill may leave it without.
    private static readonly ErasureState[] NeedTheirKey = [.. ErasureStates.BeforeVerified, ErasureState.Verified, ErasureState.Receipted];

    /// <summary>How the two stand now.</summary>
    public async Task<JournalFinding> LookAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var vault = await vaults.CreateDbContextAsync(cancellation);
        if (await JournalPosition.ReadAsync(db, cancellation) > await ErasureJournal.LastNumberAsync(vault, cancellation)
            || await ToldJournal.IsOlderAsync(vault, db, cancellation)
            || !await VaultAge.KnowsTheNewestKeysAsync(db, vault, cancellation))
        {
            return new JournalFinding(VaultAgreement.VaultOlder, 0);
        }

        if (await ToldJournal.HasForgottenAsync(vault, db, cancellation))
        {
            return new JournalFinding(VaultAgreement.TooOld, 0);
        }

        var pending = await db.ErasureRuns().CountAsync(
            r => r.ReplayOf != null && ErasureStates.BeforeVerified.Contains(r.State), cancellation);
        await foreach (var page in PendingAsync(db, vault, cancellation))
        {
            pending += page.Count;
        }

        return new JournalFinding(pending == 0 ? VaultAgreement.Together : VaultAgreement.DatabaseOlder, pending);
    }

    /// <summary>
    /// The journal's erasures that this database has to repeat, oldest first: those it does not know, and those that it
    /// knows as unfinished although they were finished since (their own key is gone).
    /// </summary>
    internal static async IAsyncEnumerable<IReadOnlyList<JournalEntry>> PendingAsync(
        IGSendMailContext db, VaultContext vault,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var position = await JournalPosition.ReadAsync(db, cancellation);
        var unfinished = await db.ErasureRuns().AsNoTracking()
            .Where(r => NeedTheirKey.Contains(r.State)).Select(r => r.Id).ToListAsync(cancellation);
        var entries = vault.Journal().Where(e => e.Number > position || unfinished.Contains(e.RunId));
        await foreach (var page in entries.InPagesAsync(cancellation))
        {
            List<Guid> ids = [.. page.Select(e => e.RunId)];
            var known = await db.ErasureRuns().AsNoTracking().Where(r => ids.Contains(r.Id))
                .ToDictionaryAsync(r => r.Id, r => r.State, cancellation);
            var alive = await vault.Keys.AsNoTracking()
                .Where(k => k.OwnerKind == ErasureKeys.Run && ids.Contains(k.OwnerId) && k.Wrapped != null)
                .Select(k => k.OwnerId).ToHashSetAsync(cancellation);
            yield return [.. page.Where(e => !known.TryGetValue(e.RunId, out var state)
                || (NeedTheirKey.Contains(state) && !alive.Contains(e.RunId)))];
        }
    }
}
