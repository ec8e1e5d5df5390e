using System.Globalization;
using System.Resources;
using IGSendMail.Platform.Accounts;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Features.Accounts;

/// <summary>What the pages say on which people sign in: with a password, a code beside it, or a passkey.</summary>
public sealed class SignInWords(CultureInfo language) : AccountPageWords(Texts, language)
{
    private static readonly ResourceManager Texts = new(typeof(SignInWords));

    /// <summary>The words in the language of the present request.</summary>
    public static SignInWords Now => new(CultureInfo.GetCultureInfo(SiteLanguages.Now));

    /// <summary>The words in the language of the pages that have only one.</summary>
    public static SignInWords OfSite => new(CultureInfo.GetCultureInfo(SiteLanguages.OfSite));

    /// <summary>What wrong passwords come to.</summary>
    public string Pause => Of("Pause", Guesses.Most, Guesses.Rest.TotalMinutes);

    /// <summary>One message for a wrong address, a wrong password, a paused and a closed sign-in: it must not tell which.</summary>
    public string NotSignedIn => Of("Refused", Guesses.Rest.TotalMinutes);

    /// <summary>What to say about a code that was not taken.</summary>
    public string Refused(CodeAnswer answer) => this[answer == CodeAnswer.Paused ? "CodePaused" : "CodeWrong"];
}
