using IGSendMail.Privacy;
using IGSendMail.Privacy.Requests;

namespace IGSendMail.Platform.Mail.Templates;

internal sealed class RequestConfirmTemplate : LetterTemplate<RequestConfirmLetter>
{
    protected override string Subject(RequestConfirmLetter letter) =>
        letter.Opens ? $"Your request {letter.Reference}" : $"Please confirm your request {letter.Reference}";

    protected override IEnumerable<string> Paragraphs(RequestConfirmLetter letter, SiteOptions site)
    {
        yield return letter.Opens
            ? $"Here is the link to the page of your request {letter.Reference}:"
            : $"Somebody, hopefully you, sent us this request with your e-mail address: {letter.Right.Words()}. Open this link to see what will happen, and confirm it there:";
        yield return site.Link($"/privacy/requests/confirm?token={letter.Token}").AbsoluteUri;
        yield return $"The link works once, until {RequestWords.Moment(letter.ValidUntil, site)}. Opening it changes nothing; only the button on the page does.";
        if (!letter.Opens)
        {
            yield return "If it was not you, do nothing: without your confirmation the request ends by itself and we delete your address from it.";
        }
    }
}

internal sealed class RequestReceivedTemplate : LetterTemplate<RequestReceivedLetter>
{
    protected override string Subject(RequestReceivedLetter letter) => $"We have your request {letter.Reference}";

    protected override IEnumerable<string> Paragraphs(RequestReceivedLetter letter, SiteOptions site)
    {
        yield return $"Your {letter.Right.Words()} reached us on {RequestWords.Day(letter.ReceivedOn)}. Its reference is {letter.Reference}.";
        if (letter.NeedsSignIn)
        {
            yield return $"This address belongs to an IGSendMail account. So that nobody else gets or deletes your data, please sign in and go on with the request there, before {RequestWords.Day(letter.AnswerDue)}:";
            yield return site.Link("/account/data").AbsoluteUri;
        }
        else
        {
            yield return $"We answer by {RequestWords.Day(letter.AnswerDue)} at the latest, usually within a day. You need do nothing until then.";
        }

        yield return "Here you see at any time where it stands:";
        yield return site.Link($"/privacy/requests/{letter.Reference}").AbsoluteUri;
    }
}

internal sealed class PackageReadyTemplate : LetterTemplate<PackageReadyLetter>
{
    protected override string Subject(PackageReadyLetter letter) => $"Your data is ready: {letter.Reference}";

    protected override IEnumerable<string> Paragraphs(PackageReadyLetter letter, SiteOptions site)
    {
        yield return $"The package for your request {letter.Reference} is ready. It is one file; open index.html inside it first.";
        yield return site.Link($"/privacy/requests/{letter.Reference}").AbsoluteUri;
        yield return $"You can download it until {RequestWords.Day(letter.GoneOn)}; then we delete it. Only you can: the page asks you to sign in, or sends a fresh link to this address.";
    }
}

internal sealed class RequestRefusedTemplate : LetterTemplate<RequestRefusedLetter>
{
    protected override string Subject(RequestRefusedLetter letter) => $"Your request {letter.Reference}";

    protected override IEnumerable<string> Paragraphs(RequestRefusedLetter letter, SiteOptions site)
    {
        yield return $"We could not answer your {letter.Right.Words()} {letter.Reference}. {RequestWords.Because(letter.Reason)}";
        yield return "You can ask again at any time:";
        yield return site.Link("/privacy/requests/new").AbsoluteUri;
        yield return "If you disagree, reply to this letter and a privacy officer looks at it. You may also complain to your data protection authority or go to court.";
    }
}

internal sealed class RequestForControllerTemplate : LetterTemplate<RequestForControllerLetter>
{
    protected override string Subject(RequestForControllerLetter letter) => "A person on one of your lists asks about their data";

    protected override IEnumerable<string> Paragraphs(RequestForControllerLetter letter, SiteOptions site)
    {
        yield return $"On {RequestWords.Day(letter.ReceivedOn)} the person with this e-mail address sent us a request:\n{letter.RequesterAddress}";
        yield return $"What they ask for: {letter.Right.Words()}. They have shown us that the mailbox is theirs.";
        yield return $"The address is on a list of {letter.Company}. You decide about the data on your lists and we act for you, so we have changed nothing there. Please answer the person: the law usually gives you one month from the day you learn of it.";
        yield return "If you need our help with it, reply to this letter.";
    }
}
