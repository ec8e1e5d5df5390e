using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Accounts;

/// <summary>The sets of this room.</summary>
public static class AccountSets
{
    public static DbSet<Account> Accounts(this IGSendMailContext db) => db.Set<Account>();

    /// <summary>
    /// Counts an act on an account that changes other rows: of two such acts at the same moment one fails instead of
    /// slipping past the other.
    /// </summary>
    internal static void CountRevision(this IGSendMailContext db, Account account) =>
        db.Entry(account).Property(a => a.AcceptedAt).IsModified = true;

    /// <summary>The people who sign in.</summary>
    public static DbSet<User> Users(this IGSendMailContext db) => db.Set<User>();

    /// <summary>Where people are signed in.</summary>
    public static DbSet<Session> Sessions(this IGSendMailContext db) => db.Set<Session>();

    /// <summary>Who is asked for a code beside the password.</summary>
    public static DbSet<SecondFactor> SecondFactors(this IGSendMailContext db) => db.Set<SecondFactor>();

    /// <summary>The passkeys people sign in with.</summary>
    public static DbSet<Passkey> Passkeys(this IGSendMailContext db) => db.Set<Passkey>();

    /// <summary>Forgotten passwords that were not looked at yet.</summary>
    public static DbSet<PasswordAsk> PasswordAsks(this IGSendMailContext db) => db.Set<PasswordAsk>();

    /// <summary>Links that went to the mailboxes of people who sign in.</summary>
    public static DbSet<UserLink> UserLinks(this IGSendMailContext db) => db.Set<UserLink>();
}
