using System.Globalization;
using System.Resources;
using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Settings;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Features.Accounts;

/// <summary>
/// What the pages behind mailed links say in one language: who opens them may have no account, or not this one. Other pages about accounts take from it
/// what they say too.
/// </summary>
public sealed class AccountWords(CultureInfo language) : LanguageWords(Texts, language)
{
    internal static readonly ResourceManager Texts = new(typeof(AccountWords));

    /// <summary>The words in the language of the present request.</summary>
    public static AccountWords Now => In(SiteLanguages.Now);

    /// <summary>All languages, the site's own first.</summary>
    public static IEnumerable<AccountWords> All => SiteLanguages.All.Select(In);

    /// <summary>What is wrong with a new password, and what to do about it.</summary>
    public string Of(PasswordProblem problem) => this[problem switch
    {
        PasswordProblem.TooShort => "PasswordShort",
        PasswordProblem.OwnWords => "PasswordOwn",
        _ => "PasswordEasy",
    }];

    private static AccountWords In(string language) => new(CultureInfo.GetCultureInfo(language));
}

/// <summary>What some pages about accounts say by themselves; the rest is that of all of them.</summary>
public abstract class AccountPageWords(ResourceManager texts, CultureInfo language) : LanguageWords(texts, language)
{
    /// <inheritdoc />
    protected override string? Find(string name) => base.Find(name) ?? AccountWords.Texts.GetString(name, Culture);
}
