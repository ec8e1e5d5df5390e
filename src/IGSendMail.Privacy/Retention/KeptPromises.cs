using IGSendMail.Privacy.Erasure;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Retention;

/// <summary>Once the lists of an account are verified gone, that promise is kept. The one of the account goes with its other rows.</summary>
internal sealed class KeptPromises : IErasureFollower
{
    /// <inheritdoc />
    public async Task VerifiedAsync(IGSendMailContext db, IReadOnlyList<ErasureRun> runs, CancellationToken cancellation)
    {
        var ids = runs.Where(r => r.Scope == ErasureScope.SubscriberData).Select(r => r.AccountId).OfType<Guid>().ToList();
        await db.PromisedDeletions()
            .Where(p => ids.Contains(p.AccountId) && p.Scope == ErasureScope.SubscriberData).ExecuteDeleteAsync(cancellation);
    }
}
