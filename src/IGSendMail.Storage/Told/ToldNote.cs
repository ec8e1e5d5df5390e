using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Storage;

/// <summary>
/// Something that a person is about to be told, on its way into the vault: written in the transaction in which it happened, gone an hour
/// after the vault has it.
/// </summary>
public sealed class ToldNote
{
    /// <summary>Row key, in order of time.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc cref="Telling.Kind" />
    public required ToldKind Kind { get; init; }

    /// <inheritdoc cref="Telling.Subject" />
    public required Guid Subject { get; init; }

    /// <inheritdoc cref="Telling.OwnerId" />
    public Guid? OwnerId { get; init; }

    /// <inheritdoc cref="Telling.Revision" />
    public required int Revision { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary><see cref="Telling.Content"/>, sealed under a secret of the vault.</summary>
    public byte[]? Content { get; init; }

    /// <summary>When it was seen to be in the vault; null until then, though it may be there already.</summary>
    public DateTimeOffset? CopiedAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ToldNote>
    {
        public void Configure(EntityTypeBuilder<ToldNote> table)
        {
            table.ToTable("ToldNotes");
            table.HasIndex(n => n.CopiedAt);
            table.HasIndex(n => n.OwnerId);
            table.HasIndex(n => n.Subject);
        }
    }
}

/// <summary>How far this database knows the journal of what was told; one that came back from a backup knows less.</summary>
public sealed class ToldPosition
{
    /// <summary>The key of the only row.</summary>
    public const int Only = 1;

    /// <summary>Always <see cref="Only"/>.</summary>
    public int Id { get; init; } = Only;

    /// <summary>The newest group of the journal that this database knows.</summary>
    public required long Number { get; set; }

    /// <summary>Its mark: another journal may have a group of the same number.</summary>
    public required Guid Mark { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ToldPosition>
    {
        public void Configure(EntityTypeBuilder<ToldPosition> table)
        {
            table.ToTable("ToldPosition");
            table.Property(p => p.Id).ValueGeneratedNever();
        }
    }
}

/// <summary>The last word about something that a person was told. It lies in the vault, which is not restored with the data.</summary>
public sealed class ToldEntry
{
    /// <inheritdoc cref="Telling.Kind" />
    public required ToldKind Kind { get; init; }

    /// <inheritdoc cref="Telling.Subject" />
    public required Guid Subject { get; init; }

    /// <summary>The group with which it was written.</summary>
    public required long Number { get; set; }

    /// <summary>The note of which it is a copy.</summary>
    public required Guid NoteId { get; set; }

    /// <inheritdoc cref="Telling.OwnerId" />
    public Guid? OwnerId { get; set; }

    /// <inheritdoc cref="Telling.Revision" />
    public required int Revision { get; set; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; set; }

    /// <inheritdoc cref="ToldNote.Content" />
    public byte[]? Content { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ToldEntry>, IVaultMapping
    {
        public void Configure(EntityTypeBuilder<ToldEntry> table)
        {
            table.ToTable("ToldJournal");
            table.HasKey(e => new { e.Kind, e.Subject });
            table.HasIndex(e => e.Subject);
            table.HasIndex(e => e.Number);
            table.HasIndex(e => e.OwnerId);
            table.HasIndex(e => e.At);
        }
    }
}

/// <summary>What was written into the journal at once. It outlives its entries, so that it can be seen which journal a vault has.</summary>
public sealed class ToldGroup
{
    /// <summary>Counts from 1 without gaps.</summary>
    public required long Number { get; init; }

    /// <summary>A random key that no other group has.</summary>
    public required Guid Mark { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<ToldGroup>, IVaultMapping
    {
        public void Configure(EntityTypeBuilder<ToldGroup> table)
        {
            table.ToTable("ToldGroups");
            table.HasKey(g => g.Number);
            table.Property(g => g.Number).ValueGeneratedNever();
            table.HasIndex(g => g.At);
        }
    }
}

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
