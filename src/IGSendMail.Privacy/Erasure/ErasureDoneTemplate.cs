using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.Erasure;

internal sealed class ErasureDoneTemplate(IErasureLetterLinks links, WordBook book, PlaceTexts places) : LetterTemplate<ErasureDoneLetter>
{
    private const int MostNamed = 50;

    protected override string Subject(ErasureDoneLetter letter, SiteOptions site)
    {
        var words = WordsOf(letter);
        var what = letter switch
        {
            { Others.Count: > 0 } when Deletes(letter) => words["SubjectOthers"],
            { Others.Count: > 0 } => words["SubjectOnlyOthers"],
            _ when !Deletes(letter) => words["SubjectNothing"],
            _ => words.Deleted(ScopeOf(letter)).Sentence(),
        };
        return words.Of("Subject", what, letter.ReceiptNumber);
    }

    protected override IEnumerable<string> Paragraphs(ErasureDoneLetter letter, SiteOptions site)
    {
        var words = WordsOf(letter);
        yield return Opening(letter, words);
        foreach (var other in letter.Others.Take(MostNamed))
        {
            yield return other.ToldAt is { } at ? words.Of("OtherTold", other.Company, words.Day(at, site)) : words.Of("OtherWaits", other.Company);
        }

        if (letter.Others.Count > MostNamed)
        {
            yield return words.Of("OthersMore", letter.Others.Count - MostNamed);
        }

        yield return words["ReadBack"];
        var lines = letter.Content.Lines;
        if (!Deletes(letter))
        {
            yield return words["Nothing"];
        }

        if (lines.Any(l => l.Deleted > 0))
        {
            yield return List(words["Deleted"], lines.Where(l => l.Deleted > 0).Select(l => words.Of("Line", places.In(l.Title, words.Language), words.Records(l.Deleted))));
        }

        if (lines.Any(l => l.Emptied > 0))
        {
            yield return List(words["Emptied"], lines.Where(l => l.Emptied > 0).Select(l => words.Of("Line", places.In(l.Title, words.Language), words.Records(l.Emptied))));
        }

        var kept = lines.Where(l => l.Kept > 0).ToList();
        if (kept.Count > 0 && ScopeOf(letter).IsEverything)
        {
            yield return List(words["Kept"], kept.Select(line => Kept(line, words, site)));
        }

        foreach (var hold in letter.Content.Holds)
        {
            yield return words.Of("Held", words.Day(hold.From, site), words.Day(hold.Until, site));
        }

        yield return words.Of("Receipt", letter.ReceiptNumber, words.Day(letter.IssuedAt, site));
        if (letter.SignedReceipt is not null)
        {
            yield return words["Signed"];
            yield return links.CheckReceipt(words.Language).AbsoluteUri;
        }
    }

    protected override LetterFile? File(ErasureDoneLetter letter, SiteOptions site) =>
        letter.SignedReceipt is { } signed ? new LetterFile(ErasureReceipt.FileNameOf(letter.ReceiptNumber, site), signed) : null;

    private string Opening(ErasureDoneLetter letter, ErasureLetterWords words) => (CauseOf(letter).Opening, letter.Reference) switch
    {
        ({ } promised, _) => words.Promised(CauseOf(letter), promised, ScopeOf(letter)),
        (null, { } reference) => words.Of("Done", reference, Ended(letter, words)),
        _ => words.Of("DoneNameless", Ended(letter, words)),
    };

    private string Ended(ErasureDoneLetter letter, ErasureLetterWords words) => letter switch
    {
        _ when !Deletes(letter) => words["EndNothing"],
        { Others.Count: > 0 } => words["EndOurs"],
        _ => words.Deleted(ScopeOf(letter)),
    };

    private static string List(string title, IEnumerable<string> lines) => $"{title}\n{string.Join('\n', lines)}";

    private static bool Deletes(ErasureDoneLetter letter) => letter.Content.Lines.Any(l => l.Deleted > 0 || l.Emptied > 0);

    private string Kept(ReceiptLine line, ErasureLetterWords words, SiteOptions site)
    {
        var (title, reason) = (places.In(line.Title, words.Language), places.In(line.Reason ?? "", words.Language));
        return line.Until is { } until
            ? words.Of("KeptLineUntil", title, words.Records(line.Kept), reason, line.Basis ?? "", words.Day(until, site))
            : words.Of("KeptLine", title, words.Records(line.Kept), reason, line.Basis ?? "");
    }

    private ErasureScope ScopeOf(ErasureDoneLetter letter) => book.Read<ErasureScope>(letter.Content.Scope.Name);

    private ErasureCause CauseOf(ErasureDoneLetter letter) => book.Read<ErasureCause>(letter.Content.Cause.Name);

    private static ErasureLetterWords WordsOf(ErasureDoneLetter letter) => new(letter.Locale);
}
