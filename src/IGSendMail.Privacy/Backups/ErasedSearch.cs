using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Backups;

/// <summary>
/// Looks in every place of the data map for whoever was erased after a number of the journal. It asks the places, not what a replay has noted
/// of itself.
/// </summary>
public sealed class ErasedSearch(
    IDbContextFactory<IGSendMailContext> contexts, IDbContextFactory<VaultContext> vaults, DataMap map, WordBook words)
{
    /// <summary>The number of the last erasure that this database knows.</summary>
    public async Task<long> KnownAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await JournalPosition.ReadAsync(db, cancellation);
    }

    /// <summary>How much of each erased subject is here, by the number of the erasure, for those that were verified.</summary>
    public async Task<IReadOnlyDictionary<long, long>> LeftAsync(long after, CancellationToken cancellation)
    {
        var left = new Dictionary<long, long>();
        await using var vault = await vaults.CreateDbContextAsync(cancellation);
        await foreach (var page in vault.Journal().Where(e => e.Number > after && e.VerifiedAt != null).InPagesAsync(cancellation))
        {
            foreach (var entry in page)
            {
                left[entry.Number] = await LeftAsync(entry, cancellation);
            }
        }

        return left;
    }

    private async Task<long> LeftAsync(JournalEntry entry, CancellationToken cancellation)
    {
        var subject = entry.ReadSubject(words);
        var left = 0L;
        foreach (var store in map.Stores.Where(s => !s.Description.IsRemote
            && (entry.Scope == ErasureScope.Everything || s.Description.Category == DataCategory.Subscriber)))
        {
            left += await store.LeftAsync(subject, cancellation);
        }

        return left;
    }
}
