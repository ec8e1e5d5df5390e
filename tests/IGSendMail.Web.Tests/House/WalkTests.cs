using System.Globalization;
using System.Text.RegularExpressions;

namespace IGSendMail.Web.Tests.House;

/// <summary>The walks through the code (docs/walks.md) name files that there are, and count them right.</summary>
public sealed partial class WalkTests
{
    private static readonly string[] Lines = Repository.Lines("docs/walks.md");

    private static readonly List<Walk> Walks = Read(Lines);

    [Fact]
    public void There_are_four_walks_and_each_opens_files()
    {
        Assert.Equal(4, Walks.Count);

        Assert.DoesNotContain(Walks, walk => walk.Files.Count == 0);
    }

    [Fact]
    public void Every_file_of_a_walk_is_there() =>
        Assert.Empty(Walks.SelectMany(walk => walk.Files).Where(file => !File.Exists(Path.Combine(Repository.Root, file))));

    [Fact]
    public void No_walk_opens_a_file_twice() => Assert.Empty(Walks.SelectMany(
        walk => walk.Files.GroupBy(file => file, StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => $"{walk.Name}: {same.Key}")));

    [Fact]
    public void The_figure_over_a_walk_counts_its_files() => Assert.Empty(Miscounted(Walks));

    [Fact]
    public void The_table_says_the_same_as_the_walks() => Assert.Equal(
        Walks.Select(walk => (walk.Name, walk.Figure)),
        Lines.TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal)).Select(line => Total().Match(line)).Where(row => row.Success)
            .Select(row => (row.Groups["name"].Value, int.Parse(row.Groups["figure"].Value, CultureInfo.InvariantCulture))));

    [Fact]
    public void The_page_about_the_architecture_has_the_same_figures()
    {
        var text = Repository.Text("docs/architecture.md");
        var walks = text[text.IndexOf("**Four walks**", StringComparison.Ordinal)..];

        Assert.Equal(
            Walks.Select(walk => walk.Figure),
            Figures().Matches(walks[..walks.IndexOf("\n\n", StringComparison.Ordinal)]).Select(match => int.Parse(match.ValueSpan, CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("## A walk: 2 files", true)]
    [InlineData("## A walk: 3 files", false)]
    public void A_wrong_figure_is_told_from_a_right_one(string heading, bool isRight)
    {
        var walk = Assert.Single(Read([heading, "| Stop | Files |", "|---|---|", "| It begins | `Web/Features/A/` `_One.cshtml`; `Privacy/B/` `Two` |"]));

        Assert.Equal(["src/IGSendMail.Web/Features/A/_One.cshtml", "src/IGSendMail.Privacy/B/Two.cs"], walk.Files);
        Assert.Equal(isRight, !Miscounted([walk]).Any());
    }

    private static IEnumerable<string> Miscounted(IEnumerable<Walk> walks) => walks.Where(walk => walk.Figure != walk.Files.Count)
        .Select(walk => $"{walk.Name} says {walk.Figure} and lists {walk.Files.Count}");

    /// <summary>Below a heading with its figure, the second cell of each row names folders, which end with a slash, and their files.</summary>
    private static List<Walk> Read(IEnumerable<string> lines)
    {
        var walks = new List<Walk>();
        foreach (var line in lines)
        {
            if (Heading().Match(line) is { Success: true } heading)
            {
                walks.Add(new Walk(heading.Groups["name"].Value, int.Parse(heading.Groups["figure"].Value, CultureInfo.InvariantCulture), []));
            }
            else if (walks.Count > 0 && line.StartsWith("| ", StringComparison.Ordinal))
            {
                walks[^1].Files.AddRange(FilesIn(line.Split('|')[2]));
            }
        }

        return walks;
    }

    private static IEnumerable<string> FilesIn(string cell)
    {
        var folder = "";
        foreach (var name in Named().Matches(cell).Select(match => match.Groups["name"].Value))
        {
            if (name.EndsWith('/'))
            {
                folder = name;
            }
            else
            {
                yield return $"src/IGSendMail.{folder}{name}{(name.Contains('.', StringComparison.Ordinal) ? "" : ".cs")}";
            }
        }
    }

    [GeneratedRegex(@"^## (?<name>.+): (?<figure>\d+) files$", RegexOptions.None, 10_000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\| (?<name>[^|]+) \| [^|]+ \| [^|]+ \| (?<figure>\d+) \|$", RegexOptions.None, 10_000)]
    private static partial Regex Total();

    [GeneratedRegex(@"(?<=\()\d+(?= files\))", RegexOptions.None, 10_000)]
    private static partial Regex Figures();

    [GeneratedRegex("`(?<name>[^`]+)`", RegexOptions.None, 10_000)]
    private static partial Regex Named();

    private sealed record Walk(string Name, int Figure, List<string> Files);
}
