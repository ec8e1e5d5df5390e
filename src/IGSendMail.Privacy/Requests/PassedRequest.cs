using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Privacy.Requests;

/// <summary>
/// What a customer has to know to act on a request that was passed on to them: who asks, and in which words. The ledger
/// (<see cref="RecipientNotice"/>) says who was told and what they said, and outlives it.
/// </summary>
public sealed class PassedRequest : ISealedRow
{
    private const string Table = "PassedRequests";

    /// <summary>The customer's account.</summary>
    public required Guid AccountId { get; init; }

    public required Guid RequestId { get; init; }

    /// <summary>When it was passed on; the retention period counts from here.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The sealed <see cref="HeldNotice"/>, under the customer's key; their own words are added to it when they say that they cannot do it.</summary>
    public required Sealed Content { get; set; }

    /// <inheritdoc />
    public SealedPlace Place => PlaceOf(new(AccountId, RequestId));

    /// <summary>Where the content stands.</summary>
    public static SealedPlace PlaceOf(PassedKey key) => new(Table, PersonKeys.Account.Of(key.Customer), key.Request);

    internal sealed class Mapping : IEntityTypeConfiguration<PassedRequest>
    {
        public void Configure(EntityTypeBuilder<PassedRequest> table)
        {
            // A customer has a handful of them: unlike the people on lists they may have indexes of their own.
            table.ToTable(Table);
            table.HasKey(p => new { p.AccountId, p.RequestId });
            table.Ignore(p => p.Place);
            table.HasIndex(p => p.RequestId);
            table.HasIndex(p => p.At);
        }
    }
}

/// <summary>A request, passed on to a customer.</summary>
/// <param name="Customer">The customer's account.</param>
/// <param name="Request">The request's key.</param>
public readonly record struct PassedKey(Guid Customer, Guid Request);

internal sealed class PassedRequestEntry : DataMapEntry<PassedRequest>
{
    protected override void Describe(MappedTable<PassedRequest> table) => table
        .Holds("Requests of people on your lists that we passed on to you", DataCategory.Subscriber, DataOwner.Recipient)
        .UsedFor(LawfulBasis.ControllerInstruction, Purpose.ProvidePlatform)
        .AnswersTo(IdentifierKind.Account, p => p.AccountId)
        .AnswersForAnotherController(
            "Your requests that we passed on to customers of ours", IdentifierKind.Request, p => p.RequestId, (db, request) => db.PassedRequests().Where(p => p.RequestId == request))
        .Personal(p => p.Content, "E-mail address of the person, what they ask for and in which words, what they wrote to you since, and why you said that you cannot do it")
        .Personal(p => p.At, "When we passed it on")
        .ExpiresAfter(RequestPeriods.PassedOn, p => p.At)
        .ErasedAt(95);
}
