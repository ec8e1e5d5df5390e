using IGSendMail.Platform.Accounts;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Audience;

/// <summary>Only open accounts may add data; this is <see cref="Account.IsOpen"/> as a question to the database.</summary>
internal static class OpenAccounts
{
    /// <summary>The accounts that may add data.</summary>
    public static IQueryable<Account> Open(this DbSet<Account> accounts) =>
        accounts.Where(a => a.CancelledAt == null && a.ClosedAt == null && a.SubscriberDataGoneBy == null);

    /// <summary>True if this account may add data.</summary>
    public static Task<bool> IsOpenAsync(this IGSendMailContext db, Guid accountId, CancellationToken cancellation) =>
        db.Accounts().Open().AnyAsync(a => a.Id == accountId, cancellation);
}
