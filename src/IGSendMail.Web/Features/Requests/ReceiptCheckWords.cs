using System.Globalization;
using System.Resources;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Web.Features.Requests;

/// <summary>What the page says on which anybody checks a receipt.</summary>
public sealed class ReceiptCheckWords(CultureInfo language) : LanguageWords(Texts, language)
{
    private static readonly ResourceManager Texts = new(typeof(ReceiptCheckWords));

    /// <summary>The words in a language such as <c>de</c>.</summary>
    public static ReceiptCheckWords In(string language) => new(CultureInfo.GetCultureInfo(language));
}
