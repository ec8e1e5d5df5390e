using System.Globalization;
using System.Resources;
using IGSendMail.Privacy.Settings;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Features.Accounts;

/// <summary>What the pages behind mailed links say in one language: who opens them may have no account, or not this one.</summary>
public sealed class AccountWords(CultureInfo language) : LanguageWords(Texts, language)
{
    private static readonly ResourceManager Texts = new(typeof(AccountWords));

    /// <summary>The words in the language of the present request.</summary>
    public static AccountWords Now => In(SiteLanguages.Now);

    /// <summary>All languages, the site's own first.</summary>
    public static IEnumerable<AccountWords> All => SiteLanguages.All.Select(In);

    private static AccountWords In(string language) => new(CultureInfo.GetCultureInfo(language));
}
