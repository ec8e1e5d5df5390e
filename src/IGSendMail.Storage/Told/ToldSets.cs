using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Storage;

/// <summary>The sets of what was told.</summary>
public static class ToldSets
{
    /// <summary>What is on its way into the vault.</summary>
    public static DbSet<ToldNote> ToldNotes(this IGSendMailContext db) => db.Set<ToldNote>();

    /// <summary>How far this database knows the journal.</summary>
    public static DbSet<ToldPosition> ToldPositions(this IGSendMailContext db) => db.Set<ToldPosition>();

    /// <summary>The last word about everything within the age of backups.</summary>
    public static DbSet<ToldEntry> ToldJournal(this VaultContext vault) => vault.Set<ToldEntry>();

    /// <summary>The groups in which it was written.</summary>
    public static DbSet<ToldGroup> ToldGroups(this VaultContext vault) => vault.Set<ToldGroup>();
}
