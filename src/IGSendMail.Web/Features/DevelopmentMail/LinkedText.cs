using System.Text.RegularExpressions;

namespace IGSendMail.Web.Features.DevelopmentMail;

/// <summary>Takes plain text apart so that a page can show its addresses as links.</summary>
internal static partial class LinkedText
{
    /// <summary>An empty line ends a paragraph, as in every letter of the site.</summary>
    public static IReadOnlyList<IReadOnlyList<TextPiece>> Paragraphs(string text) =>
        [.. text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Pieces)];

    private static List<TextPiece> Pieces(string paragraph)
    {
        var pieces = new List<TextPiece>();
        var end = 0;
        foreach (Match found in Address().Matches(paragraph))
        {
            // A full stop or a bracket behind an address belongs to the sentence.
            var address = found.Value.TrimEnd('.', ',', ';', ':', ')', '!', '?');
            if (found.Index > end)
            {
                pieces.Add(new TextPiece(paragraph[end..found.Index], IsLink: false));
            }

            pieces.Add(new TextPiece(address, IsLink: true));
            end = found.Index + address.Length;
        }

        if (end < paragraph.Length)
        {
            pieces.Add(new TextPiece(paragraph[end..], IsLink: false));
        }

        return pieces;
    }

    [GeneratedRegex("https?://[^\\s<>\"]+", RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}

/// <summary>What a page shows as it stands, or leads somewhere by.</summary>
/// <param name="Text">As it stands there.</param>
/// <param name="IsLink">True if it is an address of the web.</param>
public sealed record TextPiece(string Text, bool IsLink);
