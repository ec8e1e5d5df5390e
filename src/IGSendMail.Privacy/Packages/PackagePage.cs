using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace IGSendMail.Privacy.Packages;

/// <summary>Writes a page that opens offline: no script, nothing fetched, prints well. Everything in it is encoded.</summary>
internal sealed class PackagePage(TextWriter writer)
{
    private const string Style = """
        :root{color-scheme:light dark}
        body{font:17px/1.6 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}
        h1,h2{font-family:Georgia,serif;line-height:1.2}h2{margin-top:2.5rem}p,li{max-width:68ch}
        .wide{overflow-x:auto}table{border-collapse:collapse;font-size:.9rem;width:100%}
        th,td{text-align:left;vertical-align:top;padding:.4rem .75rem .4rem 0;border-bottom:1px solid #8886;overflow-wrap:anywhere;min-width:6rem}
        @media (max-width:30rem){th,td{min-width:4rem}}
        @media print{body{margin:0;max-width:none;font-size:11pt}.wide{overflow:visible}th,td{min-width:0}h2{break-after:avoid}tr{break-inside:avoid}}
        """;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public Task BeginAsync(string title) => writer.WriteAsync($"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>{Text(title)}</title><style>{Style}</style></head><body>
        <h1>{Text(title)}</h1>

        """);

    public Task EndAsync() => writer.WriteAsync("</body></html>\n");

    public Task HeadingAsync(string text) => writer.WriteAsync($"<h2>{Text(text)}</h2>\n");

    public Task ParagraphAsync(string text) => writer.WriteAsync($"<p>{Text(text)}</p>\n");

    public async Task ListAsync(IEnumerable<string> items)
    {
        var all = items.ToList();
        if (all.Count > 0)
        {
            await writer.WriteAsync($"<ul>{string.Concat(all.Select(i => $"<li>{Text(i)}</li>"))}</ul>\n");
        }
    }

    public async Task TableAsync(IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<PageCell>> rows)
    {
        // A table that scrolls can be reached and scrolled with the keyboard.
        await writer.WriteAsync("<div class=\"wide\" tabindex=\"0\"><table><thead><tr>");
        await writer.WriteAsync(string.Concat(heads.Select(h => $"<th scope=\"col\">{Text(h)}</th>")));
        await writer.WriteAsync("</tr></thead><tbody>\n");
        foreach (var row in rows)
        {
            await writer.WriteAsync($"<tr>{string.Concat(row.Select(c => $"<td>{Cell(c)}</td>"))}</tr>\n");
        }

        await writer.WriteAsync("</tbody></table></div>\n");
    }

    /// <summary>A sentence that ends with a link to a file of the package.</summary>
    public Task ParagraphAsync(string text, PageCell link) => writer.WriteAsync($"<p>{Text(text)} {Cell(link)}</p>\n");

    private static string Cell(PageCell cell) => cell.File is null
        ? Text(cell.Text ?? "")
        : $"<a href=\"{Text(cell.File)}\">{Text(cell.Text ?? cell.File)}</a>";

    private static string Text(string text) => Encoder.Encode(text);
}

/// <summary>A cell of a table: text, or a link to a file of the package.</summary>
/// <param name="Text">What is shown.</param>
/// <param name="File">Path in the package, or null.</param>
internal readonly record struct PageCell(string? Text, string? File = null)
{
    public static implicit operator PageCell(string? text) => new(text);

    /// <summary>A link that shows the path.</summary>
    public static PageCell LinkTo(string file) => new(file, file);
}
