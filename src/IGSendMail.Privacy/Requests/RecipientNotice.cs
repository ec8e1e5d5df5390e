using IGSendMail.Privacy.PersonalData;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Privacy.Requests;

/// <summary>
/// One line of the ledger of GDPR Art. 19: a customer who holds the person's address was told of a correction or an
/// erasure, or was passed a request that is theirs to answer.
/// </summary>
public sealed class RecipientNotice
{
    public required Guid RequestId { get; init; }

    /// <summary>The customer who was told.</summary>
    public required Guid CustomerId { get; init; }

    /// <summary>When the letter was put into the outbox, in the transaction that acted.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Names the letter in the outbox, so that one can see whether it has left.</summary>
    public string LetterKey => $"request/{RequestId:N}/controller/{CustomerId:N}";

    internal sealed class Mapping : IEntityTypeConfiguration<RecipientNotice>
    {
        public void Configure(EntityTypeBuilder<RecipientNotice> table)
        {
            table.ToTable("RecipientNotices");
            table.HasKey(n => new { n.RequestId, n.CustomerId });
            table.Ignore(n => n.LetterKey);
            table.HasIndex(n => n.At);
        }
    }
}

internal sealed class RecipientNoticeEntry : DataMapEntry<RecipientNotice>
{
    protected override void Describe(MappedTable<RecipientNotice> table) => table
        .Holds("Who was told about your request", DataCategory.Accountability, DataOwner.Requester)
        .UsedFor(LawfulBasis.LegalObligation, Purpose.LegalObligations)
        .StaysFor("We must be able to show whom we told", "GDPR Art. 19; 11 CCR § 7101 (24 months at least)")
        .AnswersTo(IdentifierKind.Request, n => n.RequestId)
        .NotPersonal(n => n.CustomerId, "key of the customer who was told")
        .Personal(n => n.At, "When they were told")
        .ExpiresAfter(CommonPeriods.Answers, n => n.At);
}
