using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Privacy.Requests;

/// <summary>
/// What a request for correction asks for, and afterwards what stood there and what stands there now: the evidence of
/// GDPR Art. 16. Its key is the request's own.
/// </summary>
public sealed class Correction : ISealedRow
{
    public required Guid RequestId { get; init; }

    /// <summary>What it is about.</summary>
    public required CorrectionField Field { get; init; }

    /// <summary>The sealed <see cref="CorrectionContent"/>.</summary>
    public required Sealed Content { get; set; }

    /// <summary>When it was asked for; the retention period counts from here.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>
    /// Until when the mailbox of the old address can stop a change of address, which is not made before; null for other corrections, and where
    /// nobody has shown the old mailbox.
    /// </summary>
    public DateTimeOffset? StoppableUntil { get; set; }

    /// <summary>When the value was changed; null until then.</summary>
    public DateTimeOffset? CorrectedAt { get; set; }

    /// <inheritdoc />
    public SealedPlace Place => PlaceOf(RequestId);

    /// <summary>Where the content stands.</summary>
    public static SealedPlace PlaceOf(Guid requestId) => new("Corrections", PersonKeys.Request.Of(requestId), requestId);

    internal sealed class Mapping : IEntityTypeConfiguration<Correction>
    {
        public void Configure(EntityTypeBuilder<Correction> table)
        {
            table.ToTable("Corrections");
            table.HasKey(c => c.RequestId);
            table.Ignore(c => c.Place);
            table.HasIndex(c => c.AskedAt);
        }
    }
}

/// <summary>The sealed content of a correction.</summary>
/// <param name="Wish">What should stand there: the new value, or what is wrong and what is right in the person's words.</param>
/// <param name="OldValue">What stood there; null until it was corrected.</param>
/// <param name="NewValue">What stands there now; null until it was corrected.</param>
public sealed record CorrectionContent(string Wish, string? OldValue, string? NewValue);

internal sealed class CorrectionEntry : DataMapEntry<Correction>
{
    protected override void Describe(MappedTable<Correction> table) => table
        .Holds("Corrections that you asked for", DataCategory.Accountability, DataOwner.Requester)
        .UsedFor(LawfulBasis.LegalObligation, Purpose.LegalObligations)
        .AnswersTo(IdentifierKind.Request, c => c.RequestId)
        .Personal(c => c.Field, "What was to be corrected")
        .Personal(c => c.Content, "What you wrote, what stood there before, and what stands there now")
        .Personal(c => c.AskedAt, "When you asked for it")
        .Personal(c => c.StoppableUntil, "Until when your old mailbox can stop a change of address")
        .Personal(c => c.CorrectedAt, "When it was corrected")
        .ExpiresAfter(CommonPeriods.Answers, c => c.AskedAt);
}
