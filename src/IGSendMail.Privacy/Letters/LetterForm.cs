using System.Globalization;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Privacy.Letters;

/// <summary>What all letters have in common: greeting, signature, and the two forms that say the same.</summary>
public static class LetterForm
{
    private const int LongestNameGreeted = 60;

    internal static RenderedLetter Render(
        string? name, string subject, IReadOnlyList<string> paragraphs, LetterFrame frame, SiteOptions site)
    {
        string[] words = [Greeting(name, frame), .. paragraphs.Select(p => p.Trim())];
        string[] beneath = [frame.Unclear, $"{site.Company}\n{frame.From}"];
        return new RenderedLetter(
            OneLine(subject), string.Join("\n\n", [.. words, .. beneath]) + "\n", LetterPage.Write(OneLine(subject), words, beneath, frame, site));
    }

    /// <summary>
    /// Somebody may sign up with another person's address and a "name" that is a message or a link: such a name is not
    /// repeated to them.
    /// </summary>
    private static string Greeting(string? name, LetterFrame frame)
    {
        var clean = OneLine(name ?? "");
        var isName = clean.Length is > 0 and <= LongestNameGreeted
            && !clean.Contains('/', StringComparison.Ordinal)
            && !clean.Contains('@', StringComparison.Ordinal)
            && !clean.Contains("www.", StringComparison.OrdinalIgnoreCase);
        return isName ? string.Format(CultureInfo.InvariantCulture, frame.Greeting, clean) : frame.GreetingNobody;
    }

    /// <summary>Control characters and line breaks become spaces: nothing leaves the line it is put in.</summary>
    public static string OneLine(string text) => string.Join(' ', string
        .Concat(text.Select(c => LeavesTheLine(c) ? ' ' : c))
        .Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static bool LeavesTheLine(char c) => char.GetUnicodeCategory(c) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        // Marks that turn the reading direction go; joiners (U+200C, U+200D) belong to names in several scripts.
        UnicodeCategory.Format => c is not ('\u200C' or '\u200D'),
        _ => false,
    };
}
