using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Accounts;

/// <summary>The sets of this room.</summary>
public static class AccountSets
{
    /// <summary>The accounts.</summary>
    public static DbSet<Account> Accounts(this IGSendMailContext db) => db.Set<Account>();

    /// <summary>The people who sign in.</summary>
    public static DbSet<User> Users(this IGSendMailContext db) => db.Set<User>();

    /// <summary>
    /// True if data may be added to the account (<see cref="Account.IsOpen"/>). Ask inside the transaction that adds,
    /// so that a cancellation meanwhile is noticed.
    /// </summary>
    public static Task<bool> IsAccountOpenAsync(this IGSendMailContext db, Guid accountId, CancellationToken cancellation) =>
        db.Accounts().AnyAsync(
            a => a.Id == accountId && a.CancelledAt == null && a.ClosedAt == null && a.SubscriberDataGoneBy == null,
            cancellation);
}
