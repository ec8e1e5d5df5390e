using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Platform.Accounts;

internal sealed class WelcomeTemplate(IAccountLetterLinks links) : LetterTemplate<WelcomeLetter>
{
    protected override string Subject(WelcomeLetter letter, SiteOptions site) => new AccountLetterWords(letter.Locale).Of("WelcomeSubject", site.Name);

    protected override IEnumerable<string> Paragraphs(WelcomeLetter letter, SiteOptions site)
    {
        var words = new AccountLetterWords(letter.Locale);
        yield return words["WelcomeOpen"];
        yield return links.Lists.AbsoluteUri;
        yield return words.Of("WelcomePolicy", letter.PolicyVersion);
        yield return links.PolicyVersion(letter.PolicyVersion).AbsoluteUri;
        yield return words["WelcomeData"];
        yield return links.Account(letter.Locale).AbsoluteUri;
        yield return words["WelcomeNotYou"];
    }
}

internal sealed class AlreadyRegisteredTemplate(IAccountLetterLinks links) : LetterTemplate<AlreadyRegisteredLetter>
{
    protected override string Subject(AlreadyRegisteredLetter letter, SiteOptions site) => new AccountLetterWords(letter.Locale)["TriedSubject"];

    protected override IEnumerable<string> Paragraphs(AlreadyRegisteredLetter letter, SiteOptions site)
    {
        var words = new AccountLetterWords(letter.Locale);
        yield return words.Of("TriedText", words.Moment(letter.TriedAt, site), site.Name);
        yield return words["TriedSignIn"];
        yield return links.SignIn(letter.Locale).AbsoluteUri;
        yield return words["TriedNotYou"];
    }
}

internal sealed class CancelledTemplate(IAccountLetterLinks links) : LetterTemplate<CancelledLetter>
{
    protected override string Subject(CancelledLetter letter, SiteOptions site) => new AccountLetterWords(letter.Locale)["CancelledSubject"];

    protected override IEnumerable<string> Paragraphs(CancelledLetter letter, SiteOptions site)
    {
        var words = new AccountLetterWords(letter.Locale);
        yield return words.Of("CancelledAt", words.Moment(letter.CancelledAt, site));
        if (letter.HasLists)
        {
            yield return letter.UndoListsUntil > letter.CancelledAt
                ? words.Of("CancelledUndo", words.Moment(letter.UndoListsUntil, site))
                : words["CancelledNoUndo"];
            yield return words.Of("CancelledLists", words.Moment(letter.SubscriberDataGoneBy, site));
            yield return words.Of("CancelledAccount", words.Moment(letter.AccountDataKeptUntil, site), words.Moment(letter.AccountDataGoneBy, site));
        }
        else
        {
            yield return words.Of("CancelledUndoWhole", words.Moment(letter.AccountDataKeptUntil, site));
            yield return words.Of("CancelledWholeGone", words.Moment(letter.AccountDataGoneBy, site));
        }

        yield return words["CancelledBack"];
        yield return links.Cancellation(letter.Locale).AbsoluteUri;
    }
}

internal sealed class CancellationUndoneTemplate(IAccountLetterLinks links) : LetterTemplate<CancellationUndoneLetter>
{
    protected override string Subject(CancellationUndoneLetter letter, SiteOptions site) => new AccountLetterWords(letter.Locale)["UndoneSubject"];

    protected override IEnumerable<string> Paragraphs(CancellationUndoneLetter letter, SiteOptions site)
    {
        var words = new AccountLetterWords(letter.Locale);
        yield return words[letter.WithLists ? "UndoneWithLists" : "UndoneWithoutLists"];
        yield return links.Account(letter.Locale).AbsoluteUri;
        yield return words["UndoneNotYou"];
    }
}

internal sealed class PasswordsGuessedTemplate(IAccountLetterLinks links) : LetterTemplate<PasswordsGuessedLetter>
{
    protected override string Subject(PasswordsGuessedLetter letter, SiteOptions site) => new AccountLetterWords(letter.Locale)["GuessedSubject"];

    protected override IEnumerable<string> Paragraphs(PasswordsGuessedLetter letter, SiteOptions site)
    {
        var words = new AccountLetterWords(letter.Locale);
        yield return words.Of("GuessedText", words.Moment(letter.TriedAt, site), Guesses.Most, site.Name, Guesses.Rest.TotalMinutes);
        yield return words["GuessedForgot"];
        yield return links.SignIn(letter.Locale).AbsoluteUri;
        yield return words["GuessedNotYou"];
    }
}

internal sealed class CodesGuessedTemplate(IAccountLetterLinks links) : LetterTemplate<CodesGuessedLetter>
{
    protected override string Subject(CodesGuessedLetter letter, SiteOptions site) => new AccountLetterWords(letter.Locale)["CodesSubject"];

    protected override IEnumerable<string> Paragraphs(CodesGuessedLetter letter, SiteOptions site)
    {
        var words = new AccountLetterWords(letter.Locale);
        yield return words.Of("CodesText", words.Moment(letter.TriedAt, site), site.Name, Guesses.Most);
        yield return words["CodesNotYou"];
        yield return links.SignIn(letter.Locale).AbsoluteUri;
        yield return words["CodesYou"];
    }
}

internal sealed class PasswordChangedTemplate : LetterTemplate<PasswordChangedLetter>
{
    protected override string Subject(PasswordChangedLetter letter, SiteOptions site) =>
        new AccountLetterWords(letter.Locale)[letter.IsByOperator ? "ChangedSubjectOperator" : "ChangedSubject"];

    protected override IEnumerable<string> Paragraphs(PasswordChangedLetter letter, SiteOptions site)
    {
        var words = new AccountLetterWords(letter.Locale);
        var at = words.Moment(letter.ChangedAt, site);
        yield return letter.IsByOperator ? words.Of("ChangedTextOperator", site.Name, at) : words.Of("ChangedText", at);
        yield return words[letter.IsByOperator ? "OperatorIfNot" : "IfNotYouReply"];
    }
}

internal sealed class SecondFactorTemplate : LetterTemplate<SecondFactorLetter>
{
    protected override string Subject(SecondFactorLetter letter, SiteOptions site) =>
        new AccountLetterWords(letter.Locale)[letter.IsOn ? "StepOnSubject" : "StepOffSubject"];

    protected override IEnumerable<string> Paragraphs(SecondFactorLetter letter, SiteOptions site)
    {
        var words = new AccountLetterWords(letter.Locale);
        var at = words.Moment(letter.ChangedAt, site);
        if (letter.IsByOperator)
        {
            yield return words.Of("StepOffOperator", site.Name, at);
            yield return words["OperatorIfNot"];
            yield break;
        }

        yield return words.Of(letter.IsOn ? "StepOn" : "StepOff", at);
        yield return $"{words["SignedOutButOne"]} {words["IfNotYouReply"]}";
    }
}

internal sealed class PasskeyTemplate(IAccountLetterLinks links) : LetterTemplate<PasskeyLetter>
{
    protected override string Subject(PasskeyLetter letter, SiteOptions site) =>
        new AccountLetterWords(letter.Locale)[letter.IsAdded ? "PasskeyAddedSubject" : "PasskeyRemovedSubject"];

    protected override IEnumerable<string> Paragraphs(PasskeyLetter letter, SiteOptions site)
    {
        var words = new AccountLetterWords(letter.Locale);
        var at = words.Moment(letter.ChangedAt, site);
        if (letter.IsByOperator)
        {
            yield return words.Of("PasskeyRemovedOperator", site.Name, at);
            yield return words["OperatorIfNot"];
            yield break;
        }

        yield return words.Of(letter.IsAdded ? "PasskeyAdded" : "PasskeyRemoved", at, site.Name);
        yield return $"{words["SignedOutButOne"]} {words["PasskeyWhere"]}";
        yield return links.Account(letter.Locale).AbsoluteUri;
        yield return words["PasskeyNotYou"];
    }
}
