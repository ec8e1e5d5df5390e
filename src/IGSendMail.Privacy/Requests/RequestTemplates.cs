using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Privacy.Requests;

internal sealed class RequestReceivedTemplate(IRequestLetterLinks links) : RequestLetterTemplate<RequestReceivedLetter>
{
    protected override string Subject(RequestReceivedLetter letter, SiteOptions site) => WordsOf(letter).Of("ReceivedSubject", letter.Reference);

    protected override IEnumerable<string> Paragraphs(RequestReceivedLetter letter, SiteOptions site)
    {
        var words = WordsOf(letter);
        var due = words.Day(letter.AnswerDue);
        yield return words.Of("Received", words.Name(letter.Right), words.Day(letter.ReceivedOn), letter.Reference);
        if (letter.NeedsSignIn)
        {
            yield return words.Of("ReceivedSignIn", site.Name, due);
            yield return links.OwnData.AbsoluteUri;
            yield return words["ReceivedNoPassword"];
            yield return links.ForgottenPassword.AbsoluteUri;
        }
        else if (letter.NeedsFact)
        {
            yield return words["ReceivedFact"];
            yield return words.Of("ReceivedFactDue", due);
        }
        else
        {
            yield return words.Of("ReceivedDue", due);
        }

        yield return words["Page"];
        yield return links.Request(letter.Reference, words.Language).AbsoluteUri;
    }
}

internal sealed class PackageReadyTemplate(IRequestLetterLinks links) : RequestLetterTemplate<PackageReadyLetter>
{
    protected override string Subject(PackageReadyLetter letter, SiteOptions site) => WordsOf(letter).Of("ReadySubject", letter.Reference);

    protected override IEnumerable<string> Paragraphs(PackageReadyLetter letter, SiteOptions site)
    {
        var words = WordsOf(letter);
        yield return words.Of("Ready", letter.Reference);
        yield return links.Request(letter.Reference, words.Language).AbsoluteUri;
        yield return words.Of("ReadyUntil", words.Day(letter.GoneOn));
    }
}

internal sealed class RequestRefusedTemplate(IRequestLetterLinks links) : RequestLetterTemplate<RequestRefusedLetter>
{
    protected override string Subject(RequestRefusedLetter letter, SiteOptions site) => WordsOf(letter).Of("RefusedSubject", letter.Reference);

    protected override IEnumerable<string> Paragraphs(RequestRefusedLetter letter, SiteOptions site)
    {
        var words = WordsOf(letter);
        yield return words.Of("Refused", words.Name(letter.Right), letter.Reference, words.Because(letter.Reason));
        yield return words["RefusedAgain"];
        yield return links.NewRequest(words.Language).AbsoluteUri;
        yield return words["Remedies"];
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
