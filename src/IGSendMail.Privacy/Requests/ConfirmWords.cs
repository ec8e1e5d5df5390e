using System.Globalization;
using System.Resources;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Privacy.Requests;

/// <summary>
/// What the letter with the link says, in the language of the page on which somebody asked: they have not told us
/// whether they read another.
/// </summary>
internal sealed class ConfirmWords
{
    private const string OfSite = "en";
    private static readonly ResourceManager Texts = new(typeof(ConfirmWords));
    private static readonly string[] Languages = [OfSite, "de", "fr", "es"];
    private readonly CultureInfo _language;

    private ConfirmWords(CultureInfo language) => _language = language;

    public string Language => _language.Name;

    public string this[string name] =>
        Texts.GetString(name, _language) ?? throw new KeyNotFoundException($"No words are called \"{name}\".");

    /// <summary>The words in a language; in the site's own if we do not write that one.</summary>
    public static ConfirmWords In(string? locale) =>
        new(CultureInfo.GetCultureInfo(Languages.Contains(locale, StringComparer.Ordinal) ? locale! : OfSite));

    public string Of(string name, params object[] parts) => string.Format(_language, this[name], parts);

    public string Of(Right right) => Texts.GetString(right.ToString(), _language) ?? right.Words();

    public string Moment(DateTimeOffset instant, SiteOptions site) => Of(
        "Zone", TimeZoneInfo.ConvertTime(instant, site.Zone).ToString(this["MomentFormat"], _language), site.ZoneName);
}
