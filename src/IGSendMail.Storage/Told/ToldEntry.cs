using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Storage;

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
