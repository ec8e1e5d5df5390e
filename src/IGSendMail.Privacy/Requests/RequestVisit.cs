using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Privacy.Requests;

/// <summary>What a browser may do with a request. The names are stored.</summary>
public enum RequestVisitKind
{
    /// <summary>It has just made the request: the code of its letter works there.</summary>
    Awaited,

    /// <summary>Its person has shown whose request it is: its page opens there.</summary>
    Opened,
}

/// <summary>
/// A browser that may look at one request for a short while. It keeps a random key, of which only the hash is kept here; once the row is
/// gone, no copy of the cookie opens anything.
/// </summary>
public sealed class RequestVisit
{
    /// <summary>Row key.</summary>
    public required Guid Id { get; init; }

    /// <summary>The request. There is none behind an awaited one whose mailbox had enough letters.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>What the browser may do.</summary>
    public required RequestVisitKind Kind { get; init; }

    /// <summary>SHA-256 of the key in the cookie; see <see cref="KeptSecret"/>.</summary>
    public required byte[] KeyHash { get; init; }

    /// <summary>When it ends.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<RequestVisit>
    {
        public void Configure(EntityTypeBuilder<RequestVisit> table)
        {
            table.ToTable("RequestVisits");
            table.Property(v => v.KeyHash).HasMaxLength(KeptSecret.HashLength);
            table.HasIndex(v => v.KeyHash).IsUnique();
            table.HasIndex(v => v.RequestId);
            table.HasIndex(v => v.ExpiresAt);
        }
    }
}

internal sealed class RequestVisitEntry : DataMapEntry<RequestVisit>
{
    protected override void Describe(MappedTable<RequestVisit> table) => table
        .Holds("In which browser the page of your request opens for half an hour", DataCategory.Technical, DataOwner.Requester)
        .UsedFor(LawfulBasis.LegalObligation, Purpose.LegalObligations, Purpose.Security)
        .StaysFor(
            "The browser in which you ordered a deletion can fetch its receipt for half an hour; it opens nothing else",
            "GDPR Art. 12(2) and (3)")
        .AnswersTo(IdentifierKind.Request, v => v.RequestId)
        .NotPersonal(v => v.Id, "row key")
        .Personal(v => v.Kind, "Whether the code of our e-mail works there, or the page opens")
        .Personal(v => v.ExpiresAt, "Until when")
        .Withheld(v => v.KeyHash, "Check value of the key in the browser", "a security secret")
        .ExpiresAfter(CommonPeriods.Bookkeeping, v => v.ExpiresAt);
}
