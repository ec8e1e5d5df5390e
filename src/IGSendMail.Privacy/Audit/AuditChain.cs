using IGSendMail.Privacy.PersonalData;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Privacy.Audit;

/// <summary>
/// An entry that has no place in the chain yet, written in the same transaction as the entry. So none is forgotten,
/// however late its transaction commits; and an entry that is neither here nor in the chain was not written by us.
/// </summary>
public sealed class WaitingEntry
{
    /// <summary>When the entry was written.</summary>
    public required DateTimeOffset At { get; init; }

    public required Guid EntryId { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<WaitingEntry>
    {
        public void Configure(EntityTypeBuilder<WaitingEntry> table)
        {
            table.ToTable("AuditWaiting");
            table.HasKey(w => new { w.At, w.EntryId });
        }
    }
}

/// <summary>The place of an entry in the chain: a leaf of the hash tree. Never changed.</summary>
public sealed class AuditLeaf
{
    /// <summary>The place: 1, 2, 3, …, without a gap.</summary>
    public required long Sequence { get; init; }

    /// <summary>When the entry was written.</summary>
    public required DateTimeOffset EntryAt { get; init; }

    public required Guid EntryId { get; init; }

    /// <summary>SHA-256 over 0x00 and the entry (RFC 6962, section 2.1).</summary>
    public required byte[] Hash { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<AuditLeaf>
    {
        public void Configure(EntityTypeBuilder<AuditLeaf> table)
        {
            table.ToTable("AuditLeaves");
            table.HasKey(l => l.Sequence);
            table.Property(l => l.Sequence).ValueGeneratedNever();
            table.Property(l => l.Hash).HasMaxLength(32);
            table.HasIndex(l => new { l.EntryAt, l.EntryId }).IsUnique();
        }
    }
}

/// <summary>
/// How far the chain is: one row. It announces the next head before the vault has it, in the transaction that places
/// the entries; see <see cref="AuditSequencer"/>.
/// </summary>
public sealed class AuditTree
{
    /// <summary>The only row's key.</summary>
    public const int OnlyId = 1;

    /// <summary>Always <see cref="OnlyId"/>.</summary>
    public int Id { get; init; } = OnlyId;

    /// <summary>Number of the head.</summary>
    public required long Number { get; set; }

    /// <summary>Entries in the tree.</summary>
    public required long Size { get; set; }

    /// <summary>Root hash over them.</summary>
    public required byte[] Root { get; set; }

    /// <summary>Hash of the head before; 32 zero bytes for the first.</summary>
    public required byte[] PreviousHash { get; set; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; set; }

    /// <summary>True if the chain goes on from here after a restore.</summary>
    public required bool IsRestart { get; set; }

    /// <summary>What is needed to add to the tree; see <see cref="MerkleFrontier"/>.</summary>
    public required byte[] Frontier { get; set; }

    internal HeadContent Head => new(Number, Size, Root, PreviousHash, At, IsRestart);

    internal sealed class Mapping : IEntityTypeConfiguration<AuditTree>
    {
        public void Configure(EntityTypeBuilder<AuditTree> table)
        {
            table.ToTable("AuditTree");
            table.Ignore(t => t.Head);
            table.Property(t => t.Id).ValueGeneratedNever();
            table.Property(t => t.Root).HasMaxLength(32);
            table.Property(t => t.PreviousHash).HasMaxLength(32);
            table.Property(t => t.Frontier).HasMaxLength(64 * 32);
        }
    }
}

/// <summary>
/// A cut: entries up to it may be deleted, no others; the database itself holds to that. Whether a cut was ours is
/// decided by the vault, where the head is marked first.
/// </summary>
public sealed class AuditCut
{
    /// <summary>Size of the tree at the head.</summary>
    public required long Size { get; init; }

    public required long HeadNumber { get; init; }

    /// <summary>When it was cut.</summary>
    public required DateTimeOffset At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<AuditCut>
    {
        public void Configure(EntityTypeBuilder<AuditCut> table)
        {
            table.ToTable("AuditCuts");
            table.HasKey(c => c.Size);
            table.Property(c => c.Size).ValueGeneratedNever();
        }
    }
}

/// <summary>The sets of the trail.</summary>
public static class AuditSets
{
    public static DbSet<AuditEntry> AuditEntries(this IGSendMail.Storage.IGSendMailContext db) => db.Set<AuditEntry>();

    /// <summary>Their personal parts.</summary>
    public static DbSet<AuditPerson> AuditPersons(this IGSendMail.Storage.IGSendMailContext db) => db.Set<AuditPerson>();

    /// <summary>Entries that have no place in the chain yet.</summary>
    public static DbSet<WaitingEntry> AuditWaiting(this IGSendMail.Storage.IGSendMailContext db) => db.Set<WaitingEntry>();

    /// <summary>The chain.</summary>
    public static DbSet<AuditLeaf> AuditLeaves(this IGSendMail.Storage.IGSendMailContext db) => db.Set<AuditLeaf>();

    public static DbSet<AuditCut> AuditCuts(this IGSendMail.Storage.IGSendMailContext db) => db.Set<AuditCut>();

    /// <summary>How far the chain is; empty before the first entry.</summary>
    public static DbSet<AuditTree> AuditTree(this IGSendMail.Storage.IGSendMailContext db) => db.Set<AuditTree>();

    /// <summary>The signed heads.</summary>
    public static DbSet<AuditHead> AuditHeads(this IGSendMail.Storage.VaultContext vault) => vault.Set<AuditHead>();
}

internal sealed class WaitingEntryEntry : DataMapEntry<WaitingEntry>
{
    protected override void Describe(MappedTable<WaitingEntry> table) => table
        .HoldsNothingPersonal("Entries of the audit trail that wait for their place in the chain")
        .NotPersonal(w => w.At, "instant of an entry")
        .NotPersonal(w => w.EntryId, "key of an entry");
}

internal sealed class AuditLeafEntry : DataMapEntry<AuditLeaf>
{
    protected override void Describe(MappedTable<AuditLeaf> table) => table
        .HoldsNothingPersonal("The order of the audit trail; cut together with its entries")
        .NotPersonal(l => l.Sequence, "place in the chain")
        .NotPersonal(l => l.EntryAt, "instant of an entry")
        .NotPersonal(l => l.EntryId, "key of an entry")
        .NotPersonal(l => l.Hash, "check value of an entry that names nobody");
}

internal sealed class AuditTreeEntry : DataMapEntry<AuditTree>
{
    protected override void Describe(MappedTable<AuditTree> table) => table
        .HoldsNothingPersonal("How far the audit trail is chained")
        .NotPersonal(t => t.Id, "row key")
        .NotPersonal(t => t.Number, "counter")
        .NotPersonal(t => t.Size, "count")
        .NotPersonal(t => t.Root, "check value")
        .NotPersonal(t => t.PreviousHash, "check value")
        .NotPersonal(t => t.At, "technical instant")
        .NotPersonal(t => t.IsRestart, "whether a restore came before")
        .NotPersonal(t => t.Frontier, "check values");
}

internal sealed class AuditCutEntry : DataMapEntry<AuditCut>
{
    protected override void Describe(MappedTable<AuditCut> table) => table
        .HoldsNothingPersonal("Up to where the audit trail was cut")
        .NotPersonal(c => c.Size, "count")
        .NotPersonal(c => c.HeadNumber, "counter")
        .NotPersonal(c => c.At, "technical instant");
}
