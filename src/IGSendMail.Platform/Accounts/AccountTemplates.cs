using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Platform.Accounts;

internal sealed class WelcomeTemplate(IAccountLetterLinks links) : LetterTemplate<WelcomeLetter>
{
    protected override string Subject(WelcomeLetter letter, SiteOptions site) => $"Welcome to {site.Name}";

    protected override IEnumerable<string> Paragraphs(WelcomeLetter letter, SiteOptions site)
    {
        yield return "Your account is open. Upload your first list whenever you like:";
        yield return links.Lists.AbsoluteUri;
        yield return $"You accepted version {letter.PolicyVersion} of our privacy policy. You can read that version again at any time:";
        yield return links.PolicyVersion(letter.PolicyVersion).AbsoluteUri;
        yield return "What we hold about you, and how to get a copy or have it deleted, is on your account page:";
        yield return links.Account.AbsoluteUri;
        yield return "If you did not open an account, somebody gave your address by mistake. Reply to this e-mail and we delete it.";
    }
}

internal sealed class AlreadyRegisteredTemplate(IAccountLetterLinks links) : LetterTemplate<AlreadyRegisteredLetter>
{
    protected override string Subject(AlreadyRegisteredLetter letter, SiteOptions site) => "Somebody tried to register with your address";

    protected override IEnumerable<string> Paragraphs(AlreadyRegisteredLetter letter, SiteOptions site)
    {
        yield return $"On {letter.TriedAt.MomentIn(site)} somebody tried to open an account with {site.Name} with this address. You have one already, so nothing was opened and nothing was changed.";
        yield return "If it was you, sign in with the account you have:";
        yield return links.SignIn.AbsoluteUri;
        yield return "If it was not you, you need do nothing. Whoever tried did not get in. We send this e-mail at most once a day.";
    }
}

internal sealed class CancelledTemplate(IAccountLetterLinks links) : LetterTemplate<CancelledLetter>
{
    protected override string Subject(CancelledLetter letter, SiteOptions site) => "You cancelled your account: what happens when";

    protected override IEnumerable<string> Paragraphs(CancelledLetter letter, SiteOptions site)
    {
        yield return $"You cancelled on {letter.CancelledAt.MomentIn(site)}. Nothing has been deleted yet.";
        yield return letter.UndoListsUntil > letter.CancelledAt
            ? $"Until {letter.UndoListsUntil.MomentIn(site)} you can take it back, and everything returns as it was, your lists included."
            : "Your lists are being deleted from now on and cannot be brought back.";
        yield return $"By {letter.SubscriberDataGoneBy.MomentIn(site)} the people on your lists are deleted. From the moment we begin, the lists cannot come back.";
        yield return $"Until {letter.AccountDataKeptUntil.MomentIn(site)} we keep your account itself; it can come back, without its lists. It is deleted by {letter.AccountDataGoneBy.MomentIn(site)}. We write to you when it is done.";
        yield return "To take the cancellation back, sign in:";
        yield return links.Cancellation.AbsoluteUri;
    }
}

internal sealed class CancellationUndoneTemplate(IAccountLetterLinks links) : LetterTemplate<CancellationUndoneLetter>
{
    protected override string Subject(CancellationUndoneLetter letter, SiteOptions site) => "Your account is back";

    protected override IEnumerable<string> Paragraphs(CancellationUndoneLetter letter, SiteOptions site)
    {
        yield return letter.WithLists
            ? "You took your cancellation back. Everything is as it was, your lists included. Nothing will be deleted."
            : "You took your cancellation back. Your account stays; your lists do not: their deletion had begun and cannot be stopped. You can upload new lists as soon as it is finished.";
        yield return links.Account.AbsoluteUri;
        yield return "If it was not you, change your password and write to us.";
    }
}

internal sealed class PasswordsGuessedTemplate(IAccountLetterLinks links) : LetterTemplate<PasswordsGuessedLetter>
{
    protected override string Subject(PasswordsGuessedLetter letter, SiteOptions site) => "Somebody tried wrong passwords for your account";

    protected override IEnumerable<string> Paragraphs(PasswordsGuessedLetter letter, SiteOptions site)
    {
        yield return $"On {letter.TriedAt.MomentIn(site)} a wrong password was entered {Guesses.Most} times in a row for your account with {site.Name}. Whoever it was did not get in. Where they are, nobody can sign in to your account for {Guesses.Rest.TotalMinutes} minutes; everywhere else you can, and where you are signed in you stay so.";
        yield return "If it was you, and you have forgotten the password, choose a new one from the page on which you sign in:";
        yield return links.SignIn.AbsoluteUri;
        yield return "If it was not you, you need do nothing as long as you use your password nowhere else. We send this e-mail at most once a day.";
    }
}

internal sealed class CodesGuessedTemplate(IAccountLetterLinks links) : LetterTemplate<CodesGuessedLetter>
{
    protected override string Subject(CodesGuessedLetter letter, SiteOptions site) => "Somebody may know your password";

    protected override IEnumerable<string> Paragraphs(CodesGuessedLetter letter, SiteOptions site)
    {
        yield return $"On {letter.TriedAt.MomentIn(site)} somebody entered your right password for {site.Name}, and then {Guesses.Most} wrong codes beside it. Whoever it was did not get in.";
        yield return "If it was not you, somebody knows your password. Choose a new one now, from the page on which you sign in; that ends their attempts at once:";
        yield return links.SignIn.AbsoluteUri;
        yield return "If it was you, check that the clock of the device with your app is right, or sign in with one of your recovery codes. We send this e-mail at most once a day.";
    }
}

internal sealed class PasswordChangedTemplate : LetterTemplate<PasswordChangedLetter>
{
    protected override string Subject(PasswordChangedLetter letter, SiteOptions site) =>
        letter.IsByOperator ? "Your password works no more" : "Your password was changed";

    protected override IEnumerable<string> Paragraphs(PasswordChangedLetter letter, SiteOptions site)
    {
        if (letter.IsByOperator)
        {
            yield return $"Whoever runs {site.Name} took your password away on {letter.ChangedAt.MomentIn(site)} and signed all your browsers out. They have a link with which you choose a new one; it works once.";
            yield return OperatorWords.IfNotAsked;
            yield break;
        }

        yield return $"Your password was changed on {letter.ChangedAt.MomentIn(site)}. All other browsers were signed out.";
        yield return "If it was you, you need do nothing. If it was not you, reply to this e-mail at once.";
    }
}

internal sealed class SecondFactorTemplate : LetterTemplate<SecondFactorLetter>
{
    protected override string Subject(SecondFactorLetter letter, SiteOptions site) =>
        letter.IsOn ? "Two-step sign-in is on" : "Two-step sign-in is off";

    protected override IEnumerable<string> Paragraphs(SecondFactorLetter letter, SiteOptions site)
    {
        if (letter.IsByOperator)
        {
            yield return $"Whoever runs {site.Name} turned two-step sign-in off for you on {letter.ChangedAt.MomentIn(site)} and signed all your browsers out. Your app and your recovery codes work no more; the next time you sign in you are asked to set one up.";
            yield return OperatorWords.IfNotAsked;
            yield break;
        }

        yield return letter.IsOn
            ? $"Since {letter.ChangedAt.MomentIn(site)} we ask for a code of your app beside your password. Keep the recovery codes: without the app and without them you cannot sign in."
            : $"Since {letter.ChangedAt.MomentIn(site)} we ask for your password alone. Your recovery codes work no more.";
        yield return "All browsers but one were signed out. If it was you, you need do nothing. If it was not you, reply to this e-mail at once.";
    }
}

internal sealed class PasskeyTemplate(IAccountLetterLinks links) : LetterTemplate<PasskeyLetter>
{
    protected override string Subject(PasskeyLetter letter, SiteOptions site) => letter.IsAdded ? "A passkey was added" : "A passkey was removed";

    protected override IEnumerable<string> Paragraphs(PasskeyLetter letter, SiteOptions site)
    {
        if (letter.IsByOperator)
        {
            yield return $"Whoever runs {site.Name} removed your passkeys on {letter.ChangedAt.MomentIn(site)} and signed all your browsers out: with none of them you get in any more.";
            yield return OperatorWords.IfNotAsked;
            yield break;
        }

        yield return letter.IsAdded
            ? $"Since {letter.ChangedAt.MomentIn(site)} a further passkey signs in to your account with {site.Name}, without your password."
            : $"Since {letter.ChangedAt.MomentIn(site)} a passkey that you had signs in to your account with {site.Name} no more.";
        yield return "All browsers but one were signed out. Your passkeys stand on your account page:";
        yield return links.Account.AbsoluteUri;
        yield return "If it was you, you need do nothing. If it was not you, change your password, remove passkeys that are not yours, and reply to this e-mail.";
    }
}

/// <summary>What e-mails about a help by the operator have in common.</summary>
internal static class OperatorWords
{
    /// <summary>How it goes on for whoever asked for it, and for whoever did not.</summary>
    public const string IfNotAsked = "If you asked for this, you need do nothing. If you did not, reply to this e-mail at once.";
}
