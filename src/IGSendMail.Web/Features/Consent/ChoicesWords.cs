using System.Globalization;
using System.Resources;
using IGSendMail.Privacy.Settings;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Features.Consent;

/// <summary>What the page of privacy choices says in one language.</summary>
public sealed class ChoicesWords(CultureInfo language) : LanguageWords(Texts, language)
{
    private static readonly ResourceManager Texts = new(typeof(ChoicesWords));

    /// <summary>The words in the visitor's language.</summary>
    public static ChoicesWords Now => new(CultureInfo.GetCultureInfo(SiteLanguages.Now));
}
