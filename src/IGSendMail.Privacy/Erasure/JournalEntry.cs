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

/// <summary>
/// How far this database knows the erasure journal. A database that was restored from a backup knows less than the
/// journal says; a vault that was restored says less than the database knows.
/// </summary>
public sealed class JournalPosition : IRevised
{
    /// <summary>The key of the only row.</summary>
    public const int Only = 1;

    /// <summary>Always <see cref="Only"/>.</summary>
    public int Id { get; init; } = Only;

    /// <summary>The number of the last journal entry whose erasure this database has.</summary>
    public long Number { get; set; }

    /// <inheritdoc />
    public int Revision { get; set; }

    /// <summary>The number, 0 if there was no erasure yet.</summary>
    internal static Task<long> ReadAsync(IGSendMailContext db, CancellationToken cancellation) => db.Set<JournalPosition>()
        .AsNoTracking().Select(p => p.Number).SingleOrDefaultAsync(cancellation);

    /// <summary>Moves the position forward inside the caller's transaction; it never goes back.</summary>
    internal static async Task AdvanceAsync(IGSendMailContext db, long number, CancellationToken cancellation)
    {
        if (await db.Set<JournalPosition>().SingleOrDefaultAsync(cancellation) is not { } position)
        {
            db.Add(new JournalPosition { Number = number });
        }
        else if (position.Number < number)
        {
            position.Number = number;
        }
    }

    internal sealed class Mapping : IEntityTypeConfiguration<JournalPosition>
    {
        public void Configure(EntityTypeBuilder<JournalPosition> table)
        {
            table.ToTable("JournalPosition");
            table.Property(p => p.Id).ValueGeneratedNever();
        }
    }
}

internal sealed class JournalPositionEntry : DataMapEntry<JournalPosition>
{
    protected override void Describe(MappedTable<JournalPosition> table) => table
        .HoldsNothingPersonal("How far the database knows the list of deletions")
        .NotPersonal(p => p.Id, "row key")
        .NotPersonal(p => p.Number, "counter")
        .NotPersonal(p => p.Revision, "counter");
}
