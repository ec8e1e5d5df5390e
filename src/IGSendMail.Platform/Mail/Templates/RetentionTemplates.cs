using System.Globalization;
using IGSendMail.Privacy.Settings;
using IGSendMail.Privacy.Standing;

namespace IGSendMail.Platform.Mail.Templates;

internal sealed class DeletionsLateTemplate : LetterTemplate<DeletionsLateLetter>
{
    protected override string Subject(DeletionsLateLetter letter) => letter.Overdue > 0
        ? $"Late: {Deletions(letter.Overdue)} that we promised"
        : $"In danger of being late: {Deletions(letter.Deletions)}";

    protected override IEnumerable<string> Paragraphs(DeletionsLateLetter letter, SiteOptions site)
    {
        yield return letter.Overdue > 0
            ? $"{Deletions(letter.Overdue)} that the privacy policy promises {(letter.Overdue == 1 ? "is" : "are")} late."
            : $"Half of the time for {Deletions(letter.Deletions)} that the privacy policy promises is over, and not everything is gone yet.";
        yield return $"The first was promised by {RequestWords.Moment(letter.FirstPromise, site)}. Please look at what keeps it:";
        yield return site.Link("/officer/retention").AbsoluteUri;
        yield return "You get this letter once a day for as long as it is so.";
    }

    private static string Deletions(int count) => count == 1
        ? "one deletion"
        : string.Create(CultureInfo.InvariantCulture, $"{count:N0} deletions");
}
