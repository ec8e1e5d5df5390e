using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Privacy.Requests;

/// <summary>
/// One line of the ledger of GDPR Art. 19: a customer who holds the person's address was told of a correction or an
/// erasure, or was passed a request that is theirs to answer.
/// </summary>
public sealed class RecipientNotice : ISealedRow
{
    public required Guid RequestId { get; init; }

    /// <summary>The customer who was told.</summary>
    public required Guid CustomerId { get; init; }

    /// <summary>When the letter was put into the outbox, in the transaction that acted.</summary>
    public required DateTimeOffset At { get; set; }

    /// <summary>
    /// The sealed <see cref="HeldNotice"/> while the customer has not shown that the mailbox of their address is theirs: until then nobody is
    /// told there. Null once they were told. It stands under the customer's key, and goes with it.
    /// </summary>
    public Sealed? Held { get; set; }

    /// <summary>What they say they did; null until they said something.</summary>
    public CustomerAnswer? Said { get; set; }

    /// <summary>When they said it.</summary>
    public DateTimeOffset? SaidAt { get; set; }

    /// <inheritdoc />
    public SealedPlace Place => new("RecipientNotices", PersonKeys.Account.Of(CustomerId), RequestId, nameof(Held));

    /// <summary>Names the letter in the outbox, so that one can see whether it has left.</summary>
    public string LetterKey => $"request/{RequestId:N}/controller/{CustomerId:N}";

    internal sealed class Mapping : IEntityTypeConfiguration<RecipientNotice>
    {
        public void Configure(EntityTypeBuilder<RecipientNotice> table)
        {
            table.ToTable("RecipientNotices");
            table.HasKey(n => new { n.RequestId, n.CustomerId });
            table.Ignore(n => n.LetterKey);
            table.Ignore(n => n.Place);
            table.HasIndex(n => n.CustomerId);
            table.HasIndex(n => n.At);
        }
    }
}

/// <summary>What a customer is told, once they have shown their mailbox.</summary>
/// <param name="RequesterAddress">The address on the customer's list.</param>
/// <param name="Right">What the person asks for.</param>
/// <param name="ReceivedOn">The day on which we received it.</param>
/// <param name="Wish">What is to be corrected, in the person's words; null for other requests.</param>
public sealed record HeldNotice(string RequesterAddress, Right Right, DateOnly ReceivedOn, string? Wish)
{
    /// <summary>Why the customer said that they cannot do it, in their words; null if they did not.</summary>
    public string? Because { get; init; }

    /// <summary>What the person wrote to the customer since.</summary>
    public IReadOnlyList<PersonMessage> Messages { get; init; } = [];
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
        .Personal(n => n.Said, "What they say they did about it")
        .Personal(n => n.SaidAt, "When they said so")
        .Withheld(n => n.Held, "Your request, while it waits for that customer to confirm their address", "it is what you asked us, word for word")
        .ExpiresAfter(CommonPeriods.Answers, n => n.At);
}
