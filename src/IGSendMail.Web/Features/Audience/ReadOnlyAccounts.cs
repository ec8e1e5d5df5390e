using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Retention;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Features.Audience;

/// <summary>Knows which accounts may look at their lists but not add to them, and until when.</summary>
public sealed class ReadOnlyAccounts(IGSendMailContext db, Promises promises)
{
    /// <summary>What to tell the account's holder, or null if the account is open.</summary>
    public async Task<ReadOnlyNotice?> FindAsync(Guid accountId, CancellationToken cancellation)
    {
        var account = await db.Accounts().AsNoTracking().SingleOrDefaultAsync(a => a.Id == accountId, cancellation);
        var promise = await AccountPromise.ReadAsync(db, accountId, cancellation);
        var isOpen = account?.ClosedAt is null && promise.IsNothing;
        if (isOpen && await db.Users().AnyAsync(u => u.AccountId == accountId && u.UnconfirmedSince != null, cancellation))
        {
            return new ReadOnlyNotice(false, null, null) { IsUnconfirmed = true };
        }

        if (account is null || isOpen)
        {
            // A missing account has no lists to look at; its sign-in ends by itself.
            return null;
        }

        var terms = promises.Binding(promise);
        return new ReadOnlyNotice(
            promise.IsCancelled,
            terms?.UndoListsUntil ?? promise.Lists?.DueAt,
            terms?.SubscriberDataGoneBy ?? promise.Lists?.PromisedBy);
    }
}

/// <summary>Why nothing can be added now.</summary>
/// <param name="IsCancelled">True if the account is cancelled; false if only its lists are still going.</param>
/// <param name="ListsComeBackUntil">Before this instant the lists can come back.</param>
/// <param name="ListsGoneBy">By this instant they are gone.</param>
public sealed record ReadOnlyNotice(bool IsCancelled, DateTimeOffset? ListsComeBackUntil, DateTimeOffset? ListsGoneBy)
{
    /// <summary>True if the account is open and waits for its address to be confirmed.</summary>
    public bool IsUnconfirmed { get; init; }
}
