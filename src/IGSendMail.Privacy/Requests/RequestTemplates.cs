using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Privacy.Requests;

internal sealed class RequestReceivedTemplate(IRequestLetterLinks links) : LetterTemplate<RequestReceivedLetter>
{
    protected override string Subject(RequestReceivedLetter letter, SiteOptions site) => $"We have your request {letter.Reference}";

    protected override IEnumerable<string> Paragraphs(RequestReceivedLetter letter, SiteOptions site)
    {
        yield return $"Your {letter.Right.Words()} reached us on {letter.ReceivedOn.Words()}. Its reference is {letter.Reference}.";
        if (letter.NeedsSignIn)
        {
            yield return $"This address belongs to an account with {site.Name}. So that nobody else gets or deletes your data, please sign in and go on with the request there, before {letter.AnswerDue.Words()}:";
            yield return links.OwnData.AbsoluteUri;
            yield return "If you have no password any more, have a link sent to this mailbox first and choose a new one:";
            yield return links.ForgottenPassword.AbsoluteUri;
        }
        else if (letter.NeedsFact)
        {
            yield return "You asked for the data itself. California's rules ask for one more sign that you are the person it is about: on the page below, type in the reference of an earlier request of yours. If you cannot, or would rather not, one button there is enough, and we answer with the categories.";
            yield return $"We answer by {letter.AnswerDue.Words()} at the latest, whatever you choose.";
        }
        else
        {
            yield return $"We answer by {letter.AnswerDue.Words()} at the latest, usually within a day. You need do nothing until then.";
        }

        yield return "Here you see at any time where it stands:";
        yield return links.Request(letter.Reference).AbsoluteUri;
    }
}

internal sealed class PackageReadyTemplate(IRequestLetterLinks links) : LetterTemplate<PackageReadyLetter>
{
    protected override string Subject(PackageReadyLetter letter, SiteOptions site) => $"Your data is ready: {letter.Reference}";

    protected override IEnumerable<string> Paragraphs(PackageReadyLetter letter, SiteOptions site)
    {
        yield return $"The package for your request {letter.Reference} is ready. It is one file; open index.html inside it first.";
        yield return links.Request(letter.Reference).AbsoluteUri;
        yield return $"You can download it until {letter.GoneOn.Words()}; then we delete it. Only you can: the page asks you to sign in, or sends a fresh link to this address.";
    }
}

internal sealed class RequestRefusedTemplate(IRequestLetterLinks links) : LetterTemplate<RequestRefusedLetter>
{
    protected override string Subject(RequestRefusedLetter letter, SiteOptions site) => $"Your request {letter.Reference}";

    protected override IEnumerable<string> Paragraphs(RequestRefusedLetter letter, SiteOptions site)
    {
        yield return $"We could not answer your {letter.Right.Words()} {letter.Reference}. {RequestLetterWords.Because(letter.Reason)}";
        yield return "You can ask again at any time:";
        yield return links.NewRequest.AbsoluteUri;
        yield return RequestLetterWords.Remedies;
    }
}

internal sealed class RequestForControllerTemplate(IRequestLetterLinks links) : LetterTemplate<RequestForControllerLetter>
{
    protected override string Subject(RequestForControllerLetter letter, SiteOptions site) => "A person on one of your lists asks about their data";

    protected override IEnumerable<string> Paragraphs(RequestForControllerLetter letter, SiteOptions site)
    {
        yield return $"On {letter.ReceivedOn.Words()} the person with this e-mail address sent us a request:\n{letter.RequesterAddress}";
        yield return $"What they ask for: {letter.Right.Words()}. They have shown us that the mailbox is theirs.";
        if (letter.Wish is { } wish)
        {
            yield return $"In their own words:\n{LetterForm.OneLine(wish)}";
        }

        yield return $"The address is on a list of {letter.Company}. You decide about the data on your lists and we act for you, so we have changed nothing there. Please answer the person{(letter.AnswerDue is { } due ? $" by {due.Words()}" : "")}: the law usually gives you one month from the day you learn of it.";
        if (letter.RequestId is { } request)
        {
            yield return "On this page you find the person’s entry, can remove it, and say what you did, which we show to the person:";
            yield return links.PassedOn(request).AbsoluteUri;
        }

        yield return "If you need our help with it, reply to this e-mail.";
    }
}

internal sealed class PersonWroteTemplate(IRequestLetterLinks links) : LetterTemplate<PersonWroteLetter>
{
    protected override string Subject(PersonWroteLetter letter, SiteOptions site) => "A person on one of your lists wrote to you";

    protected override IEnumerable<string> Paragraphs(PersonWroteLetter letter, SiteOptions site)
    {
        yield return "We passed a request of a person on one of your lists on to you. Now they have written to you, because you have not entered a contact for people on your lists.";
        yield return "What they wrote stands here, with their e-mail address; please answer them yourself:";
        yield return links.PassedOn(letter.RequestId).AbsoluteUri;
        yield return "On the page of all requests you can enter how people reach you. Then we name that contact instead.";
    }
}
