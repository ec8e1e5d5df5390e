using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Storage;

/// <summary>
/// Something to be done outside (a letter, a remote call), written in the transaction that decided it and delivered
/// at least once. Its key is deterministic, so that a repeat is recognisable. The row goes once it is delivered; a
/// <see cref="SettledMessage"/> remembers the key.
/// </summary>
public sealed class OutboxMessage : ISealedRow
{
    /// <summary>Row key.</summary>
    public required Guid Id { get; init; }

    /// <summary>What makes a repeat recognisable: the same decision has the same key.</summary>
    public required string Key { get; init; }

    /// <summary>Which handler delivers it.</summary>
    public required string Kind { get; init; }

    /// <summary>Whose key seals the payload.</summary>
    public required KeyOwnerKind OwnerKind { get; init; }

    /// <summary>Whose message it is: an account, a request, an erasure run or an officer.</summary>
    public required Guid OwnerId { get; init; }

    /// <summary>What to deliver.</summary>
    public required Sealed Payload { get; set; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Not to be tried before.</summary>
    public required DateTimeOffset NotBefore { get; set; }

    /// <summary>Failed attempts so far.</summary>
    public int Attempts { get; set; }

    /// <summary>When it was given up; an officer sees it then.</summary>
    public DateTimeOffset? DeadAt { get; set; }

    /// <summary>The type of the last failure, or the codes of an answer (never its text, which may name people).</summary>
    public string? LastFailure { get; set; }

    /// <inheritdoc />
    public SealedPlace Place => new("OutboxMessages", new KeyOwner(OwnerKind, OwnerId), Id, nameof(Payload));

    internal sealed class Mapping : IEntityTypeConfiguration<OutboxMessage>
    {
        public void Configure(EntityTypeBuilder<OutboxMessage> table)
        {
            table.ToTable("OutboxMessages");
            table.Ignore(m => m.Place);
            table.Property(m => m.Key).HasMaxLength(200).IsUnicode(false);
            table.Property(m => m.Kind).HasMaxLength(40).IsUnicode(false);
            table.Property(m => m.LastFailure).HasMaxLength(200).IsUnicode(false);
            table.HasIndex(m => m.Key).IsUnique();
            table.HasIndex(m => new { m.DeadAt, m.NotBefore });
            table.HasIndex(m => m.OwnerId);
        }
    }
}

/// <summary>The outbox's set.</summary>
public static class OutboxSet
{
    /// <summary>Messages not yet delivered.</summary>
    public static DbSet<OutboxMessage> OutboxMessages(this IGSendMailContext db) => db.Set<OutboxMessage>();
}
