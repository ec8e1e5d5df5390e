using System.Globalization;
using System.Resources;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Platform.Accounts;

/// <summary>What letters with a link for people who sign in say, in the language of the page on which somebody asked for them.</summary>
internal sealed class AccountLetterWords
{
    private const string OfSite = "en";
    private static readonly ResourceManager Texts = new(typeof(AccountLetterWords));
    private static readonly string[] Languages = [OfSite, "de", "fr", "es"];
    private readonly CultureInfo _language;

    private AccountLetterWords(CultureInfo language) => _language = language;

    public string Language => _language.Name;

    public string this[string name] =>
        Texts.GetString(name, _language) ?? throw new KeyNotFoundException($"No words are called \"{name}\".");

    /// <summary>The words in a language; in the site's own if we do not write that one.</summary>
    public static AccountLetterWords In(string? locale) =>
        new(CultureInfo.GetCultureInfo(Languages.Contains(locale, StringComparer.Ordinal) ? locale! : OfSite));

    public string Of(string name, params object[] parts) => string.Format(_language, this[name], parts);

    /// <summary>An instant to the minute in the site's time zone, which is named.</summary>
    public string Moment(DateTimeOffset instant, SiteOptions site) => Of(
        "Zone", TimeZoneInfo.ConvertTime(instant, site.Zone).ToString(this["MomentFormat"], _language), site.ZoneName);

    /// <summary>Greeting and signature.</summary>
    public LetterFrame Frame(SiteOptions site) =>
        new(Language, this["Greeting"], this["GreetingNobody"], Of("Unclear", site.PrivacyAddress), this["From"], this["Open"]);
}
