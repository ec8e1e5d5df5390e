using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.Erasure;

internal sealed class ErasureDoneTemplate(IErasureLetterLinks links, WordBook words) : LetterTemplate<ErasureDoneLetter>
{
    private const int MostNamed = 50;

    protected override string Subject(ErasureDoneLetter letter, SiteOptions site)
    {
        var what = letter switch
        {
            { Others.Count: > 0 } when DeletedOf(letter).Count > 0 => "We deleted what we hold; others still have your address",
            { Others.Count: > 0 } => "We hold nothing that had to go; others have your address",
            _ when DeletedOf(letter).Count == 0 => "There was nothing to delete",
            _ => ScopeOf(letter).Deleted.Sentence(),
        };
        return $"{what}: receipt {letter.ReceiptNumber}";
    }

    protected override IEnumerable<string> Paragraphs(ErasureDoneLetter letter, SiteOptions site)
    {
        yield return Opening(letter);
        foreach (var other in letter.Others.Take(MostNamed))
        {
            yield return other.ToldAt is { } at
                ? $"{other.Company}, a customer of ours, still has your e-mail address on a list and decides about it. We passed your request on to them on {at.DayIn(site)}."
                : $"{other.Company}, a customer of ours, still has your e-mail address on a list and decides about it. We pass your request on to them as soon as they can be told.";
        }

        if (letter.Others.Count > MostNamed)
        {
            yield return $"{letter.Others.Count - MostNamed} more customers of ours have it too. Reply to this e-mail if you want to know who they are.";
        }

        yield return "We have read every place of ours again afterwards and found nothing left that was to go.";

        var lines = letter.Content.Lines;
        if (DeletedOf(letter).Count == 0)
        {
            yield return "There was nothing to delete: we held no data of yours that had to go.";
        }

        if (lines.Any(l => l.Deleted > 0))
        {
            yield return "Deleted:\n" + string.Join('\n', lines.Where(l => l.Deleted > 0).Select(l => $"- {l.Title}: {l.Deleted.Records()}"));
        }

        if (lines.Any(l => l.Emptied > 0))
        {
            yield return "What is personal was taken out of:\n" + string.Join('\n', lines.Where(l => l.Emptied > 0).Select(l => $"- {l.Title}: {l.Emptied.Records()}"));
        }

        var kept = lines.Where(l => l.Kept > 0).ToList();
        if (kept.Count > 0 && ScopeOf(letter).IsEverything)
        {
            yield return "What stays, and why:\n" + string.Join('\n', kept.Select(line => Kept(line, site)));
        }

        foreach (var hold in letter.Content.Holds)
        {
            yield return $"The deletion had to wait from {hold.From.DayIn(site)} to {hold.Until.DayIn(site)}, because of a legal hold (GDPR Art. 17(3)): the law did not let us delete it before.";
        }

        yield return $"This is receipt {letter.ReceiptNumber} of {letter.IssuedAt.DayIn(site)}. Please keep this e-mail: we delete your address now and cannot send it again.";
        if (letter.SignedReceipt is not null)
        {
            yield return "The receipt goes with this e-mail as a file that we have signed. Keep the file as it is: whoever has it, now or in some years, can check here that we issued it and that nothing in it was changed:";
            yield return links.CheckReceipt.AbsoluteUri;
        }
    }

    protected override LetterFile? File(ErasureDoneLetter letter, SiteOptions site) =>
        letter.SignedReceipt is { } signed ? new LetterFile(ErasureReceipt.FileNameOf(letter.ReceiptNumber, site), signed) : null;

    private string Opening(ErasureDoneLetter letter) => (CauseOf(letter).Opening, letter.Reference) switch
    {
        ({ } promised, _) => $"{promised} {ScopeOf(letter).NowDeleted}.",
        (null, { } reference) => $"Your request {reference} is done: {Ended(letter)}.",
        _ => $"Your request is done: {Ended(letter)}.",
    };

    private string Ended(ErasureDoneLetter letter) => letter switch
    {
        _ when DeletedOf(letter).Count == 0 => "we held nothing of yours that had to go",
        { Others.Count: > 0 } => "we deleted what we held about you",
        _ => ScopeOf(letter).Deleted,
    };

    private static List<ReceiptLine> DeletedOf(ErasureDoneLetter letter) =>
        [.. letter.Content.Lines.Where(l => l.Deleted > 0 || l.Emptied > 0)];

    private ErasureScope ScopeOf(ErasureDoneLetter letter) => words.Read<ErasureScope>(letter.Content.Scope.Name);

    private ErasureCause CauseOf(ErasureDoneLetter letter) => words.Read<ErasureCause>(letter.Content.Cause.Name);

    private static string Kept(ReceiptLine line, SiteOptions site) =>
        $"- {line.Title}: {line.Kept.Records()}. {line.Reason} ({line.Basis})"
        + (line.Until is { } until ? $", until {until.DayIn(site)}." : ".");
}
