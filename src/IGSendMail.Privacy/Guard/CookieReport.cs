using IGSendMail.Privacy.PersonalData;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Privacy.Guard;

/// <summary>Why a cookie was not let out.</summary>
public enum CookieProblem
{
    /// <summary>It stands in no register.</summary>
    Undeclared,

    /// <summary>The visitor has not allowed its category.</summary>
    NotAllowed,
}

/// <summary>How often, on one day and one kind of page, a cookie was taken out of an answer.</summary>
public sealed class CookieReport
{
    /// <summary>Longest name that is kept, in characters.</summary>
    public const int LongestName = 64;

    /// <summary>Longest page that is kept, in characters.</summary>
    public const int LongestPage = 200;

    /// <summary>The day, in UTC.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Name of the cookie, as our own code or a library of ours wrote it.</summary>
    public required string Name { get; init; }

    /// <summary>Why it was taken out.</summary>
    public required CookieProblem Problem { get; init; }

    /// <summary>The route, never the address itself.</summary>
    public required string Page { get; init; }

    /// <summary>How often.</summary>
    public required int Count { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<CookieReport>
    {
        public void Configure(EntityTypeBuilder<CookieReport> table)
        {
            table.ToTable("CookieReports");
            table.HasKey(r => new { r.Day, r.Name, r.Problem, r.Page });
            table.Property(r => r.Name).HasMaxLength(LongestName).IsUnicode(false);
            table.Property(r => r.Page).HasMaxLength(LongestPage).IsUnicode(false);
        }
    }
}

/// <summary>The reports on the data map.</summary>
internal sealed class CookieReportEntry : DataMapEntry<CookieReport>
{
    protected override void Describe(MappedTable<CookieReport> table) => table
        .HoldsNothingPersonal("Cookies that the site's guard took out of its own answers")
        .NotPersonal(r => r.Day, "a day")
        .NotPersonal(r => r.Name, "name of a cookie, the same for everybody")
        .NotPersonal(r => r.Problem, "why it was taken out")
        .NotPersonal(r => r.Page, "a route")
        .NotPersonal(r => r.Count, "a count over all visitors");
}
