using System.Globalization;
using System.Text.RegularExpressions;

namespace IGSendMail.Privacy.Policy;

/// <summary>
/// Fills the figures of a text (<c>{{answer}}</c>) from the commitments, so that the figure on the page is the figure
/// that the software enforces.
/// </summary>
internal static partial class Placeholders
{
    /// <summary>The names of the figures, as they stand in the front matter and in the text.</summary>
    public static readonly string[] Names =
        ["account-data-kept", "subscriber-data-gone", "answer", "notice", "minimum-age"];

    /// <summary>The text with its figures. Lines stay lines. <paramref name="firstLine"/> is that of the text in its file.</summary>
    /// <exception cref="PolicyFileException">A placeholder is unknown, broken or missing, or a figure is written out.</exception>
    public static string Fill(string file, int firstLine, string text, Commitments commitments)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var at = firstLine + i;
            if (WrittenOut().Match(lines[i]) is { Success: true } figure)
            {
                throw new PolicyFileException(file, at, $"the figure \"{figure.Value}\" is written into the text",
                    $"Use a placeholder, so that it always is the figure we keep to: {Known()}");
            }

            lines[i] = Placeholder().Replace(lines[i], match => Value(file, at, match.Groups["name"].Value, commitments, used));
            if (lines[i].AsSpan().ContainsAny('{', '}'))
            {
                throw new PolicyFileException(file, at, "a placeholder is broken and would stay unfilled",
                    $"Write it with two braces on either side, on one line: {Known()}");
            }
        }

        return Array.Find(Names, name => !used.Contains(name)) is { } unused
            ? throw new PolicyFileException(file, firstLine, $"the text never names the commitment \"{unused}\"",
                $"Put {{{{{unused}}}}} where the text promises it")
            : string.Join('\n', lines);
    }

    private static string Value(string file, int line, string name, Commitments commitments, HashSet<string> used)
    {
        used.Add(name);
        return name switch
        {
            "account-data-kept" => DayCount.InWords(commitments.AccountDataKept),
            "subscriber-data-gone" => DayCount.InWords(commitments.SubscriberDataGone),
            "answer" => DayCount.InWords(commitments.Answer),
            "notice" => DayCount.InWords(commitments.Notice),
            "minimum-age" => commitments.MinimumAge.ToString(CultureInfo.InvariantCulture),
            _ => throw new PolicyFileException(file, line, $"the placeholder \"{name}\" is unknown", $"The placeholders are: {Known()}"),
        };
    }

    private static string Known() => string.Join(", ", Names.Select(name => $"{{{{{name}}}}}"));

    [GeneratedRegex(@"\{\{\s*(?<name>[^{}]*?)\s*\}\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\b[0-9]+[ -](day|week|month|year)s?\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WrittenOut();
}
