using System.Globalization;
using System.Resources;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Features.Accounts;

/// <summary>What the pages say on which an account is opened.</summary>
public sealed class OpenAccountWords(CultureInfo language) : AccountPageWords(Texts, language)
{
    private static readonly ResourceManager Texts = new(typeof(OpenAccountWords));

    /// <summary>The words in the language of the present request.</summary>
    public static OpenAccountWords Now => new(CultureInfo.GetCultureInfo(SiteLanguages.Now));
}
