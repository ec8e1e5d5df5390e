using IGSendMail.Privacy.Requests;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Platform.Mail.Templates;

internal sealed class RequestConfirmTemplate : LetterTemplate<RequestConfirmLetter>
{
    protected override string Subject(RequestConfirmLetter letter) =>
        WordsOf(letter).Of(letter.Opens ? "SubjectOpens" : "SubjectConfirms", letter.Reference);

    protected override LetterFrame Frame(RequestConfirmLetter letter)
    {
        var words = WordsOf(letter);
        return new LetterFrame(
            words.Language, words["Greeting"], words["GreetingNobody"], words.Of("Unclear", LetterForm.ContactAddress), words["From"]);
    }

    protected override IEnumerable<string> Paragraphs(RequestConfirmLetter letter, SiteOptions site)
    {
        var words = WordsOf(letter);
        yield return letter.NewAddress ? words["NewAddress"]
            : letter.Opens ? words.Of("Opens", letter.Reference)
            : words.Of("Confirms", words.Of(letter.Right));
        yield return site.Link($"/privacy/requests/confirm?token={letter.Token}&lang={words.Language}").AbsoluteUri;
        yield return words.Of("Works", words.Moment(letter.ValidUntil, site));
        if (letter.Code is { } code)
        {
            yield return words.Of("Code", code);
        }

        if (!letter.Opens)
        {
            yield return words["NotYou"];
        }
    }

    private static ConfirmWords WordsOf(RequestConfirmLetter letter) => ConfirmWords.In(letter.Locale);
}
