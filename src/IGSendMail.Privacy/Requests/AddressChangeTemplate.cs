using IGSendMail.Privacy.Settings;

namespace IGSendMail.Privacy.Requests;

internal sealed class AddressChangeTemplate(IRequestLetterLinks links) : RequestLetterTemplate<AddressChangeLetter>
{
    protected override string Subject(AddressChangeLetter letter, SiteOptions site) => WordsOf(letter)["ChangeSubject"];

    protected override IEnumerable<string> Paragraphs(AddressChangeLetter letter, SiteOptions site)
    {
        var words = WordsOf(letter);
        yield return words.Of("Change", site.Name, words.Moment(letter.ChangesAt, site));
        yield return words["ChangeYou"];
        yield return words["ChangeNotYou"];
        yield return links.Confirm(letter.Token, words.Language).AbsoluteUri;
        yield return words["ChangePassword"];
        yield return links.ForgottenPassword.AbsoluteUri;
    }
}
