using IGSendMail.Privacy.Settings;

namespace IGSendMail.Privacy.Requests;

internal sealed class RequestConfirmTemplate(IRequestLetterLinks links) : RequestLetterTemplate<RequestConfirmLetter>
{
    protected override string Subject(RequestConfirmLetter letter, SiteOptions site) =>
        WordsOf(letter).Of(letter.Opens ? "SubjectOpens" : "SubjectConfirms", letter.Reference);

    protected override IEnumerable<string> Paragraphs(RequestConfirmLetter letter, SiteOptions site)
    {
        var words = WordsOf(letter);
        yield return letter.NewAddress ? words.Of("NewAddress", site.Name)
            : letter.Opens ? words.Of("Opens", letter.Reference)
            : words.Of("Confirms", words.Wanted(letter.Right));
        yield return links.Confirm(letter.Token, words.Language).AbsoluteUri;
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
}
