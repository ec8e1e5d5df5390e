using System.Globalization;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Web.Features.Shared;

/// <summary>Instants and counts as people read them.</summary>
internal static class Moments
{
    /// <summary>An instant in the site's time zone, named.</summary>
    public static string Moment(this DateTimeOffset instant, SiteOptions site) => instant.MomentIn(site);

    /// <summary>An instant in the site's time zone, for the cell of a table that names the zone itself.</summary>
    public static string Short(this DateTimeOffset instant, SiteOptions site) =>
        TimeZoneInfo.ConvertTime(instant, site.Zone).ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The day of an instant in the site's time zone.</summary>
    public static string Day(this DateTimeOffset instant, SiteOptions site) => instant.DayIn(site);

    /// <summary>An instant for machines.</summary>
    public static string Iso(this DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A span of whole days, or of hours, in words.</summary>
    public static string Days(TimeSpan span) => (span.TotalDays, span.TotalHours) switch
    {
        (2, _) => "two days",
        (1, _) => "a day",
        (_, 1) => "an hour",
        var (days, _) when days == Math.Floor(days) => string.Create(CultureInfo.InvariantCulture, $"{days:0} days"),
        var (_, hours) => string.Create(CultureInfo.InvariantCulture, $"{hours:0} hours"),
    };

    /// <summary>A number with thousands apart.</summary>
    public static string Count(this long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
