using System.Globalization;
using System.Resources;

namespace IGSendMail.Privacy.Settings;

/// <summary>What some pages or e-mails say in one language; the words stand in .resx files beside the class that gives them.</summary>
public abstract class LanguageWords(ResourceManager texts, CultureInfo language)
{
    /// <summary>The site's own language.</summary>
    public const string LanguageOfSite = "en";

    /// <summary>The languages that pages, e-mails and copies have words in, the site's own first.</summary>
    public static IReadOnlyList<string> Languages { get; } = [LanguageOfSite, "de", "fr", "es"];

    /// <summary>The language of a page on which somebody asked, such as <c>de</c>; the site's own where that is not known or has no words.</summary>
    public static CultureInfo InSite(string? locale) =>
        CultureInfo.GetCultureInfo(Languages.Contains(locale, StringComparer.Ordinal) ? locale! : LanguageOfSite);

    /// <summary>Language tag for <c>lang</c> attributes, such as <c>de</c>.</summary>
    public string Language => language.Name;

    /// <summary>The language in itself, such as "Deutsch".</summary>
    public string LanguageName => language.TextInfo.ToTitleCase(language.NativeName);

    /// <summary>The names of all words that stand in this very language.</summary>
    public IEnumerable<string> Names => texts.GetResourceSet(language, createIfNotExists: true, tryParents: false)!
        .Cast<System.Collections.DictionaryEntry>()
        .Select(entry => (string)entry.Key);

    /// <summary>The words of that name.</summary>
    /// <exception cref="KeyNotFoundException">There are none.</exception>
    public string this[string name] => Find(name) ?? throw new KeyNotFoundException($"No words are called \"{name}\".");

    /// <summary>The language, for numbers and for words that stand elsewhere.</summary>
    protected CultureInfo Culture => language;

    /// <summary>The words of that name with their gaps filled.</summary>
    public string Of(string name, params object[] parts) => string.Format(language, this[name], parts);

    /// <summary>A day as people write it, such as "28 December 2026", "28. Dezember 2026", "1er décembre 2026" or "28 de diciembre de 2026".</summary>
    public string Day(DateOnly day) => language.TwoLetterISOLanguageName switch
    {
        "de" => day.ToString("d. MMMM yyyy", language),
        "es" => day.ToString("d 'de' MMMM 'de' yyyy", language),
        "fr" when day.Day == 1 => "1er " + day.ToString("MMMM yyyy", language),
        _ => day.ToString("d MMMM yyyy", language),
    };

    /// <summary>The day of an instant in the site's time zone.</summary>
    public string Day(DateTimeOffset instant, SiteOptions site) => Day(DateOnly.FromDateTime(AtSite(instant, site).DateTime));

    /// <summary>An instant to the minute in the site's time zone, which is named.</summary>
    public string Moment(DateTimeOffset instant, SiteOptions site) =>
        $"{Day(instant, site)}, {AtSite(instant, site).ToString("HH:mm", CultureInfo.InvariantCulture)} ({site.ZoneName})";

    /// <summary>The words of that name, or null if there are none.</summary>
    protected virtual string? Find(string name) => texts.GetString(name, language);

    private static DateTimeOffset AtSite(DateTimeOffset instant, SiteOptions site) => TimeZoneInfo.ConvertTime(instant, site.Zone);
}
