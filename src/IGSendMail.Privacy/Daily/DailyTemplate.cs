using System.Globalization;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Privacy.Daily;

internal sealed class DailyTemplate(IDailyLetterLinks links) : LetterTemplate<DailyLetter>
{
    protected override string Subject(DailyLetter letter, SiteOptions site) => letter.Figures.Urgent switch
    {
        0 => $"{letter.At.DayIn(site)}: nothing is urgent",
        1 => $"{letter.At.DayIn(site)}: one thing is urgent",
        var many => string.Create(CultureInfo.InvariantCulture, $"{letter.At.DayIn(site)}: {many:N0} things are urgent"),
    };

    protected override IEnumerable<string> Paragraphs(DailyLetter letter, SiteOptions site)
    {
        yield return $"So things stood on {letter.At.MomentIn(site)}:\n" + string.Join('\n', Lines(letter.Figures, site).Select(line => $"- {line}"));
        yield return links.Officer.AbsoluteUri;
        if (letter.Head is not { } head)
        {
            yield return "The audit trail has no signed head yet.";
            yield break;
        }

        yield return $"Keep this e-mail. Beneath stands the signed head of the audit trail after {Counted(letter.Entries, "entry", "entries")}, and this "
            + "site cannot change what lies in your mailbox. If you ever doubt the trail, or when a backup was put back, have it compared. "
            + "Whoever runs the site enters:";
        yield return $"audit verify --head {head}";
    }

    private static IEnumerable<string> Lines(DayFigures day, SiteOptions site)
    {
        yield return day switch
        {
            { OpenRequests: 0 } => "no request is open",
            { LateRequests: 0, NearRequests: 0 } => $"{Counted(day.OpenRequests, "request is", "requests are")} open, none of them due within a week",
            { LateRequests: 0 } => $"{Counted(day.OpenRequests, "request is", "requests are")} open, {Number(day.NearRequests)} due within a week",
            { NearRequests: 0 } => $"{Counted(day.OpenRequests, "request is", "requests are")} open, {Number(day.LateRequests)} late",
            _ => $"{Counted(day.OpenRequests, "request is", "requests are")} open, {Number(day.LateRequests)} late and {Number(day.NearRequests)} due within a week",
        };
        yield return day switch
        {
            { LateDeletions: 0, NearDeletions: 0 } => "no promised deletion is late or in danger of it",
            { LateDeletions: 0 } => $"{Counted(day.NearDeletions, "promised deletion is", "promised deletions are")} in danger of being late",
            { NearDeletions: 0 } => $"{Counted(day.LateDeletions, "promised deletion is", "promised deletions are")} late",
            _ => $"{Counted(day.LateDeletions, "promised deletion is", "promised deletions are")} late, {Number(day.NearDeletions)} in danger of it",
        };
        yield return day.Unsent == 0 ? "no e-mail was given up" : $"{Counted(day.Unsent, "e-mail", "e-mails")} did not leave after all attempts";
        yield return day.DrillAt is not { } at
            ? "no backup was ever tried in a drill"
            : day.DrillHeld ? $"the last drill of a backup, on {at.DayIn(site)}, held" : $"the last drill of a backup, on {at.DayIn(site)}, did not hold";
    }

    private static string Counted(long count, string one, string many) => $"{Number(count)} {(count == 1 ? one : many)}";

    private static string Number(long count) => count == 1 ? "one" : count.ToString("N0", CultureInfo.InvariantCulture);
}
