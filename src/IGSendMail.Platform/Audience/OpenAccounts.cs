using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Retention;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Audience;

/// <summary>
/// Only open accounts may add data: a deletion that is promised would take new lists with it. New ones also need a confirmed address: until
/// then nobody knows who uploads people's data.
/// </summary>
internal static class OpenAccounts
{
    /// <summary>The accounts that may add data: not closed, and no deletion is promised.</summary>
    public static IQueryable<Account> OpenOnes(this IGSendMailContext db) =>
        db.Accounts().Where(a => a.ClosedAt == null && !db.PromisedDeletions().Any(p => p.AccountId == a.Id));

    /// <summary>True if this account may add data.</summary>
    public static Task<bool> IsOpenAsync(this IGSendMailContext db, Guid accountId, CancellationToken cancellation) =>
        db.OpenOnes().AnyAsync(
            a => a.Id == accountId && !db.Users().Any(u => u.AccountId == accountId && u.UnconfirmedSince != null), cancellation);
}
