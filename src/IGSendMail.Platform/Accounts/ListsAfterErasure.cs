using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Accounts;

/// <summary>Once the lists of an account are verified gone, it has keys for new ones.</summary>
internal sealed class ListsAfterErasure(Vault vault, WordBook words) : IErasureFollower
{
    /// <inheritdoc />
    public async Task VerifiedAsync(IGSendMailContext db, IReadOnlyList<ErasureRun> runs, CancellationToken cancellation)
    {
        var ids = runs.Where(r => r.Scope == ErasureScope.SubscriberData).Select(r => r.AccountId).OfType<Guid>().ToList();
        var open = await db.Accounts().Where(a => ids.Contains(a.Id) && a.ClosedAt == null).Select(a => a.Id).ToListAsync(cancellation);

        // Should this transaction fail, what was promised keeps the accounts closed for new lists, and the next try finds
        // the keys made. One that is going as a whole needs none.
        var parts = words.All<KeyOwnerKind>().Where(k => k.PartOf == PersonKeys.Account).ToList();
        await vault.BeginAfreshAsync([.. open.SelectMany(id => parts.Select(p => p.Of(id)))], cancellation);
    }
}
