using System.Text.RegularExpressions;

namespace IGSendMail.Web.Tests.House;

/// <summary>A comment says what the name beneath it does not.</summary>
public sealed partial class CommentTests
{
    private static readonly HashSet<string> Little = new(StringComparer.OrdinalIgnoreCase)
    {
        "the", "a", "an", "of", "it", "its", "this", "that", "is", "in", "to", "for", "and", "or", "as", "by", "one", "with", "from",
        "at", "on", "be", "has", "have", "all", "what", "who", "when", "whose", "any",
    };

    [Fact]
    public void No_comment_only_repeats_the_name_beneath_it() => Assert.Empty(
        Repository.Files("src", "*.cs").SelectMany(file => Echoes(Repository.Lines(file)).Select(echo => $"{file}: {echo}")));

    [Theory]
    [InlineData("The request.", "    public required Guid RequestId { get; init; }", true)]
    [InlineData("All runs.", "    public static DbSet<RetentionRun> RetentionRuns(this IGSendMailContext db) =>", true)]
    [InlineData("Steps of a rotation.", "public enum RotationStep", true)]
    [InlineData("The request that waits for it.", "    public required Guid RequestId { get; init; }", false)]
    [InlineData("How far a rotation has come.", "public enum RotationStep", false)]
    public void An_echo_is_told_from_a_comment(string comment, string beneath, bool isEcho) => Assert.Equal(
        isEcho ? 1 : 0, Echoes([$"    /// <summary>{comment}</summary>", "    [BindNever]", beneath]).Count());

    private static IEnumerable<string> Echoes(string[] lines)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            if (Summary().Match(lines[i]) is not { Success: true } summary)
            {
                continue;
            }

            var beneath = lines.Skip(i + 1).FirstOrDefault(l => !Skipped().IsMatch(l)) ?? "";
            var match = Declared().Match(beneath) is { Success: true } type ? type : Member().Match(beneath);
            var named = Parts().Matches(match.Groups["name"].Value).Select(p => Stem(p.Value)).ToHashSet(StringComparer.Ordinal);
            var said = Words().Matches(summary.Groups["text"].Value).Select(w => w.Value).Where(w => !Little.Contains(w)).Select(Stem).ToList();
            if (match.Success && said.Count > 0 && said.TrueForAll(named.Contains))
            {
                yield return $"\"{summary.Groups["text"].Value}\" over {match.Groups["name"].Value}";
            }
        }
    }

    private static string Stem(string word)
    {
        var lower = word.ToLowerInvariant();
        var ending = new[] { "ies", "ing", "ed", "es", "s" }.FirstOrDefault(e => lower.Length > 4 && lower.EndsWith(e, StringComparison.Ordinal));
        return ending is null ? lower : ending == "ies" ? lower[..^3] + "y" : lower[..^ending.Length];
    }

    [GeneratedRegex(@"^\s*/// <summary>(?<text>.*)</summary>$", RegexOptions.None, 10_000)]
    private static partial Regex Summary();

    [GeneratedRegex(@"^\s*(\[|///)", RegexOptions.None, 10_000)]
    private static partial Regex Skipped();

    [GeneratedRegex(@"\b(class|record struct|record|struct|enum|interface)\s+(?<name>\w+)", RegexOptions.None, 10_000)]
    private static partial Regex Declared();

    [GeneratedRegex(@"(?<name>\w+)\s*(\(|<\w+>\(|\{|=>|=|;|,|$)", RegexOptions.None, 10_000)]
    private static partial Regex Member();

    [GeneratedRegex(@"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", RegexOptions.None, 10_000)]
    private static partial Regex Parts();

    [GeneratedRegex("[A-Za-z']+", RegexOptions.None, 10_000)]
    private static partial Regex Words();
}
