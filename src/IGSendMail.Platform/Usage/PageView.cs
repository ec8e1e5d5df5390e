using IGSendMail.Privacy.Consent;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Platform.Usage;

/// <summary>
/// One page that a visitor who allowed analytics looked at. It holds the pattern of the route, never the address
/// itself: a reference or a search word in an address is nobody's business.
/// </summary>
public sealed class PageView
{
    /// <summary>Row key.</summary>
    public required Guid Id { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The analytics visitor id; null once consent was withdrawn.</summary>
    public required Guid? VisitorId { get; set; }

    /// <summary>The account of a person who was signed in; null once consent was withdrawn.</summary>
    public required Guid? AccountId { get; set; }

    /// <summary>The route, such as <c>/privacy/requests/{reference}</c>.</summary>
    public required string Page { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<PageView>
    {
        public void Configure(EntityTypeBuilder<PageView> table)
        {
            table.ToTable("PageViews");
            // Most rows belong to no account: time order keeps new rows and expired ones together.
            table.HasKey(v => v.Id);
            table.HasIndex(v => v.VisitorId);
            table.HasIndex(v => v.AccountId);
            table.HasIndex(v => v.At);
            table.Property(v => v.Page).HasMaxLength(200).IsUnicode(false);
        }
    }
}

/// <summary>Page views on the data map.</summary>
internal sealed class PageViewEntry : DataMapEntry<PageView>
{
    protected override void Describe(MappedTable<PageView> table) => table
        .Holds("Pages you looked at, if you allowed analytics", DataCategory.Usage, DataOwner.Visitor)
        .UsedFor(LawfulBasis.Consent, Purpose.AnalyseUsage, Purpose.Improve)
        .AnswersTo(IdentifierKind.Account, v => v.AccountId)
        .AnswersTo(ConsentIdentifiers.Visitor, v => v.VisitorId)
        .Personal(v => v.Page, "The kind of page, without any detail of its address")
        .Personal(v => v.At, "When you looked at it")
        .NotPersonal(v => v.Id, "row key")
        .ExpiresAfter(UsagePeriods.Usage, v => v.At);
}

/// <summary>The set of this room.</summary>
public static class UsageSets
{
    public static DbSet<PageView> PageViews(this IGSendMailContext db) => db.Set<PageView>();
}
