using IGSendMail.Web.Commands;

namespace IGSendMail.Web.Tests.Starts;

/// <summary>Whoever mistypes a verb or an option reads which there are; nothing starts.</summary>
public sealed class ProgramWordsTests
{
    [Theory]
    [InlineData]
    [InlineData("--urls", "http://127.0.0.1:5080")]
    [InlineData("--urls=http://127.0.0.1:5080", "--Data:Folder", "/srv/data")]
    [InlineData("--environment=Development", "--contentRoot=/srv", "--Data=", "--Demo:Seed=false")]
    public void Settings_alone_start_the_site(params string[] words) =>
        Assert.Equal(ProgramWish.Site, ProgramWords.Read(words).Wish);

    [Theory]
    [InlineData("help")]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("-?")]
    [InlineData("/?")]
    public void Help_prints_the_verbs(string word) => Assert.Equal(ProgramWish.Help, ProgramWords.Read([word]).Wish);

    [Theory]
    [InlineData("officer add --help", "help", "officer", "add")]
    [InlineData("officer --help", "--help", "officer")]
    [InlineData("officer add ada@example.com", "officer", "add", "ada@example.com")]
    [InlineData("frobnicate", "frobnicate")]
    [InlineData("--version", "--version")]
    public void A_first_word_is_a_verb(string read, params string[] words)
    {
        var asked = ProgramWords.Read(words);

        Assert.Equal((ProgramWish.Verb, read), (asked.Wish, string.Join(' ', asked.Words)));
    }

    [Theory]
    [InlineData("--hepl", "--hepl")]
    [InlineData("--dry-run", "--dry-run", "x")]
    [InlineData("-x", "-x")]
    [InlineData("--urls", "--urls")]
    [InlineData("migrate", "--environment", "Production", "migrate")]
    [InlineData("retention", "--Data:Folder=/srv/data", "retention", "run")]
    public void Anything_else_is_said_to_be_unknown(string named, params string[] words)
    {
        var asked = ProgramWords.Read(words);

        Assert.Equal(ProgramWish.Unknown, asked.Wish);
        Assert.Contains(named, asked.Problem, StringComparison.Ordinal);
    }
}
