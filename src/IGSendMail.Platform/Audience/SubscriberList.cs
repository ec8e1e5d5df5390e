using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Platform.Audience;

/// <summary>A list of people to whom a customer writes. The customer decides about it; we keep it for them.</summary>
public sealed class SubscriberList : ISealedRow, IRevised
{
    /// <summary>The account whose list it is.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>Row key.</summary>
    public required Guid Id { get; init; }

    /// <summary>A <see cref="ListContent"/>: the name that the customer gave it.</summary>
    public required Sealed Content { get; set; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>
    /// When its owner deleted it. From then on no page shows it and no import adds to it; the row goes last, once the
    /// people on it are gone.
    /// </summary>
    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>The list into which its people are being moved; from then on no page shows it and no import adds to it.</summary>
    public Guid? MergedIntoId { get; set; }

    /// <summary>How many people were on it at <see cref="CountedAt"/>, if they are too many to be counted for each page.</summary>
    public int? CountedPeople { get; set; }

    /// <summary>When they were counted.</summary>
    public DateTimeOffset? CountedAt { get; set; }

    /// <inheritdoc />
    public int Revision { get; set; }

    /// <inheritdoc />
    public SealedPlace Place => PlaceOf(new(AccountId, Id));

    /// <summary>Where the row with this key stands.</summary>
    public static SealedPlace PlaceOf(ListKey list) => new("SubscriberLists", AudienceKeys.Audience.Of(list.Account), list.List);

    internal sealed class Mapping : IEntityTypeConfiguration<SubscriberList>
    {
        public void Configure(EntityTypeBuilder<SubscriberList> table)
        {
            table.ToTable("SubscriberLists");
            table.HasKey(l => new { l.AccountId, l.Id });
            table.KeepRowsTogether();
            table.Ignore(l => l.Place);

            // Holds lists being deleted only: the worker finds them without reading the others.
            table.HasIndex(l => l.AccountId).HasFilter("\"DeletedAt\" IS NOT NULL");

            // The same for lists being merged.
            table.HasIndex(l => new { l.AccountId, l.MergedIntoId }).HasFilter("\"MergedIntoId\" IS NOT NULL");
        }
    }
}

/// <summary>Key of a list, together with the account whose list it is.</summary>
/// <param name="Account">Key of the account.</param>
/// <param name="List">Key of the list.</param>
public readonly record struct ListKey(Guid Account, Guid List);

/// <summary>Key of a person's row, together with the list on which it stands.</summary>
/// <param name="List">Key of the list.</param>
/// <param name="Person">Key of the row.</param>
public readonly record struct ListedKey(ListKey List, Guid Person)
{
    /// <summary>Key of the account.</summary>
    public Guid Account => List.Account;
}

/// <summary>What is sealed in a list.</summary>
/// <param name="Name">The name that the customer gave it.</param>
public sealed record ListContent(string Name);
