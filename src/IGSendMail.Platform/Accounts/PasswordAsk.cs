using IGSendMail.Privacy.PersonalData;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Platform.Accounts;

/// <summary>
/// Somebody forgot the password of an address, as they say. Whether anybody signs in with it is looked up afterwards, by a work of its own:
/// the page does the same for every address, and takes the same time.
/// </summary>
public sealed class PasswordAsk
{
    /// <summary>Row key.</summary>
    public required Guid Id { get; init; }

    /// <summary>Keyed hash of the address; one row for each hash under which it may be stored.</summary>
    public required Guid AddressHash { get; init; }

    /// <summary>Language of the page, such as <c>de</c>.</summary>
    public required string Locale { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<PasswordAsk>
    {
        public void Configure(EntityTypeBuilder<PasswordAsk> table)
        {
            table.ToTable("PasswordAsks");
            table.Property(a => a.Locale).HasMaxLength(10).IsUnicode(false);
            table.HasIndex(a => a.AddressHash);
            table.HasIndex(a => a.AskedAt);
        }
    }
}

internal sealed class PasswordAskEntry : DataMapEntry<PasswordAsk>
{
    protected override void Describe(MappedTable<PasswordAsk> table) => table
        .Holds("That somebody asked for a new password for your address, until we have looked whether you sign in with it", DataCategory.Technical, DataOwner.Visitor)
        .UsedFor(LawfulBasis.LegitimateInterest, Purpose.Security)
        .AnswersTo(IdentifierKind.Address, a => a.AddressHash)
        .NotPersonal(a => a.Id, "row key")
        .NotPersonal(a => a.Locale, "language of a page")
        .Personal(a => a.AskedAt, "When it was asked for")
        .ExpiresAfter(CommonPeriods.Bookkeeping, a => a.AskedAt);
}
