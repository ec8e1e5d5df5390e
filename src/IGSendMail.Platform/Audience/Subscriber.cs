using System.Text.Json.Serialization;
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

    /// <summary>The upload with which the person came; null for those entered by hand and from before it was noted.</summary>
    public Guid? ImportId { get; init; }

    /// <summary>Since when it is known that the person was asked to confirm and has not; null for all others.</summary>
    public DateTimeOffset? UnconfirmedSince { get; set; }

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

            // Holds the few who have not confirmed, so that they are found among many.
            table.HasIndex(s => new { s.AccountId, s.ListId, s.AddressHash }, "UnconfirmedSubscribers").HasFilter("\"UnconfirmedSince\" IS NOT NULL");

            // The only further index over all rows, because every index makes the purge of an account slower. It keeps people
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
    /// <summary>Where a person comes from who was entered by hand; that of all others stands in their upload.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DeclaredOrigin? Origin { get; init; }

    /// <summary>
    /// The newer wins column by column; a column that it does not have stays, and so does a value for which it has an empty cell, unless
    /// that is to empty it. A column that is new stays, empty or not. Spreadsheets write line breaks within a value in their own way: that
    /// alone changes nothing.
    /// </summary>
    internal SubscriberContent MergedWith(SubscriberContent newer, EmptyCells empty)
    {
        var attributes = new OrderedDictionary<string, string>(Attributes, StringComparer.Ordinal);
        foreach (var (name, value) in newer.Attributes)
        {
            if (!attributes.TryGetValue(name, out var before)
                || ((value.Length > 0 || empty == EmptyCells.Empty) && !IsSameButForLineBreaks(before, value)))
            {
                attributes[name] = value;
            }
        }

        return this with { Address = newer.Address, Attributes = attributes };
    }

    private static bool IsSameButForLineBreaks(string one, string other) =>
        one == other || (one.AsSpan().ContainsAny('\r', '\n') && one.ReplaceLineEndings("\n") == other.ReplaceLineEndings("\n"));
}
