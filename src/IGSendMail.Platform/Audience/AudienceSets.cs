using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Audience;

/// <summary>The sets of this room.</summary>
public static class AudienceSets
{
    /// <summary>Lists, those being deleted included.</summary>
    public static DbSet<SubscriberList> SubscriberLists(this IGSendMailContext db) => db.Set<SubscriberList>();

    /// <summary>The lists that an account sees: none that is being deleted or moved into another one.</summary>
    public static IQueryable<SubscriberList> Visible(this IQueryable<SubscriberList> lists, Guid accountId) =>
        lists.Where(l => l.AccountId == accountId && l.DeletedAt == null && l.MergedIntoId == null);

    /// <summary>People on lists.</summary>
    public static DbSet<Subscriber> Subscribers(this IGSendMailContext db) => db.Set<Subscriber>();

    /// <summary>Uploads.</summary>
    public static DbSet<Import> Imports(this IGSendMailContext db) => db.Set<Import>();

    /// <summary>Rows of uploads that could not be taken.</summary>
    public static DbSet<ImportProblem> ImportProblems(this IGSendMailContext db) => db.Set<ImportProblem>();

    /// <summary>What people were before an upload changed them.</summary>
    public static DbSet<ImportChange> ImportChanges(this IGSendMailContext db) => db.Set<ImportChange>();

    /// <summary>People who must not be on any list of a customer.</summary>
    public static DbSet<Suppression> Suppressions(this IGSendMailContext db) => db.Set<Suppression>();

    /// <summary>Opt-outs on their way into the vault.</summary>
    public static DbSet<SuppressionNote> SuppressionNotes(this IGSendMailContext db) => db.Set<SuppressionNote>();

    /// <summary>People who were asked whether they want mail again.</summary>
    public static DbSet<MailAgainAsking> MailAgainAskings(this IGSendMailContext db) => db.Set<MailAgainAsking>();

    /// <summary>The one row that says how far the journal of opt-outs is known.</summary>
    public static DbSet<SuppressionPosition> SuppressionPositions(this IGSendMailContext db) => db.Set<SuppressionPosition>();

    /// <summary>The journal of opt-outs.</summary>
    public static DbSet<JournaledSuppression> SuppressionJournal(this VaultContext vault) => vault.Set<JournaledSuppression>();

    /// <summary>
    /// A recipient's rows in all accounts: one join over the lists, one index seek a list. Asking the table by the
    /// hash alone would read all of it.
    /// </summary>
    public static IQueryable<Subscriber> SubscribersWithAddress(this IGSendMailContext db, Guid addressHash) =>
        from list in db.SubscriberLists()
        join subscriber in db.Subscribers()
            on new { list.AccountId, ListId = list.Id } equals new { subscriber.AccountId, subscriber.ListId }
        where subscriber.AddressHash == addressHash
        select subscriber;
}
