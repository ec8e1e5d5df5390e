using System.Text.RegularExpressions;

namespace IGSendMail.Extension.Tests;

/// <summary>The how-to shows the code that these tests run, and all of it.</summary>
public sealed partial class HowToTests
{
    private const string HowTo = "docs/adding-a-feature.md";
    private const string Feature = "tests/IGSendMail.Wishes";

    private static readonly string Root = FindRoot();
    private static readonly string Text = Read(HowTo);

    [Fact]
    public void Every_block_of_code_is_the_source()
    {
        var blocks = Blocks().Matches(Text);
        Assert.NotEmpty(blocks);

        Assert.All(blocks, block => Assert.Contains(
            block.Groups["code"].Value.Trim(), Read($"{Feature}/{block.Groups["file"].Value}"), StringComparison.Ordinal));
    }

    [Fact]
    public void There_is_no_block_of_code_that_names_no_source() => Assert.Equal(
        Text.Split('\n').Count(line => line.StartsWith("```csharp", StringComparison.Ordinal) || line.StartsWith("```xml", StringComparison.Ordinal)),
        Blocks().Count(Text));

    [Fact]
    public void Every_file_of_the_feature_is_shown() => Assert.Empty(Directory
        .GetFiles(Path.Combine(Root, Feature), "*.cs", SearchOption.TopDirectoryOnly).Select(Path.GetFileName)
        .Except(Blocks().Matches(Text).Select(m => m.Groups["file"].Value)));

    private static string Read(string path) => File.ReadAllText(Path.Combine(Root, path)).ReplaceLineEndings("\n");

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "IGSendMail.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The sources are not here.");
        }

        return folder;
    }

    /// <summary>A line such as <c>`Wish.cs`:</c>, an empty line, and the block.</summary>
    [GeneratedRegex(@"^`(?<file>[\w.]+)`[^\n]*:\n\n```(csharp|xml)\n(?<code>.*?)\n```$", RegexOptions.Multiline | RegexOptions.Singleline, 10_000)]
    private static partial Regex Blocks();
}
