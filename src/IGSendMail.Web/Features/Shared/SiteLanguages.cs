using System.Globalization;
using IGSendMail.Privacy.Settings;
using Microsoft.AspNetCore.Localization;

namespace IGSendMail.Web.Features.Shared;

/// <summary>
/// The languages of the pages on which people choose and ask. The address decides (<c>?lang=de</c>), else the browser; no cookie does.
/// </summary>
public static class SiteLanguages
{
    /// <summary>Name of the part of an address that chooses a language.</summary>
    public const string Key = "lang";

    /// <summary>The language of all other pages.</summary>
    public const string OfSite = LanguageWords.LanguageOfSite;

    /// <summary>All of them, the site's own first.</summary>
    public static IReadOnlyList<string> All => LanguageWords.Languages;

    /// <summary>The language of this request.</summary>
    public static string Now => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    /// <summary>An address that keeps the language which this request's address chose, if it chose one.</summary>
    public static string Address(HttpContext context, string path) =>
        context.Request.Query[Key] is [{ } chosen] && All.Contains(chosen)
            ? $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{Key}={chosen}"
            : path;

    /// <summary>The address of the settings in a language.</summary>
    public static string SettingsIn(string language) => $"{PrivacyRoutes.Cookies}?{Key}={language}";

    /// <summary>A <c>lang</c> attribute's value for words in this language on a page of the site, or null where it adds nothing.</summary>
    public static string? Attribute(string language) => language == OfSite ? null : language;

    /// <summary>Chooses the language of a request. Dates and numbers stay as the site writes them.</summary>
    public static void Configure(RequestLocalizationOptions options)
    {
        options.DefaultRequestCulture = new RequestCulture(CultureInfo.InvariantCulture, CultureInfo.GetCultureInfo(OfSite));
        options.SupportedCultures = [CultureInfo.InvariantCulture];
        options.SupportedUICultures = [.. All.Select(CultureInfo.GetCultureInfo)];
        options.FallBackToParentUICultures = true;
        options.RequestCultureProviders =
        [
            new QueryStringRequestCultureProvider { QueryStringKey = Key, UIQueryStringKey = Key },
            new AcceptLanguageHeaderRequestCultureProvider(),
        ];
    }
}
