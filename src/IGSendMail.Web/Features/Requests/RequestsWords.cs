using System.Globalization;
using System.Resources;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Web.Features.Requests;

/// <summary>What the way in to requests, and a list of them, say in one language.</summary>
public sealed class RequestsWords(CultureInfo language) : LanguageWords(Texts, language)
{
    private static readonly ResourceManager Texts = new(typeof(RequestsWords));

    /// <summary>The words in a language such as <c>de</c>.</summary>
    public static RequestsWords In(string language) => new(CultureInfo.GetCultureInfo(language));
}
