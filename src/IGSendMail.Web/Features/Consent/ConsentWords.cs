using System.Globalization;
using System.Resources;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Web.Features.Consent;

/// <summary>What the strip, the settings and their confirmations say in one language; the words stand in the .resx files.</summary>
public sealed class ConsentWords(CultureInfo language) : LanguageWords(Texts, language)
{
    private static readonly ResourceManager Texts = new(typeof(ConsentWords));
}
