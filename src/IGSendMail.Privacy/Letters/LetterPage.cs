using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Privacy.Letters;

/// <summary>
/// The HTML form of a letter: mark, heading, words, one button, what stands beneath. Each element carries its colours itself, because many
/// mail programs take no style sheet; those that take one get dark colours by it.
/// </summary>
internal static class LetterPage
{
    private const string Ink = "color:#1d2326";
    private const string Quiet = "color:#4a5357";
    private const string Act = "#0d5f5a";

    private const string Dark = """
        <style>:root{color-scheme:light dark}@media (prefers-color-scheme:dark){.paper{background:#14181a!important}.ink{color:#e9ecea!important}.quiet{color:#aab3b1!important}.link{color:#5cc4b8!important}.button{background:#5cc4b8!important;color:#14181a!important}.rule{border-color:#3a4345!important}}</style>
        """;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Writes it.</summary>
    /// <param name="subject">The heading too.</param>
    /// <param name="words">Greeting and paragraphs.</param>
    /// <param name="beneath">Where to turn, and who writes.</param>
    /// <param name="frame">Language, and what stands on the button.</param>
    /// <param name="site">Whose mark it carries.</param>
    public static string Write(string subject, IReadOnlyList<string> words, IReadOnlyList<string> beneath, LetterFrame frame, SiteOptions site)
    {
        var html = new StringBuilder()
            .Append("<!doctype html>\n<html lang=\"").Append(frame.Language).Append("\"><head><meta charset=\"utf-8\">")
            .Append("<meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\"><title>")
            .Append(Encode(subject)).Append("</title>").Append(Dark.Trim())
            .Append("</head>\n<body class=\"paper ink\" style=\"margin:0;padding:24px;background:#fbfaf6;").Append(Ink).Append("\">\n")
            .Append("<div class=\"ink\" style=\"max-width:34em;margin:0 auto;overflow-wrap:anywhere;font:16px/1.6 system-ui,Helvetica,Arial,sans-serif;").Append(Ink).Append("\">\n")
            .Append("<p class=\"link\" style=\"margin:0 0 1.5em;font-weight:700;color:").Append(Act).Append("\">").Append(Encode(site.Name)).Append("</p>\n")
            .Append("<h1 class=\"ink\" style=\"margin:0 0 1em;font:600 24px/1.3 Georgia,serif;").Append(Ink).Append("\">").Append(Encode(subject)).Append("</h1>\n");
        var hasButton = false;
        foreach (var part in words)
        {
            html.Append(IsLink(part) ? Link(part, hasButton ? null : frame.Open) : Paragraph(part));
            hasButton |= IsLink(part);
        }

        html.Append("<div class=\"quiet rule\" style=\"margin:2em 0 0;padding:1em 0 0;border-top:1px solid #d8d5c9;font-size:14px;").Append(Quiet).Append("\">\n");
        foreach (var part in beneath)
        {
            html.Append(Paragraph(part));
        }

        return html.Append("</div>\n</div></body></html>\n").ToString();
    }

    private static bool IsLink(string text) => !text.Any(char.IsWhiteSpace)
        && Uri.TryCreate(text, UriKind.Absolute, out var link) && link.Scheme is "http" or "https";

    /// <summary>A button with its address beneath, so that everybody sees where it leads; without words for a button, the address.</summary>
    private static string Link(string address, string? button)
    {
        var link = $"<a class=\"link\" href=\"{Encode(address)}\" style=\"color:{Act}\">{Encode(address)}</a>";
        return button is null
            ? $"<p style=\"margin:0 0 1em\">{link}</p>\n"
            : $"<p style=\"margin:0 0 .5em\"><a class=\"button\" href=\"{Encode(address)}\" style=\"display:inline-block;padding:.6em 1.2em;border-radius:6px;background:{Act};color:#ffffff;font-weight:600;text-decoration:none\">{Encode(button)}</a></p>\n<p style=\"margin:0 0 1em;font-size:14px\">{link}</p>\n";
    }

    /// <summary>Lines that begin with a dash are a list, all others are lines of the paragraph.</summary>
    private static string Paragraph(string text)
    {
        var lines = text.Split('\n');
        var items = lines.SkipWhile(line => !IsItem(line)).ToList();
        var before = lines.Take(lines.Length - items.Count).Select(Encode).ToList();
        if (!items.TrueForAll(IsItem))
        {
            (before, items) = ([.. lines.Select(Encode)], []);
        }

        var html = before.Count > 0 ? $"<p style=\"margin:0 0 1em\">{string.Join("<br>\n", before)}</p>\n" : "";
        return items.Count == 0
            ? html
            : html + $"<ul style=\"margin:0 0 1em;padding:0 0 0 1.2em\">{string.Concat(items.Select(i => $"\n<li style=\"margin:0 0 .35em\">{Encode(i[2..])}</li>"))}\n</ul>\n";
    }

    private static bool IsItem(string line) => line.StartsWith("- ", StringComparison.Ordinal);

    private static string Encode(string text) => Encoder.Encode(text);
}
