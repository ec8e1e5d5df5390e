using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Privacy.Holds;

/// <summary>Why data may not be deleted for now (GDPR Art. 17(3)(b) and (e), 18(1)(b) and (c)).</summary>
public enum HoldReason
{
    /// <summary>A legal claim is made, or about to be.</summary>
    LegalClaim,

    /// <summary>An authority or a court has ordered it.</summary>
    Order,

    /// <summary>We and the customer disagree about what happened.</summary>
    Dispute,

    /// <summary>
    /// The person asked that their data be kept instead of being deleted, or needs it for a claim of their own (GDPR Art. 18(1)(b)
    /// and (c)). A hold keeps it; that it is used for nothing else is not its business.
    /// </summary>
    Restriction,
}

/// <summary>Why a hold is needed no more. The names are stored.</summary>
public enum LiftReason
{
    /// <summary>The claim, the order or the dispute has ended.</summary>
    MatterEnded,

    /// <summary>Whoever wanted the data kept wants it no more.</summary>
    WantedNoMore,

    /// <summary>It should not have been placed, or on somebody else.</summary>
    PlacedInError,
}

/// <summary>
/// Keeps the data of an account, of a person, or of a category from being deleted until it is lifted. It names nobody:
/// the account by its key, the person by the keyed hash of their address.
/// </summary>
public sealed class LegalHold : IRevised
{
    /// <summary>Row key.</summary>
    public required Guid Id { get; init; }

    /// <summary>The account that is held, if it is about one.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>The person who is held, by the keyed hash of their address; null for a hold on a category, and for older ones on an account.</summary>
    public Guid? AddressHash { get; init; }

    /// <summary>The category that is held for everybody, if it is about one.</summary>
    public DataCategory? Category { get; init; }

    /// <summary>Why.</summary>
    public required HoldReason Reason { get; init; }

    /// <summary>The case it belongs to, such as a file number; letters, digits and <c>-_./</c> only.</summary>
    public required string CaseNumber { get; init; }

    /// <summary>The officer who placed it.</summary>
    public required Guid PlacedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset PlacedAt { get; init; }

    /// <summary>The day on which somebody has to look whether it is still needed.</summary>
    public required DateOnly ReviewOn { get; init; }

    /// <summary>From when on it may be lifted, because an officer ordered it; null while nobody did. Until it is lifted it holds.</summary>
    public DateTimeOffset? LiftsAt { get; set; }

    /// <summary>Why it is lifted.</summary>
    public LiftReason? LiftReason { get; set; }

    /// <summary>The officer who ordered that it be lifted.</summary>
    public Guid? LiftedBy { get; set; }

    /// <summary>When it was lifted; null while it holds.</summary>
    public DateTimeOffset? LiftedAt { get; set; }

    /// <inheritdoc />
    public int Revision { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<LegalHold>
    {
        public void Configure(EntityTypeBuilder<LegalHold> table)
        {
            table.ToTable("LegalHolds");
            table.Property(h => h.CaseNumber).HasMaxLength(LegalHolds.LongestCaseNumber).IsUnicode(false);
            table.HasIndex(h => new { h.LiftedAt, h.ReviewOn });
            // What deletes by age asks, row by row, whether the account is held.
            table.HasIndex(h => new { h.AccountId, h.LiftedAt });
            table.HasIndex(h => h.AddressHash);
        }
    }
}

/// <summary>The set of this folder.</summary>
public static class HoldSets
{
    /// <summary>All holds, the lifted ones too.</summary>
    public static DbSet<LegalHold> LegalHolds(this IGSendMailContext db) => db.Set<LegalHold>();
}

internal sealed class LegalHoldEntry : DataMapEntry<LegalHold>
{
    protected override void Describe(MappedTable<LegalHold> table) => table
        .Holds("Orders not to delete data for now", DataCategory.Accountability, DataOwner.Account)
        .AlsoAbout(DataOwner.Requester)
        .UsedFor(LawfulBasis.LegalObligation, Purpose.LegalObligations)
        .StaysFor("We must be able to show why data was not deleted in time", "GDPR Art. 5(2), 17(3)(b) and (e), 18(1)(b) and (c)")
        .AnswersTo(IdentifierKind.Account, h => h.AccountId)
        .AnswersTo(IdentifierKind.Address, h => h.AddressHash)
        .Personal(h => h.Reason, "Why it may not be deleted")
        .Personal(h => h.PlacedAt, "Held since")
        .Personal(h => h.LiftedAt, "Held until")
        .NotPersonal(h => h.Id, "row key")
        .NotPersonal(h => h.Category, "a category, about everybody")
        .NotPersonal(h => h.CaseNumber, "number of a file that lies elsewhere")
        .NotPersonal(h => h.PlacedBy, "key of the officer who decided")
        .NotPersonal(h => h.LiftedBy, "key of the officer who decided")
        .Personal(h => h.LiftReason, "Why it ended")
        .NotPersonal(h => h.LiftsAt, "the time in which whoever decided may think again")
        .NotPersonal(h => h.ReviewOn, "a day of our own calendar")
        .NotPersonal(h => h.Revision, "counter of changes")
        .ExpiresAfter(CommonPeriods.Answers, h => h.LiftedAt);
}
