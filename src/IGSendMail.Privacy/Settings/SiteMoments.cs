using System.Globalization;

namespace IGSendMail.Privacy.Settings;

/// <summary>Days and instants as pages, e-mails, receipts and copies write them: one way everywhere, in the site's time zone.</summary>
public static class SiteMoments
{
    /// <summary>The day of an instant in the site's time zone, such as "28 December 2026".</summary>
    public static string DayIn(this DateTimeOffset instant, SiteOptions site) =>
        TimeZoneInfo.ConvertTime(instant, site.Zone).ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>An instant to the minute in the site's time zone, which is named, such as "28 December 2026, 16:33 (New York)".</summary>
    public static string MomentIn(this DateTimeOffset instant, SiteOptions site) =>
        TimeZoneInfo.ConvertTime(instant, site.Zone).ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture)
        + $" ({site.ZoneName})";
}
