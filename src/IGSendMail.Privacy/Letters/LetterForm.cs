using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Privacy.Letters;

/// <summary>What all letters have in common: greeting, signature, and the two forms that say the same.</summary>
public static class LetterForm
{
    private const int LongestNameGreeted = 60;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    internal static RenderedLetter Render(
        string? name, string subject, IReadOnlyList<string> paragraphs, LetterFrame frame, SiteOptions site)
    {
        string[] parts = [Greeting(name, frame), .. paragraphs.Select(p => p.Trim()), frame.Unclear, $"{site.Company}\n{frame.From}"];
        return new RenderedLetter(OneLine(subject), string.Join("\n\n", parts) + "\n", Html(OneLine(subject), frame.Language, parts));
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

    private static string Html(string subject, string language, IEnumerable<string> parts)
    {
        var html = new StringBuilder()
            .Append("<!doctype html>\n<html lang=\"").Append(language).Append("\"><head><meta charset=\"utf-8\"><title>")
            .Append(Encode(subject))
            .Append("</title></head>\n<body style=\"margin:0;padding:24px;font:16px/1.6 Georgia,serif;color:#1c2430;background:#ffffff\">")
            .Append("\n<div style=\"max-width:34em;margin:0 auto;overflow-wrap:anywhere\">\n");
        foreach (var part in parts)
        {
            html.Append("<p style=\"margin:0 0 1em\">").Append(Paragraph(part)).Append("</p>\n");
        }

        return html.Append("</div></body></html>\n").ToString();
    }

    private static string Paragraph(string text)
    {
        var isLink = !text.Any(char.IsWhiteSpace)
            && Uri.TryCreate(text, UriKind.Absolute, out var link) && link.Scheme is "http" or "https";
        return isLink
            ? $"<a href=\"{Encode(text)}\" style=\"color:#0b5c8a\">{Encode(text)}</a>"
            : Encode(text).Replace("&#xA;", "<br>\n", StringComparison.Ordinal);
    }

    private static string Encode(string text) => Encoder.Encode(text);
}
