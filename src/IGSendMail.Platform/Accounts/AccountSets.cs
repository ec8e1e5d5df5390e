using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Accounts;

/// <summary>The sets of this room.</summary>
public static class AccountSets
{
    public static DbSet<Account> Accounts(this IGSendMailContext db) => db.Set<Account>();

    /// <summary>The people who sign in.</summary>
    public static DbSet<User> Users(this IGSendMailContext db) => db.Set<User>();
}
