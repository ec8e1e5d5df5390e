using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Platform.Audience;

/// <summary>
/// A customer had us ask a person who opted out whether they want mail again. It waits for the person; what is not confirmed goes with the link.
/// </summary>
public sealed class MailAgainAsking : ISealedRow
{
    /// <inheritdoc cref="Suppression.AccountId" />
    public required Guid AccountId { get; init; }

    /// <inheritdoc cref="Suppression.AddressHash" />
    public required Guid AddressHash { get; init; }

    /// <summary>Row key, for the sealed value.</summary>
    public required Guid Id { get; init; }

    /// <summary>The list onto which the person comes when they say yes.</summary>
    public required Guid ListId { get; init; }

    /// <summary>When it was asked; the link works for <see cref="AudiencePeriods.MailAgain"/>.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>SHA-256 of the secret in the link.</summary>
    public required byte[] TokenHash { get; init; }

    /// <summary>The sealed address, as it comes onto the list.</summary>
    public required Sealed Content { get; init; }

    /// <inheritdoc />
    public SealedPlace Place => PlaceOf(AudienceKeys.Audience.Of(AccountId), Id);

    /// <summary>Where the content stands.</summary>
    public static SealedPlace PlaceOf(KeyOwner owner, Guid id) => new("MailAgainAskings", owner, id);

    internal sealed class Mapping : IEntityTypeConfiguration<MailAgainAsking>
    {
        public void Configure(EntityTypeBuilder<MailAgainAsking> table)
        {
            // Few rows for a short time: indexes of their own cost nothing here.
            table.ToTable("MailAgainAskings");
            table.HasKey(a => new { a.AccountId, a.AddressHash });
            table.Ignore(a => a.Place);
            table.Property(a => a.TokenHash).HasMaxLength(32);
            table.HasIndex(a => a.TokenHash).IsUnique();
            table.HasIndex(a => a.AddressHash);
            table.HasIndex(a => a.AskedAt);
        }
    }
}

internal sealed class MailAgainAskingEntry : DataMapEntry<MailAgainAsking>
{
    protected override void Describe(MappedTable<MailAgainAsking> table) => table
        .Holds("People who opted out and were asked whether they want your mail again", DataCategory.Subscriber, DataOwner.Recipient)
        .UsedFor(LawfulBasis.ControllerInstruction, Purpose.ProvidePlatform)
        .AnswersTo(IdentifierKind.Account, a => a.AccountId)
        .AnswersForAnotherController(
            "That a customer asked whether you want their mail again", IdentifierKind.Address, a => a.AddressHash, (db, hash) => db.MailAgainAskings().Where(a => a.AddressHash == hash))
        .Personal(a => a.Content, "E-mail address")
        .Personal(a => a.AskedAt, "When the person was asked")
        .Withheld(a => a.TokenHash, "Check value of the link that the person got", "a security secret")
        .NotPersonal(a => a.Id, "row key")
        .Joins(a => a.ListId, "List", RecordNames.ListKey, RecordNames.OfListsAsync)
        .ExpiresAfter(AudiencePeriods.MailAgain, a => a.AskedAt)
        .ErasedAt(96);
}
