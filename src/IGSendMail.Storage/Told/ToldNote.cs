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
