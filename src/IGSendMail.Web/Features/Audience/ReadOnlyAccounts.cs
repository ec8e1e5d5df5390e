using IGSendMail.Platform.Accounts;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Features.Audience;

/// <summary>Knows which accounts may look at their lists but not add to them, and until when.</summary>
public sealed class ReadOnlyAccounts(IGSendMailContext db, Cancellation cancellations)
{
    /// <summary>What to tell the account's holder, or null if the account is open.</summary>
    public async Task<ReadOnlyNotice?> FindAsync(Guid accountId, CancellationToken cancellation)
    {
        var account = await db.Accounts().AsNoTracking().SingleOrDefaultAsync(a => a.Id == accountId, cancellation);
        if (account is null or { IsOpen: true })
        {
            // A missing account has no lists to look at; its sign-in ends by itself.
            return null;
        }

        var terms = cancellations.BindingTerms(account);
        return new ReadOnlyNotice(
            account.CancelledAt is not null,
            terms?.UndoListsUntil ?? account.UndoListsUntil,
            terms?.SubscriberDataGoneBy ?? account.SubscriberDataGoneBy);
    }
}

/// <summary>Why nothing can be added now.</summary>
/// <param name="IsCancelled">True if the account is cancelled; false if only its lists are still going.</param>
/// <param name="ListsComeBackUntil">Before this instant the lists can come back.</param>
/// <param name="ListsGoneBy">By this instant they are gone.</param>
public sealed record ReadOnlyNotice(bool IsCancelled, DateTimeOffset? ListsComeBackUntil, DateTimeOffset? ListsGoneBy);
