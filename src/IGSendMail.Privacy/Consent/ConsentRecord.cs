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
}

/// <summary>
/// The proof of one choice about optional cookies (GDPR Art. 7(1)): what was chosen, when, and on which text. Written
/// once, never changed. It holds no address of the internet and nothing about the browser.
/// </summary>
public sealed class ConsentRecord
{
    /// <summary>Row key.</summary>
    public required Guid Id { get; init; }

    /// <summary>When the choice was made.</summary>
    public required DateTimeOffset At { get; init; }

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
        .AnswersTo(IdentifierKind.Visitor, r => r.VisitorId)
        .Personal(r => r.At, "When you chose")
        .Personal(r => r.Kind, "Whether you allowed, refused, changed or took back")
        .Personal(r => r.Analytics, "Whether analytics was allowed")
        .Personal(r => r.Preference, "Whether preference cookies were allowed")
        .Personal(r => r.Signal, "Whether your browser sent Global Privacy Control")
        .NotPersonal(r => r.Id, "row key")
        .NotPersonal(r => r.ValidUntil, "follows from the time of the choice")
        .NotPersonal(r => r.TextHash, "fingerprint of the text that everybody was shown")
        .NotPersonal(r => r.PolicyVersion, "the policy version that was in force for everybody")
        .ExpiresAfter(RetentionPeriod.Consent, r => r.ValidUntil);
}

/// <summary>The set of this room.</summary>
public static class ConsentSets
{
    /// <summary>The recorded choices.</summary>
    public static DbSet<ConsentRecord> ConsentRecords(this IGSendMailContext db) => db.Set<ConsentRecord>();
}
