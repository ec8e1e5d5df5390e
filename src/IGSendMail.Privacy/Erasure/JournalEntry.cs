using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Privacy.Erasure;

/// <summary>
/// One erasure in the journal. It lives in the vault, which is not restored with the data, and says enough to erase
/// again what a restored backup brought back: random keys and keyed hashes, no name and no address.
/// </summary>
public sealed class JournalEntry
{
    /// <summary>Counts the entries from 1 without gaps; the database remembers how far it knows them.</summary>
    public required long Number { get; init; }

    /// <summary>The erasure.</summary>
    public required Guid RunId { get; init; }

    /// <summary>The decision behind it, as in <see cref="ErasureRun.Trigger"/>.</summary>
    public required string Trigger { get; init; }

    /// <summary>What set it off.</summary>
    public required ErasureCause Cause { get; init; }

    /// <summary>How much it covers.</summary>
    public required ErasureScope Scope { get; init; }

    /// <summary>The account, if the subject is one.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>The request that asked for it.</summary>
    public Guid? RequestId { get; init; }

    /// <summary>The identifiers of the subject as JSON.</summary>
    public required string Subject { get; init; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset OrderedAt { get; init; }

    /// <summary>When it was written down, before the first key was destroyed.</summary>
    public required DateTimeOffset BegunAt { get; init; }

    /// <summary>When every store had been read back; null while it is under way.</summary>
    public DateTimeOffset? VerifiedAt { get; set; }

    /// <summary>The number of the receipt, so that a restored backup still knows it.</summary>
    public string? ReceiptNumber { get; set; }

    /// <summary>When the receipt was issued.</summary>
    public DateTimeOffset? ReceiptIssuedAt { get; set; }

    /// <summary>What the receipt says, as JSON: counts, nobody.</summary>
    public string? ReceiptContent { get; set; }

    /// <summary>Whose data it is.</summary>
    public DataSubject ReadSubject(WordBook words) => StoredIdentifiers.Read(Subject, words);

    internal sealed class Mapping : IEntityTypeConfiguration<JournalEntry>, IVaultMapping
    {
        public void Configure(EntityTypeBuilder<JournalEntry> table)
        {
            table.ToTable("ErasureJournal");
            table.HasKey(e => e.Number);
            table.Property(e => e.Number).ValueGeneratedNever();
            table.Property(e => e.Trigger).HasMaxLength(120).IsUnicode(false);
            table.Property(e => e.ReceiptNumber).HasMaxLength(20).IsUnicode(false);
            table.HasIndex(e => e.RunId).IsUnique();
            table.HasIndex(e => e.AccountId);
            table.HasIndex(e => e.RequestId);
            table.HasIndex(e => e.BegunAt);
        }
    }
}
