namespace IGSendMail.Web.Tests.Starts;

/// <summary>The list of verbs, as an operator meets it. Nothing is set: nothing may start either.</summary>
public sealed class VerbListTests : IDisposable
{
    private static readonly string[] Some = ["database migrate", "retention run", "officer add", "requests deadline", "keys rotate data"];

    private readonly ProductionPlace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("help")]
    [InlineData("--help")]
    [InlineData("-h")]
    public async Task Help_prints_every_verb(string word)
    {
        var ended = await _place.RunAsync(Nothing, word);

        Assert.Equal((0, ""), (ended.Code, ended.Errors));
        Assert.All(Some, verb => Assert.Contains(verb, ended.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("frobnicate", "frobnicate")]
    [InlineData("--hepl", "--hepl")]
    [InlineData("database", "Required command")]
    [InlineData("database destroy", "destroy")]
    public async Task What_is_no_verb_is_said_to_be_none_and_the_verbs_are_printed(string words, string named)
    {
        var ended = await _place.RunAsync(Nothing, words.Split(' '));

        Assert.Equal((2, ""), (ended.Code, ended.Output));
        Assert.Contains(named, ended.Errors, StringComparison.Ordinal);
        Assert.Contains("database migrate", ended.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_place.Folder));
    }

    private Dictionary<string, string?> Nothing => _place.With(_place.With().Keys.Where(k => k != "ASPNETCORE_ENVIRONMENT").Select(k => (k, (string?)null)));
}
