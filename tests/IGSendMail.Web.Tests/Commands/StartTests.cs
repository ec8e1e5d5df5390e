using IGSendMail.Web.Tests.Processes;
using IGSendMail.Web.Tests.Starts;

namespace IGSendMail.Web.Tests.Commands;

/// <summary>The program as an operator starts it, with something missing: one line that says what to do, no stack trace.</summary>
public sealed class StartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("igsendmail-start-").FullName;

    private Dictionary<string, string> Settings => new(StringComparer.Ordinal)
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
        ["Data__Folder"] = Path.Combine(_folder, "data"),
        ["Vault__Folder"] = Path.Combine(_folder, "vault"),
        ["Keys__Master"] = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
        ["Keys__Witness"] = Path.Combine(_folder, "witness"),
        ["Site__PublicUrl"] = "http://localhost",
        ["Mail__Mode"] = "Pickup",
        ["Policy__Subprocessors"] = ProductionPlace.Subprocessors,
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("Keys__Master", "", "Keys:Master")]
    [InlineData("Keys__Master", "c2hvcnQ=", "Keys:Master")]
    [InlineData("Erasures__Replay", "Sometimes", "Erasures:Replay")]
    [InlineData("Erasure__Slice", "none", "Erasure:Slice")]
    [InlineData("Retention__Usage__Period", "a year", "Retention:Usage:Period")]
    [InlineData("Clock__AdvanceDays", "31", "Clock:AdvanceDays")]
    public async Task A_wrong_or_missing_setting_stops_the_start_and_is_named(string key, string value, string named)
    {
        var settings = Settings;
        await RunAsync(settings, "database", "migrate");
        settings[key] = value;

        var (code, _, errors) = await RunAsync(settings);

        Assert.Equal(2, code);
        Assert.Contains(named, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("retention", "run")]
    [InlineData("requests", "work")]
    [InlineData("erasures", "replay")]
    public async Task Without_a_database_the_verb_that_makes_it_is_named(params string[] arguments)
    {
        var (code, _, errors) = await RunAsync(Settings, arguments);

        Assert.Equal(2, code);
        Assert.Contains("database migrate", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replay_on_a_healthy_database_says_that_there_is_nothing_to_do()
    {
        Assert.Equal(0, (await RunAsync(Settings, "database", "migrate")).Code);

        var (code, output, _) = await RunAsync(Settings, "erasures", "replay");

        Assert.Equal(0, code);
        Assert.Contains("Nothing has to be repeated", output, StringComparison.Ordinal);
    }

    private static Task<(int Code, string Output, string Errors)> RunAsync(
        Dictionary<string, string> settings, params string[] words) =>
        SiteProcess.RunAsync(words, settings.Select(s => (s.Key, s.Value)));
}
