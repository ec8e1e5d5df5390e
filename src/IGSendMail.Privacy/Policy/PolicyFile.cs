using System.Text.RegularExpressions;

namespace IGSendMail.Privacy.Policy;

/// <summary>Reads one version of the policy: YAML front matter, then the thirteen clauses in Markdown.</summary>
public static partial class PolicyFile
{
    private const string Fence = "---";

    /// <summary>Reads and checks a file.</summary>
    /// <exception cref="PolicyFileException">Anything is wrong; the message names file, line and remedy.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static PolicyVersion Read(string path) => Open(path).Version;

    /// <summary>The version, and its front matter for errors that only show beside other versions.</summary>
    internal static (PolicyVersion Version, StrictYaml Matter) Open(string path)
    {
        var lines = File.ReadAllText(path).ReplaceLineEndings("\n").Split('\n');
        var end = lines is [Fence, ..] ? Array.IndexOf(lines, Fence, 1) : -1;
        if (end < 0)
        {
            throw new PolicyFileException(path, 1, "the file does not begin with front matter",
                $"Begin it with a line \"{Fence}\", the entries, and another line \"{Fence}\"");
        }

        var matter = StrictYaml.Parse(path, 2, string.Join('\n', lines[1..end]),
            "version", "published", "effective", "review", "material", "summary", "commitments");
        var commitments = ReadCommitments(matter);
        var bodyLine = end + 2;
        var text = Placeholders.Fill(path, bodyLine, string.Join('\n', lines[(end + 1)..]), commitments);
        return (new PolicyVersion
        {
            Version = Name(matter),
            Published = matter.Day("published"),
            Effective = NotBefore(matter, "effective", "published"),
            Review = NotBefore(matter, "review", "effective"),
            Material = matter.Flag("material"),
            Summary = matter.Text("summary"),
            Commitments = commitments,
            Clauses = ClauseReader.Read(path, bodyLine, text),
        }, matter);
    }

    private static Commitments ReadCommitments(StrictYaml matter)
    {
        var figures = matter.Section("commitments", Placeholders.Names);
        return new Commitments(
            figures.Days("account-data-kept"),
            figures.Days("subscriber-data-gone"),
            figures.Days("answer"),
            figures.Days("notice"),
            figures.Number("minimum-age", 1, 99));
    }

    private static string Name(StrictYaml matter) => matter.Text("version") is var version && Names().IsMatch(version)
        ? version
        : throw matter.Wrong("version", $"is \"{version}\"", "Use at most 20 digits, small letters and hyphens, such as 2026-01");

    private static DateOnly NotBefore(StrictYaml matter, string key, string other) => matter.Day(key) is var day && day >= matter.Day(other)
        ? day
        : throw matter.Wrong(key, $"is earlier than \"{other}\"", "Give a later day");

    [GeneratedRegex(@"\A[0-9a-z][0-9a-z-]{0,19}\z", RegexOptions.None, 1000)]
    private static partial Regex Names();
}
