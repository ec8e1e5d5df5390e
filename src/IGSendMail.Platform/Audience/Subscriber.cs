using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Platform.Audience;

/// <summary>A person on a customer's list. A person on two lists is two rows: each list is a purpose of its own.</summary>
public sealed class Subscriber : ISealedRow, IRevised
{
    /// <summary>The account that uploaded the person.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>Row key.</summary>
    public required Guid Id { get; init; }

    public required Guid ListId { get; init; }

    /// <summary>Keyed hash of the address (<see cref="AddressHashes"/>).</summary>
    public required Guid AddressHash { get; set; }

    /// <summary>A <see cref="SubscriberContent"/>: the address and the other columns of the upload.</summary>
    public required Sealed Content { get; set; }

    /// <summary>When the person was first uploaded to this list.</summary>
    public required DateTimeOffset AddedAt { get; init; }

    /// <inheritdoc />
    public int Revision { get; set; }

    /// <inheritdoc />
    public SealedPlace Place => PlaceOf(AudienceKeys.Audience.Of(AccountId), Id);

    /// <summary>Where the row with this key stands.</summary>
    public static SealedPlace PlaceOf(KeyOwner audience, Guid id) => new("Subscribers", audience, id);

    internal sealed class Mapping : IEntityTypeConfiguration<Subscriber>
    {
        public void Configure(EntityTypeBuilder<Subscriber> table)
        {
            table.ToTable("Subscribers");
            table.HasKey(s => new { s.AccountId, s.Id });
            table.KeepRowsTogether();
            table.Ignore(s => s.Place);

            // The only further index, because every index makes the purge of an account slower. It keeps people
            // single per list, pages through a list, and finds a recipient everywhere by one join over the lists
            // (AudienceSets.SubscribersWithAddress) with one seek a list; an index that starts with the hash would
            // scatter the purge over the whole index.
            table.HasIndex(s => new { s.AccountId, s.ListId, s.AddressHash }).IsUnique();
        }
    }
}

/// <summary>What is sealed in a subscriber.</summary>
/// <param name="Address">The e-mail address as it was uploaded, without surrounding space.</param>
/// <param name="Attributes">The other columns by name, in the order of the file.</param>
public sealed record SubscriberContent(string Address, OrderedDictionary<string, string> Attributes)
{
    /// <summary>The newer wins column by column; a column that it does not have stays.</summary>
    internal SubscriberContent MergedWith(SubscriberContent newer)
    {
        var attributes = new OrderedDictionary<string, string>(Attributes, StringComparer.Ordinal);
        foreach (var (name, value) in newer.Attributes)
        {
            attributes[name] = value;
        }

        return new SubscriberContent(newer.Address, attributes);
    }
}
