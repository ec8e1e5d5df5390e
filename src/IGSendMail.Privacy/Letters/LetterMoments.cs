using System.Globalization;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Privacy.Letters;

/// <summary>Days and moments as letters in the site's own language write them.</summary>
public static class LetterMoments
{
    /// <summary>A day, such as "3 May 2027".</summary>
    public static string Words(this DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>The day of an instant in the site's time zone.</summary>
    public static string DayIn(this DateTimeOffset instant, SiteOptions site) =>
        TimeZoneInfo.ConvertTime(instant, site.Zone).ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>An instant to the minute in the site's time zone, which is named.</summary>
    public static string MomentIn(this DateTimeOffset instant, SiteOptions site) =>
        TimeZoneInfo.ConvertTime(instant, site.Zone).ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture)
        + $" ({site.ZoneName})";
}
