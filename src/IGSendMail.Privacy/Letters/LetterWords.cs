using System.Globalization;
using System.Resources;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Privacy.Letters;

/// <summary>
/// What e-mails say in the language of the person they go to, or in the site's own where that is not known. A room's words stand in .resx files
/// beside the class that gives them; greeting, signature and zone stand beside this one.
/// </summary>
/// <param name="room">The words of a room.</param>
/// <param name="locale">Language of the page on which somebody asked, such as <c>de</c>.</param>
public abstract class LetterWords(ResourceManager room, string? locale)
{
    private const string OfSite = "en";
    private static readonly ResourceManager Shared = new(typeof(LetterWords));
    private static readonly string[] Languages = [OfSite, "de", "fr", "es"];
    private readonly CultureInfo _language = CultureInfo.GetCultureInfo(Languages.Contains(locale, StringComparer.Ordinal) ? locale! : OfSite);

    /// <summary>Language tag, such as <c>de</c>.</summary>
    public string Language => _language.Name;

    /// <summary>The words of that name.</summary>
    /// <exception cref="KeyNotFoundException">There are none.</exception>
    public string this[string name] =>
        room.GetString(name, _language) ?? Shared.GetString(name, _language) ?? throw new KeyNotFoundException($"No words are called \"{name}\".");

    /// <summary>The words of that name with their gaps filled.</summary>
    public string Of(string name, params object[] parts) => string.Format(_language, this[name], parts);

    /// <summary>A day as people write it in this language.</summary>
    public string Day(DateOnly day) => day.In(_language);

    /// <summary>The day of an instant in the site's time zone.</summary>
    public string Day(DateTimeOffset instant, SiteOptions site) => instant.DayIn(_language, site);

    /// <summary>An instant to the minute in the site's time zone, which is named.</summary>
    public string Moment(DateTimeOffset instant, SiteOptions site) => Of("Zone", instant.MinuteIn(_language, site), site.ZoneName);

    /// <summary>So many records.</summary>
    public string Records(long count) => count == 1 ? this["OneRecord"] : Of("Records", count);

    /// <summary>Greeting and signature.</summary>
    internal LetterFrame Frame(SiteOptions site) =>
        new(Language, this["Greeting"], this["GreetingNobody"], Of("Unclear", site.PrivacyAddress), this["From"], this["Open"]);
}

/// <summary>What stands around the words of every letter.</summary>
internal sealed class LetterFrameWords(string? locale) : LetterWords(new ResourceManager(typeof(LetterWords)), locale);
