using System.Globalization;
using System.Resources;
using IGSendMail.Privacy.Settings;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Features.Requests;

/// <summary>What the request form and the pages up to its confirmation say in one language.</summary>
public sealed class RequestFormWords(CultureInfo language) : LanguageWords(Texts, language)
{
    private static readonly ResourceManager Texts = new(typeof(RequestFormWords));

    /// <summary>The words in the language of the present request.</summary>
    public static RequestFormWords Now => In(SiteLanguages.Now);

    /// <summary>The words in the language of the pages that have only one.</summary>
    public static RequestFormWords OfSite => In(SiteLanguages.OfSite);

    /// <summary>The form in every language, the site's own first.</summary>
    public static IEnumerable<RequestFormWords> All => SiteLanguages.All.Select(In);

    private static RequestFormWords In(string language) => new(CultureInfo.GetCultureInfo(language));
}
