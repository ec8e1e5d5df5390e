using System.Globalization;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Privacy.Standing;

internal sealed class DeletionsLateTemplate(IStandingLetterLinks links) : LetterTemplate<DeletionsLateLetter>
{
    protected override string Subject(DeletionsLateLetter letter, SiteOptions site) => letter.Overdue > 0
        ? $"Late: {Deletions(letter.Overdue)} that we promised"
        : $"In danger of being late: {Deletions(letter.Deletions)}";

    protected override IEnumerable<string> Paragraphs(DeletionsLateLetter letter, SiteOptions site)
    {
        yield return letter.Overdue > 0
            ? $"{Deletions(letter.Overdue)} that the privacy policy promises {(letter.Overdue == 1 ? "is" : "are")} late."
            : $"Half of the time for {Deletions(letter.Deletions)} that the privacy policy promises is over, and not everything is gone yet.";
        yield return $"The first was promised by {letter.FirstPromise.MomentIn(site)}. Please look at what keeps it:";
        yield return links.OfficerRetention.AbsoluteUri;
        yield return "You get this e-mail once a day for as long as it is so.";
    }

    private static string Deletions(int count) => count == 1
        ? "one deletion"
        : string.Create(CultureInfo.InvariantCulture, $"{count:N0} deletions");
}
