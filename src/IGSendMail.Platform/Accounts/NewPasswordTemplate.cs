using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Platform.Accounts;

internal sealed class NewPasswordTemplate(IAccountLetterLinks links) : LetterTemplate<NewPasswordLetter>
{
    protected override string Subject(NewPasswordLetter letter, SiteOptions site) => WordsOf(letter)["PasswordSubject"];

    protected override IEnumerable<string> Paragraphs(NewPasswordLetter letter, SiteOptions site)
    {
        var words = WordsOf(letter);
        yield return words.Of("PasswordText", site.Name);
        yield return links.NewPassword(letter.Token, words.Language).AbsoluteUri;
        yield return words.Of("Works", words.Moment(letter.ValidUntil, site));
        yield return words["PasswordNotYou"];
    }

    private static AccountLetterWords WordsOf(NewPasswordLetter letter) => new(letter.Locale);
}
