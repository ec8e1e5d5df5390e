using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.Requests;

internal sealed class RequestExtendedTemplate(IRequestLetterLinks links) : RequestLetterTemplate<RequestExtendedLetter>
{
    protected override string Subject(RequestExtendedLetter letter, SiteOptions site) => WordsOf(letter).Of("ExtendedSubject", letter.Reference);

    protected override IEnumerable<string> Paragraphs(RequestExtendedLetter letter, SiteOptions site)
    {
        var words = WordsOf(letter);
        yield return words.Of("Extended", words.Name(letter.Right), letter.Reference, words.Day(letter.FirstDue), words.Day(letter.AnswerDue));
        yield return words.Because(letter.Reason);
        yield return words["ExtendedNothing"];
        yield return links.Request(letter.Reference, words.Language).AbsoluteUri;
        yield return words["Remedies"];
    }
}

internal sealed class RequestWithdrawnTemplate(IRequestLetterLinks links) : RequestLetterTemplate<RequestWithdrawnLetter>
{
    protected override string Subject(RequestWithdrawnLetter letter, SiteOptions site) => WordsOf(letter).Of("WithdrawnSubject", letter.Reference);

    protected override IEnumerable<string> Paragraphs(RequestWithdrawnLetter letter, SiteOptions site)
    {
        var words = WordsOf(letter);
        yield return words.Of("Withdrawn", words.Name(letter.Right), letter.Reference);
        yield return words["WithdrawnAgain"];
        yield return links.NewRequest(words.Language).AbsoluteUri;
    }
}

internal sealed class RequestPartlyDoneTemplate : RequestLetterTemplate<RequestPartlyDoneLetter>
{
    protected override string Subject(RequestPartlyDoneLetter letter, SiteOptions site) => WordsOf(letter).Of("PartlySubject", letter.Reference);

    protected override IEnumerable<string> Paragraphs(RequestPartlyDoneLetter letter, SiteOptions site)
    {
        var words = WordsOf(letter);
        yield return words.Of(letter.Places == 1 ? "PartlyOne" : "PartlyMany", words.Name(letter.Right), letter.Reference, letter.Places);
        yield return words["PartlyThen"];
    }
}

internal sealed class RequestCorrectedTemplate(IRequestLetterLinks links, WordBook book) : RequestLetterTemplate<RequestCorrectedLetter>
{
    protected override string Subject(RequestCorrectedLetter letter, SiteOptions site)
    {
        var words = WordsOf(letter);
        return letter switch
        {
            { Field: { } field } => words.Of("CorrectedSubject", words.Corrected(field, book), letter.Reference),
            { PassedOnTo: > 0 } => words.Of("CorrectedSubjectPassed", letter.Reference),
            _ => words.Of("CorrectedSubjectNothing", letter.Reference),
        };
    }

    protected override IEnumerable<string> Paragraphs(RequestCorrectedLetter letter, SiteOptions site)
    {
        var words = WordsOf(letter);
        if (letter.Field is { } field)
        {
            yield return words.Of("Corrected", words.Corrected(field, book), letter.Reference);
            yield return links.Request(letter.Reference, words.Language).AbsoluteUri;
            if (book.Read<CorrectionField>(field.Name).Consequence.GetValueOrDefault(words.Language) is { } consequence)
            {
                yield return consequence;
            }

            yield return words["CorrectedNotYou"];
        }

        if (letter.PassedOnTo > 0)
        {
            var also = letter.Field is null ? "" : "Also";
            yield return words.Of(letter.PassedOnTo == 1 ? $"Passed{also}One" : $"Passed{also}Many", letter.Reference, letter.PassedOnTo);
            if (letter.Waiting > 0)
            {
                yield return words.Of(Waiting(letter), letter.Waiting);
            }

            yield return words["Told"];
            yield return links.Request(letter.Reference, words.Language).AbsoluteUri;
        }
        else if (letter.Field is null)
        {
            yield return words.Of("NothingToCorrect", letter.Reference);
            yield return words["NothingElse"];
        }
    }

    private static string Waiting(RequestCorrectedLetter letter) => letter switch
    {
        { PassedOnTo: 1 } => "WaitingOnly",
        { Waiting: 1 } => "WaitingOne",
        _ => "WaitingMany",
    };
}

internal sealed class RequestDueTemplate(IRequestLetterLinks links) : LetterTemplate<RequestDueLetter>
{
    protected override string Subject(RequestDueLetter letter, SiteOptions site) => letter.DaysLeft < 0
        ? $"Overdue: request {letter.Reference}"
        : $"Due on {letter.AnswerDue.Words()}: request {letter.Reference}";

    protected override IEnumerable<string> Paragraphs(RequestDueLetter letter, SiteOptions site)
    {
        yield return letter.DaysLeft < 0
            ? $"The {letter.Right.Words()} {letter.Reference} was due on {letter.AnswerDue.Words()} and is not answered."
            : $"The {letter.Right.Words()} {letter.Reference} is open, and its latest lawful day is {letter.AnswerDue.Words()}.";
        yield return "Please look at what it waits for. If the first deadline is not over, more time can be given there, with a reason:";
        yield return links.OfficerRequest(letter.Reference).AbsoluteUri;
    }
}
