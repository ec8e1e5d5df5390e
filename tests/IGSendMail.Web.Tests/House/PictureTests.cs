using System.Text.RegularExpressions;

namespace IGSendMail.Web.Tests.House;

/// <summary>The twelve pictures of the story (docs/images): all shown, each with words for who does not see it, none heavy.</summary>
public sealed partial class PictureTests
{
    private const int Heaviest = 125_000;

    private static readonly string Folder = Path.Combine(Repository.Root, "docs", "images");

    [Fact]
    public void The_page_of_the_story_shows_each_of_the_twelve_once_with_words_for_who_does_not_see_it()
    {
        var shown = Picture().Matches(Repository.Text("docs/images/README.md")).ToList();

        Assert.Equal(
            Directory.GetFiles(Folder, "*.png").Select(Path.GetFileName).Order(StringComparer.Ordinal),
            shown.Select(picture => picture.Groups["file"].Value).Order(StringComparer.Ordinal));
        Assert.Equal(12, shown.Count);
        Assert.All(shown, picture => Assert.True(picture.Groups["words"].Length > 20, picture.Value));
    }

    [Fact]
    public void None_is_heavy() =>
        Assert.Empty(Directory.GetFiles(Folder).Where(file => new FileInfo(file).Length > Heaviest).Select(Path.GetFileName));

    [Fact]
    public void What_the_first_document_shows_is_there() => Assert.Empty(Picture().Matches(Repository.Text("README.md"))
        .Select(picture => picture.Groups["file"].Value).Where(file => !File.Exists(Path.Combine(Repository.Root, file))));

    [GeneratedRegex(@"!\[(?<words>[^\]]+)\]\((?<file>[^)]+)\)", RegexOptions.None, 10_000)]
    private static partial Regex Picture();
}
