using System.Globalization;
using IGSendMail.Privacy;

namespace IGSendMail.Web.Features.Accounts;

/// <summary>Instants and counts as people read them.</summary>
internal static class Moments
{
    /// <summary>An instant in the site's time zone, named.</summary>
    public static string Moment(this DateTimeOffset instant, SiteOptions site) =>
        TimeZoneInfo.ConvertTime(instant, site.Zone).ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture)
        + $" ({site.TimeZone.Replace('_', ' ')} time)";

    /// <summary>The day of an instant in the site's time zone.</summary>
    public static string Day(this DateTimeOffset instant, SiteOptions site) =>
        TimeZoneInfo.ConvertTime(instant, site.Zone).ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>An instant for machines.</summary>
    public static string Iso(this DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A number with thousands apart.</summary>
    public static string Count(this long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
