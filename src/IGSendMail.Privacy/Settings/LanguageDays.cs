using System.Globalization;

namespace IGSendMail.Privacy.Settings;

/// <summary>Days and instants as people write them in a language of the site.</summary>
public static class LanguageDays
{
    /// <summary>A day, such as "28 December 2026", "28. Dezember 2026", "1er décembre 2026" or "28 de diciembre de 2026".</summary>
    public static string In(this DateOnly day, CultureInfo language) => language.TwoLetterISOLanguageName switch
    {
        "de" => day.ToString("d. MMMM yyyy", language),
        "es" => day.ToString("d 'de' MMMM 'de' yyyy", language),
        "fr" when day.Day == 1 => "1er " + day.ToString("MMMM yyyy", language),
        _ => day.ToString("d MMMM yyyy", language),
    };

    /// <summary>The day of an instant in the site's time zone.</summary>
    public static string DayIn(this DateTimeOffset instant, CultureInfo language, SiteOptions site) =>
        DayOf(instant, site).In(language);

    /// <summary>An instant to the minute in the site's time zone, which is not named.</summary>
    public static string MinuteIn(this DateTimeOffset instant, CultureInfo language, SiteOptions site) =>
        $"{instant.DayIn(language, site)}, {TimeZoneInfo.ConvertTime(instant, site.Zone).ToString("HH:mm", CultureInfo.InvariantCulture)}";

    private static DateOnly DayOf(DateTimeOffset instant, SiteOptions site) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, site.Zone).DateTime);
}
