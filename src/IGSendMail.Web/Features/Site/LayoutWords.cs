using System.Globalization;
using System.Resources;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Web.Features.Site;

/// <summary>What stands around every page, in the language of that page.</summary>
public sealed class LayoutWords(CultureInfo language) : LanguageWords(Texts, language)
{
    private static readonly ResourceManager Texts = new(typeof(LayoutWords));

    /// <summary>The words in a language such as <c>de</c>.</summary>
    public static LayoutWords In(string language) => new(CultureInfo.GetCultureInfo(language));
}
