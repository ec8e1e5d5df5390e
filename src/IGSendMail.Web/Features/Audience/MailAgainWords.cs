using System.Globalization;
using System.Resources;
using IGSendMail.Privacy.Settings;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Features.Audience;

/// <summary>What the page says on which a person has a customer's e-mails again.</summary>
public sealed class MailAgainWords(CultureInfo language) : LanguageWords(Texts, language)
{
    private static readonly ResourceManager Texts = new(typeof(MailAgainWords));

    /// <summary>The words in the language of the present request.</summary>
    public static MailAgainWords Now => new(CultureInfo.GetCultureInfo(SiteLanguages.Now));
}
