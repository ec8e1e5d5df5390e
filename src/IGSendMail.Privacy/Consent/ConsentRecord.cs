using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Privacy.Consent;

/// <summary>What a choice did.</summary>
public enum ConsentKind
{
    /// <summary>Something optional was allowed where nothing was.</summary>
    Granted,

    /// <summary>Nothing optional was allowed, and nothing had been.</summary>
    Refused,

    /// <summary>One mixture of categories gave way to another.</summary>
    Changed,

    /// <summary>Everything that had been allowed was taken back.</summary>
    Withdrawn,

    /// <summary>A grant ended by itself, 183 days after it was given.</summary>
    Expired,
}

/// <summary>
/// The proof of one choice about optional cookies (GDPR Art. 7(1)): what was chosen, when, and on which text. Written
/// once, never changed. It holds no address of the internet and nothing about the browser. Shaped after ISO/IEC TS 27560:
/// what varies is a column here, or in <see cref="ConsentText"/> where the text decides it; what is the same for every
/// record (controller, purposes, jurisdiction, storage, way to withdraw) is added when a record is handed out.
/// </summary>
public sealed class ConsentRecord
{
    /// <summary>Row key.</summary>
    public required Guid Id { get; init; }

    /// <summary>
    /// Ties the records of one consent together, from the first grant over changes to the end; a refusal stands alone.
    /// It is the pseudonym of the person: random, and in the browser only while something is allowed.
    /// </summary>
    public required Guid ChainId { get; init; }

    /// <summary>When the choice was made; for an expiry, when the grant ended.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>
    /// When the record was written. Later than <see cref="At"/> for a refusal that had to wait for the database.
    /// </summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>When it ends by itself.</summary>
    public required DateTimeOffset ValidUntil { get; init; }

    /// <summary>The analytics visitor id that the choice gave, kept or took away; null where there was none.</summary>
    public required Guid? VisitorId { get; init; }

    /// <summary>The account of a person who was signed in; emptied when the account is erased.</summary>
    public required Guid? AccountId { get; set; }

    /// <summary>What the choice did.</summary>
    public required ConsentKind Kind { get; init; }

    /// <summary>True if analytics is allowed from now on.</summary>
    public required bool Analytics { get; init; }

    /// <summary>True if preference cookies are allowed from now on.</summary>
    public required bool Preference { get; init; }

    /// <summary>True if the browser sent Global Privacy Control.</summary>
    public required bool Signal { get; init; }

    /// <summary>
    /// SHA-256 in hex of the text on which the choice was made; null for a refusal sent from a page whose text is no
    /// longer ours (a grant on such a page is not taken).
    /// </summary>
    public required string? TextHash { get; init; }

    /// <summary>The policy version in force.</summary>
    public required string PolicyVersion { get; init; }

    /// <summary>SHA-256 in hex of the receipt code. The code itself is in the hands of the person only.</summary>
    public required string ReceiptHash { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<ConsentRecord>
    {
        public void Configure(EntityTypeBuilder<ConsentRecord> table)
        {
            table.ToTable("ConsentRecords");
            // Most rows belong to no account: time order keeps new rows at the end, and look-ups are by one id each.
            table.HasKey(r => r.Id);
            table.HasIndex(r => r.VisitorId);
            table.HasIndex(r => r.AccountId);
            table.HasIndex(r => r.ValidUntil);
            table.HasIndex(r => r.ChainId);
            table.HasIndex(r => r.ReceiptHash);
            table.HasIndex(r => r.At);
            // What was withdrawn or expired since a moment: the site asks every few seconds.
            table.HasIndex(r => new { r.Kind, r.RecordedAt });
            table.Property(r => r.ReceiptHash).HasMaxLength(64).IsUnicode(false);
            table.Property(r => r.TextHash).HasMaxLength(64).IsUnicode(false);
            table.Property(r => r.PolicyVersion).HasMaxLength(40).IsUnicode(false);
        }
    }
}

/// <summary>The records on the data map.</summary>
internal sealed class ConsentRecordEntry : DataMapEntry<ConsentRecord>
{
    protected override void Describe(MappedTable<ConsentRecord> table) => table
        .Holds("Your choices about cookies", DataCategory.Accountability, DataOwner.Visitor)
        .UsedFor(LawfulBasis.LegalObligation, Purpose.LegalObligations)
        .StaysFor(
            "We must be able to show that we asked before we counted or remembered anything, and that a refusal was kept.",
            "GDPR Art. 7(1) and Art. 5(2)")
        .PersonalUntilErased(r => r.AccountId, "The account you were signed in to")
        .Personal(r => r.VisitorId, "The random analytics number of your browser")
        .AnswersTo(IdentifierKind.Account, r => r.AccountId)
        .AnswersTo(ConsentIdentifiers.Visitor, r => r.VisitorId)
        .Personal(r => r.ChainId, "The random number that ties your choices together")
        .Personal(r => r.At, "When you chose")
        .Personal(r => r.Kind, "Whether you allowed, refused, changed or took back")
        .Personal(r => r.Analytics, "Whether analytics was allowed")
        .Personal(r => r.Preference, "Whether preference cookies were allowed")
        .Personal(r => r.Signal, "Whether your browser sent Global Privacy Control")
        .NotPersonal(r => r.Id, "row key")
        .NotPersonal(r => r.RecordedAt, "when the row was written")
        .NotPersonal(r => r.ReceiptHash, "one-way hash of a random code")
        .NotPersonal(r => r.ValidUntil, "follows from the time of the choice")
        .NotPersonal(r => r.TextHash, "fingerprint of the text that everybody was shown")
        .NotPersonal(r => r.PolicyVersion, "the policy version that was in force for everybody")
        .ExpiresAfter(ConsentPeriods.Records, r => r.ValidUntil);
}

/// <summary>The sets of this room.</summary>
public static class ConsentSets
{
    /// <summary>The recorded choices.</summary>
    public static DbSet<ConsentRecord> ConsentRecords(this IGSendMailContext db) => db.Set<ConsentRecord>();

    /// <summary>The texts on which choices were made.</summary>
    public static DbSet<ConsentText> ConsentTexts(this IGSendMailContext db) => db.Set<ConsentText>();
}
