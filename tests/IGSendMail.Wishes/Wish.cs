using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Wishes;

/// <summary>Something that a customer wishes the platform could do.</summary>
public sealed class Wish : ISealedRow
{
    /// <summary>Row key.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose wish it is.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>When it was sent.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>The sealed <see cref="WishContent"/>: free text is always sealed under its owner's key.</summary>
    public required Sealed Content { get; set; }

    /// <inheritdoc />
    public SealedPlace Place => PlaceOf(AccountId, Id);

    /// <summary>Where the content stands.</summary>
    public static SealedPlace PlaceOf(Guid accountId, Guid id) => new("Wishes", PersonKeys.Account.Of(accountId), id);

    internal sealed class Mapping : IEntityTypeConfiguration<Wish>
    {
        public void Configure(EntityTypeBuilder<Wish> table)
        {
            table.ToTable("Wishes");
            table.Ignore(w => w.Place);
            table.HasIndex(w => w.AccountId);
            table.HasIndex(w => w.SentAt);
        }
    }
}

/// <summary>The sealed content of a wish. The names of its properties are what an export calls them.</summary>
public sealed record WishContent(string Wish);

/// <summary>How many wishes went with the people who had them, month by month.</summary>
public sealed class WishMonth
{
    /// <summary>The first day of the month.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>How many went.</summary>
    public required long Erased { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<WishMonth>
    {
        public void Configure(EntityTypeBuilder<WishMonth> table)
        {
            table.ToTable("WishMonths");
            table.HasKey(m => m.Month);
        }
    }
}

/// <summary>The tables of this room.</summary>
public static class WishSets
{
    /// <summary>All wishes.</summary>
    public static DbSet<Wish> Wishes(this IGSendMailContext db) => db.Set<Wish>();

    /// <summary>How many went, month by month.</summary>
    public static DbSet<WishMonth> WishMonths(this IGSendMailContext db) => db.Set<WishMonth>();
}
