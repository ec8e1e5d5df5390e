using System.Globalization;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Renderers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace IGSendMail.Privacy.Policy;

/// <summary>Cuts a Markdown text with its figures filled in into the thirteen clauses.</summary>
internal static partial class ClauseReader
{
    private const string InShortMark = "In short:";

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePreciseSourceLocation().Build();

    /// <summary>The clauses in order. <paramref name="firstLine"/> is that of the text in its file.</summary>
    /// <exception cref="PolicyFileException">A clause is missing, misnamed, out of order or empty, or a link is not allowed.</exception>
    public static IReadOnlyList<PolicyClause> Read(string file, int firstLine, string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        RefuseStrangeLinks(file, firstLine, document);

        var clauses = new List<PolicyClause>();
        var blocks = document.ToList();
        var next = 0;
        foreach (var expected in ClauseList.All)
        {
            var line = next < blocks.Count ? firstLine + blocks[next].Line : firstLine + markdown.Split('\n').Length - 1;
            var wanted = string.Create(CultureInfo.InvariantCulture, $"{expected.Number}. {expected.Title}");
            if (next >= blocks.Count || blocks[next] is not HeadingBlock { Level: 2 } heading)
            {
                throw new PolicyFileException(file, line, $"clause \"{wanted}\" is missing here", $"Begin it with the line \"## {wanted}\"");
            }

            if (PlainText([heading]) is var found && found != wanted)
            {
                throw new PolicyFileException(file, line, $"clause \"{wanted}\" must stand here, not \"{found}\"",
                    $"Numbers, titles and order of the clauses are fixed: write \"## {wanted}\"");
            }

            var body = blocks.Skip(next + 1).TakeWhile(b => b is not HeadingBlock { Level: <= 2 }).ToList();
            next += 1 + body.Count;
            clauses.Add(Clause(file, firstLine, line, expected, body));
        }

        return next == blocks.Count || blocks[next] is LinkReferenceDefinitionGroup
            ? clauses
            : throw new PolicyFileException(file, firstLine + blocks[next].Line,
                $"\"{PlainText([blocks[next]])}\" stands after the last clause", "The policy has thirteen clauses: move it into one of them");
    }

    private static PolicyClause Clause(string file, int firstLine, int headingLine, ClauseName name, List<Block> body)
    {
        var marked = body.OfType<QuoteBlock>().Where(q => PlainText([q]).StartsWith(InShortMark, StringComparison.Ordinal)).ToList();
        if (marked.Count > 1)
        {
            throw new PolicyFileException(file, firstLine + marked[1].Line, $"clause {name.Number} has a second \"{InShortMark}\"",
                "Keep one a clause");
        }

        var text = body.Where(b => b is not LinkReferenceDefinitionGroup && !marked.Contains(b)).ToList();
        if (text.Count == 0)
        {
            throw new PolicyFileException(file, headingLine, $"clause {name.Number} has no text", "Write its text below the heading");
        }

        var inShort = marked is [var quote] ? WhiteSpace().Replace(PlainText([quote])[InShortMark.Length..], " ").Trim() : null;
        return new PolicyClause(name.Number, name.Anchor, name.Title, inShort, Html(text), PlainText(text));
    }

    private static void RefuseStrangeLinks(string file, int firstLine, MarkdownDocument document)
    {
        foreach (var link in document.Descendants<LinkInline>())
        {
            var url = link.GetDynamicUrl?.Invoke() ?? link.Url ?? "";
            if (link.IsImage || !AllowedLink().IsMatch(url))
            {
                throw new PolicyFileException(file, firstLine + link.Line, $"the link to \"{url}\" is not allowed",
                    "Link to a page of this site (/…), a clause (#…), https://… or mailto:…, without pictures");
            }
        }

        foreach (var link in document.Descendants<AutolinkInline>().Where(l => !l.IsEmail && !AllowedLink().IsMatch(l.Url)))
        {
            throw new PolicyFileException(file, firstLine + link.Line, $"the link to \"{link.Url}\" is not allowed",
                "Link to https://… or mailto:…");
        }
    }

    private static string Html(IEnumerable<Block> blocks) => Render(blocks, _ => { });

    private static string PlainText(IEnumerable<Block> blocks) => Render(blocks, plain =>
    {
        plain.EnableHtmlForBlock = false;
        plain.EnableHtmlForInline = false;
        plain.EnableHtmlEscape = false;
    });

    private static string Render(IEnumerable<Block> blocks, Action<HtmlRenderer> choose)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var renderer = new HtmlRenderer(writer);
        Pipeline.Setup(renderer);
        choose(renderer);
        foreach (var block in blocks)
        {
            renderer.Render(block);
            renderer.EnsureLine();
        }

        return writer.ToString().Trim();
    }

    [GeneratedRegex(@"\A(/(?!/)|#|https://|mailto:)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AllowedLink();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex WhiteSpace();
}
