using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.Requests;

internal sealed class RequestExtendedTemplate(IRequestLetterLinks links) : LetterTemplate<RequestExtendedLetter>
{
    protected override string Subject(RequestExtendedLetter letter, SiteOptions site) => $"Your request {letter.Reference} takes longer";

    protected override IEnumerable<string> Paragraphs(RequestExtendedLetter letter, SiteOptions site)
    {
        yield return $"We promised to answer your {letter.Right.Words()} {letter.Reference} by {letter.FirstDue.Words()}. We need more time, and answer by {letter.AnswerDue.Words()} at the latest.";
        yield return RequestLetterWords.Because(letter.Reason);
        yield return "You need do nothing. Here you see where it stands:";
        yield return links.Request(letter.Reference).AbsoluteUri;
        yield return RequestLetterWords.Remedies;
    }
}

internal sealed class RequestWithdrawnTemplate(IRequestLetterLinks links) : LetterTemplate<RequestWithdrawnLetter>
{
    protected override string Subject(RequestWithdrawnLetter letter, SiteOptions site) => $"Your request {letter.Reference} is withdrawn";

    protected override IEnumerable<string> Paragraphs(RequestWithdrawnLetter letter, SiteOptions site)
    {
        yield return $"Your {letter.Right.Words()} {letter.Reference} was taken back, and nothing was changed. We have deleted your address from it.";
        yield return "If that was not you, or you change your mind, just ask again:";
        yield return links.NewRequest.AbsoluteUri;
    }
}

internal sealed class RequestPartlyDoneTemplate : LetterTemplate<RequestPartlyDoneLetter>
{
    protected override string Subject(RequestPartlyDoneLetter letter, SiteOptions site) => $"Your request {letter.Reference} is nearly done";

    protected override IEnumerable<string> Paragraphs(RequestPartlyDoneLetter letter, SiteOptions site)
    {
        yield return $"Your {letter.Right.Words()} {letter.Reference} is carried out everywhere but in {(letter.Places == 1 ? "one place, which does" : $"{letter.Places} places, which do")} not answer at the moment. We keep trying, and a privacy officer knows of it.";
        yield return "We do not call it done before every place is done. You get another e-mail then.";
    }
}

internal sealed class RequestCorrectedTemplate(IRequestLetterLinks links, WordBook words) : LetterTemplate<RequestCorrectedLetter>
{
    protected override string Subject(RequestCorrectedLetter letter, SiteOptions site) => letter switch
    {
        { Field: { } field } => $"We corrected {words.Read<CorrectionField>(field.Name).InLetter}: {letter.Reference}",
        { PassedOnTo: > 0 } => $"We passed your request {letter.Reference} on",
        _ => $"Nothing to correct under your address: {letter.Reference}",
    };

    protected override IEnumerable<string> Paragraphs(RequestCorrectedLetter letter, SiteOptions site)
    {
        if (letter.Field is { } field)
        {
            yield return $"We have corrected {words.Read<CorrectionField>(field.Name).InLetter}, as you asked in your request {letter.Reference}. The page of the request shows what stood there and what stands there now:";
            yield return links.Request(letter.Reference).AbsoluteUri;
            yield return "If you did not ask for that, reply to this e-mail at once.";
        }

        if (letter.PassedOnTo > 0)
        {
            var also = letter.Field is null ? "" : "also ";
            yield return letter.PassedOnTo == 1
                ? $"One customer of ours {also}has your address on a list and decides about what stands there. We pass your request {letter.Reference} on, in your words; what is corrected there is for that customer to decide and to tell you."
                : $"{letter.PassedOnTo} customers of ours {also}have your address on a list and decide about what stands there. We pass your request {letter.Reference} on, in your words; what is corrected there is for them to decide and to tell you.";
            if (letter.Waiting > 0)
            {
                yield return letter.Waiting == 1 && letter.PassedOnTo == 1
                    ? "This customer has not confirmed to us that their own e-mail address is theirs. We tell them as soon as they have."
                    : $"{letter.Waiting} of them {(letter.Waiting == 1 ? "has" : "have")} not confirmed to us that their own e-mail address is theirs. We tell them as soon as they have.";
            }

            yield return "Here you see who was told, and when:";
            yield return links.Request(letter.Reference).AbsoluteUri;
        }
        else if (letter.Field is null)
        {
            yield return $"We have looked for what you asked to have corrected in your request {letter.Reference}. Under this address we hold nothing but your requests, and no customer of ours has it on a list, so there was nothing to correct.";
            yield return "If you meant something else, reply to this e-mail and a privacy officer looks at it.";
        }
    }
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
