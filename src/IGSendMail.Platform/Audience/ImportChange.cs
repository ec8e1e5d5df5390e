using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Platform.Audience;

/// <summary>What a person's row was before an import changed it, for as long as the import can be taken back.</summary>
public sealed class ImportChange : ISealedRow
{
    /// <summary>Whose list it is.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>The import that changed the person.</summary>
    public required Guid ImportId { get; init; }

    /// <summary>The person.</summary>
    public required Guid SubscriberId { get; init; }

    /// <summary>The value that stood in the person's row. It is sealed for that row, so that it can be put back as it is.</summary>
    public required Sealed Before { get; set; }

    /// <summary>Since when it was known that the person has not confirmed, before the import.</summary>
    public DateTimeOffset? UnconfirmedSince { get; init; }

    /// <summary>The revision of the person's row that the import made: a later one says that it was changed since.</summary>
    public required int RevisionAfter { get; init; }

    /// <inheritdoc />
    public SealedPlace Place => Subscriber.PlaceOf(AudienceKeys.Audience.Of(AccountId), SubscriberId);

    internal sealed class Mapping : IEntityTypeConfiguration<ImportChange>
    {
        public void Configure(EntityTypeBuilder<ImportChange> table)
        {
            table.ToTable("ImportChanges");
            table.HasKey(c => new { c.AccountId, c.ImportId, c.SubscriberId });
            table.KeepRowsTogether();
            table.Ignore(c => c.Place);
            table.Property(c => c.Before).IsConcurrencyToken();

            // A person who is removed takes along what they were.
            table.HasIndex(c => new { c.AccountId, c.SubscriberId });
        }
    }
}
