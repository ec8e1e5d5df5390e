using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Platform.Accounts;

internal sealed class ConfirmAddressTemplate(IAccountLetterLinks links) : LetterTemplate<ConfirmAddressLetter>
{
    protected override string Subject(ConfirmAddressLetter letter, SiteOptions site) => WordsOf(letter)["AddressSubject"];

    protected override IEnumerable<string> Paragraphs(ConfirmAddressLetter letter, SiteOptions site)
    {
        var words = WordsOf(letter);
        yield return words.Of(letter.TriedAgain ? "AddressTried" : letter.IsNew ? "AddressNew" : "AddressOld", site.Name);
        yield return links.ConfirmAddress(letter.Token, words.Language).AbsoluteUri;
        yield return words.Of("Works", words.Moment(letter.ValidUntil, site));
        yield return words[letter.IsNew ? "AddressNotYou" : "AddressNotYouOld"];
    }

    private static AccountLetterWords WordsOf(ConfirmAddressLetter letter) => new(letter.Locale);
}
