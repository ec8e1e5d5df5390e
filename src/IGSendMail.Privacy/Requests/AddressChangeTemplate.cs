using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Privacy.Requests;

internal sealed class AddressChangeTemplate(IRequestLetterLinks links) : LetterTemplate<AddressChangeLetter>
{
    protected override string Subject(AddressChangeLetter letter, SiteOptions site) => "Your e-mail address is about to be changed";

    protected override IEnumerable<string> Paragraphs(AddressChangeLetter letter, SiteOptions site)
    {
        yield return $"Somebody who is signed in to your account with {site.Name} wants to have another e-mail address put in, and has shown that they can read its mail. It is changed on {letter.ChangesAt.MomentIn(site)}. Until then you sign in and are written to as before.";
        yield return "If it was you, you need do nothing.";
        yield return "If it was not you, open this link and withdraw the request there:";
        yield return links.Confirm(letter.Token, "en").AbsoluteUri;
        yield return "Then choose a new password, because somebody knows the one you have:";
        yield return links.ForgottenPassword.AbsoluteUri;
    }
}
