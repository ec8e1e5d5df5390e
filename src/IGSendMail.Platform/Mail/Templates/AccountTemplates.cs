using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Platform.Mail.Templates;

internal sealed class WelcomeTemplate : LetterTemplate<WelcomeLetter>
{
    protected override string Subject(WelcomeLetter letter) => "Welcome to IGSendMail";

    protected override IEnumerable<string> Paragraphs(WelcomeLetter letter, SiteOptions site)
    {
        yield return "Your account is open. Upload your first list whenever you like:";
        yield return site.Link("/lists").AbsoluteUri;
        yield return $"You accepted version {letter.PolicyVersion} of our privacy policy. You can read that version again at any time:";
        yield return site.Link($"/privacy/versions/{letter.PolicyVersion}").AbsoluteUri;
        yield return "What we hold about you, and how to get a copy or have it deleted, is on your account page:";
        yield return site.Link("/account").AbsoluteUri;
        yield return "If you did not open an account, somebody gave your address by mistake. Reply to this letter and we delete it.";
    }
}

internal sealed class AlreadyRegisteredTemplate : LetterTemplate<AlreadyRegisteredLetter>
{
    protected override string Subject(AlreadyRegisteredLetter letter) => "Somebody tried to register with your address";

    protected override IEnumerable<string> Paragraphs(AlreadyRegisteredLetter letter, SiteOptions site)
    {
        yield return $"On {RequestWords.Moment(letter.TriedAt, site)} somebody tried to open an IGSendMail account with this address. You have one already, so nothing was opened and nothing was changed.";
        yield return "If it was you, sign in with the account you have:";
        yield return site.Link("/account/sign-in").AbsoluteUri;
        yield return "If it was not you, you need do nothing. Whoever tried did not get in. We send this letter at most once a day.";
    }
}

internal sealed class CancelledTemplate : LetterTemplate<CancelledLetter>
{
    protected override string Subject(CancelledLetter letter) => "You cancelled your account: what happens when";

    protected override IEnumerable<string> Paragraphs(CancelledLetter letter, SiteOptions site)
    {
        yield return $"You cancelled on {RequestWords.Moment(letter.CancelledAt, site)}. Nothing has been deleted yet.";
        yield return letter.UndoListsUntil > letter.CancelledAt
            ? $"Until {RequestWords.Moment(letter.UndoListsUntil, site)} you can take it back, and everything returns as it was, your lists included."
            : "Your lists are being deleted from now on and cannot be brought back.";
        yield return $"By {RequestWords.Moment(letter.SubscriberDataGoneBy, site)} the people on your lists are deleted. From the moment we begin, the lists cannot come back.";
        yield return $"Until {RequestWords.Moment(letter.AccountDataKeptUntil, site)} we keep your account itself; it can come back, without its lists. It is deleted by {RequestWords.Moment(letter.AccountDataGoneBy, site)}. We write to you when it is done.";
        yield return "To take the cancellation back, sign in:";
        yield return site.Link("/account/cancel").AbsoluteUri;
    }
}

internal sealed class CancellationUndoneTemplate : LetterTemplate<CancellationUndoneLetter>
{
    protected override string Subject(CancellationUndoneLetter letter) => "Your account is back";

    protected override IEnumerable<string> Paragraphs(CancellationUndoneLetter letter, SiteOptions site)
    {
        yield return letter.WithLists
            ? "You took your cancellation back. Everything is as it was, your lists included. Nothing will be deleted."
            : "You took your cancellation back. Your account stays; your lists do not: their deletion had begun and cannot be stopped. You can upload new lists as soon as it is finished.";
        yield return site.Link("/account").AbsoluteUri;
        yield return "If it was not you, change your password and write to us.";
    }
}

internal sealed class PasswordChangedTemplate : LetterTemplate<PasswordChangedLetter>
{
    protected override string Subject(PasswordChangedLetter letter) => "Your password was changed";

    protected override IEnumerable<string> Paragraphs(PasswordChangedLetter letter, SiteOptions site)
    {
        yield return $"Your password was changed on {RequestWords.Moment(letter.ChangedAt, site)}. All other browsers were signed out.";
        yield return "If it was you, you need do nothing. If it was not you, reply to this letter at once.";
    }
}
