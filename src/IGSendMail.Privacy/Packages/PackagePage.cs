using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace IGSendMail.Privacy.Packages;

/// <summary>Writes a page that opens offline: no script, nothing fetched, prints well. Everything in it is encoded.</summary>
internal sealed class PackagePage(TextWriter writer)
{
    /// <summary>A table of more columns would be cut off on paper: its rows are shown one beneath the other.</summary>
    private const int MostColumns = 7;

    private const string Style = """
        :root{color-scheme:light dark;--line:#8886;--quiet:light-dark(#454e52,#b3bcbb);--wash:light-dark(#eef4f1,#1c2b2a)}
        body{font:17px/1.6 system-ui,sans-serif;max-width:67rem;margin:2rem auto;padding:0 1rem;background:light-dark(#fbfaf6,#14181a);color:light-dark(#1d2326,#e9ecea)}
        a{color:light-dark(#0b5954,#5cc4b8)}
        h1,h2{font-family:Georgia,serif;line-height:1.2}h2{margin:2.5rem 0 .75rem}p,li{max-width:68ch}
        table{border-collapse:collapse;font-size:.9rem;width:100%;margin:1rem 0}
        th,td{text-align:left;vertical-align:top;padding:.4rem .9rem .4rem 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere;white-space:pre-line}
        thead th{color:var(--quiet);vertical-align:bottom;overflow-wrap:normal}tbody th{font-weight:600}
        dl{margin:1rem 0;max-width:52rem}
        dl>div{display:grid;grid-template-columns:minmax(8rem,15rem) 1fr;gap:0 1.25rem;padding:.35rem 0;border-bottom:1px solid var(--line)}
        dt{color:var(--quiet)}dd{margin:0;overflow-wrap:anywhere;white-space:pre-line}
        .short{background:var(--wash);border-radius:.75rem;padding:.5rem 1.25rem;max-width:none}.short>div:last-child{border:0}
        ol.records{list-style:none;padding:0}ol.records>li{max-width:none;border-top:2px solid var(--line);margin-top:1.25rem}
        @media (max-width:39.99rem){
        thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        table,tbody,tr,th,td{display:block}tbody tr{border-bottom:1px solid var(--line);padding:.5rem 0}tbody th,td{border:0;padding:.1rem 0}
        td:empty{display:none}td::before{content:attr(data-label) ": ";color:var(--quiet)}
        dl>div{grid-template-columns:1fr}.short{padding:.5rem 1rem}}
        caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        @page{margin:16mm 14mm}
        @media print{:root{color-scheme:light}body{margin:0;padding:0;max-width:none;font-size:10pt;background:none;color:#000}
        a{color:inherit}h1{font-size:20pt}h2{font-size:13pt;margin-top:16pt;break-after:avoid}
        tr,dl>div{break-inside:avoid}thead{display:table-header-group}p,li,dl{max-width:none}
        .short{border:1px solid #888;background:none}table{font-size:8.5pt}}
        """;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private string _heading = "";

    public Task BeginAsync(string title, string language) => writer.WriteAsync($"""
        <!doctype html>
        <html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>{Text(title)}</title><style>{Style}</style></head><body><main>
        <h1>{Text(title)}</h1>

        """);

    public Task EndAsync() => writer.WriteAsync("</main></body></html>\n");

    public Task HeadingAsync(string text)
    {
        _heading = text;
        return writer.WriteAsync($"<h2>{Text(text)}</h2>\n");
    }

    public Task ParagraphAsync(string text) => writer.WriteAsync($"<p>{Text(text)}</p>\n");

    public async Task ListAsync(IEnumerable<string> items)
    {
        var all = items.ToList();
        if (all.Count > 0)
        {
            await writer.WriteAsync($"<ul>{string.Concat(all.Select(i => $"<li>{Text(i)}</li>"))}</ul>\n");
        }
    }

    /// <summary>The first lines, set apart.</summary>
    public Task SummaryAsync(IEnumerable<(string Name, string Words)> lines) =>
        writer.WriteAsync(Facts("short", lines.Select(l => (l.Name, (PageCell)l.Words))));

    /// <summary>
    /// Rows under the names of their columns. A single row is shown as names and values; so is each of them if there are too many columns
    /// for paper, or a value is long.
    /// </summary>
    public async Task TableAsync(IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<PageCell>> rows, bool isLong = false)
    {
        var all = rows.ToList();
        if (all.Count == 1)
        {
            await writer.WriteAsync(Facts(null, Named(heads, all[0])));
            return;
        }

        if (isLong || heads.Count > MostColumns)
        {
            await writer.WriteAsync("<ol class=\"records\">\n");
            foreach (var row in all)
            {
                await writer.WriteAsync($"<li>{Facts(null, Named(heads, row))}</li>\n");
            }

            await writer.WriteAsync("</ol>\n");
            return;
        }

        // Roles are written out: laid out as blocks, some browsers forget that a table is one.
        await writer.WriteAsync($"<table role=\"table\"><caption>{Text(_heading)}</caption><thead role=\"rowgroup\"><tr role=\"row\">");
        await writer.WriteAsync(string.Concat(heads.Select(h => $"<th scope=\"col\" role=\"columnheader\">{Text(h)}</th>")));
        await writer.WriteAsync("</tr></thead><tbody role=\"rowgroup\">\n");
        foreach (var row in all)
        {
            await writer.WriteAsync($"<tr role=\"row\">{string.Concat(Named(heads, row).Select((c, i) => i == 0
                ? $"<th scope=\"row\" role=\"rowheader\">{Cell(c.Value)}</th>"
                : $"<td role=\"cell\" data-label=\"{Text(c.Name)}\">{Cell(c.Value)}</td>"))}</tr>\n");
        }

        await writer.WriteAsync("</tbody></table>\n");
    }

    /// <summary>A sentence that ends with a link to a file of the package.</summary>
    public Task ParagraphAsync(string text, PageCell link) => writer.WriteAsync($"<p>{Text(text)} {Cell(link)}</p>\n");

    private static IEnumerable<(string Name, PageCell Value)> Named(IReadOnlyList<string> heads, IReadOnlyList<PageCell> row) =>
        heads.Select((head, i) => (head, i < row.Count ? row[i] : default));

    private static string Facts(string? kind, IEnumerable<(string Name, PageCell Value)> facts) =>
        $"<dl{(kind is null ? "" : $" class=\"{kind}\"")}>{string.Concat(facts.Where(f => !string.IsNullOrEmpty(f.Value.Text))
            .Select(f => $"<div><dt>{Text(f.Name)}</dt><dd>{Cell(f.Value)}</dd></div>\n"))}</dl>\n";

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
