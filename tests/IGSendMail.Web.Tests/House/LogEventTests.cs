using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using IGSendMail.Platform;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.Extensions.Logging;

namespace IGSendMail.Web.Tests.House;

/// <summary>Whoever runs the site finds every event of its log, by its number, in docs/operations.md, with what to do about it.</summary>
public sealed partial class LogEventTests
{
    private const string Section = "## What the log says";

    /// <summary>A room counts its events from here; a hundred numbers belong to it.</summary>
    private static readonly Dictionary<string, int> Rooms = new(StringComparer.Ordinal)
    {
        ["IGSendMail.Storage"] = 1000,
        ["IGSendMail.Privacy.Audit"] = 1100,
        ["IGSendMail.Privacy.Consent"] = 1200,
        ["IGSendMail.Privacy.Policy"] = 1300,
        ["IGSendMail.Privacy.Erasure"] = 1400,
        ["IGSendMail.Privacy.Requests"] = 1500,
        ["IGSendMail.Privacy.Packages"] = 1600,
        ["IGSendMail.Privacy.Retention"] = 1700,
        ["IGSendMail.Privacy.Recovery"] = 1800,
        ["IGSendMail.Web.Features.Start"] = 2000,
        ["IGSendMail.Web.Features.Consent"] = 2100,
        ["IGSendMail.Web.Features.Consent.Guard"] = 2200,
        ["IGSendMail.Web.Hosting"] = 2300,
        ["IGSendMail.Platform.Audience"] = 3000,
        ["IGSendMail.Platform.Accounts"] = 3100,
    };

    private static readonly List<Event> Events = new[]
        {
            typeof(StorageModel).Assembly, typeof(SiteOptions).Assembly, typeof(PlatformRegistration).Assembly, typeof(Program).Assembly,
        }
        .SelectMany(a => a.GetTypes())
        .SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Select(m => (Method: m, Said: m.GetCustomAttribute<LoggerMessageAttribute>()))
        .Where(e => e.Said is not null)
        .Select(e => new Event(e.Said!.EventId, e.Method.DeclaringType!.Namespace!, $"{e.Said.EventId} | {e.Said.Level} | {e.Said.Message}"))
        .OrderBy(e => e.Number).ToList();

    [Fact]
    public void Every_event_has_a_number_of_its_own_in_the_hundred_of_its_room()
    {
        Assert.NotEmpty(Events);
        Assert.Empty(Events.GroupBy(e => e.Number).Where(g => g.Count() > 1).Select(g => g.Key));
        Assert.All(Events, e => Assert.InRange(e.Number, Rooms[e.Room] + 1, Rooms[e.Room] + 99));
        Assert.Equal(Rooms.Keys.Order(StringComparer.Ordinal), Events.Select(e => e.Room).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_table_for_operators_holds_exactly_these_events_and_says_what_to_do()
    {
        var rows = Row().Matches(Table()).ToList();

        Assert.Equal(Events.Select(e => e.Row), rows.Select(r => r.Groups["event"].Value));
        Assert.All(rows, r => Assert.EndsWith(".", r.Groups["remedy"].Value, StringComparison.Ordinal));
    }

    [Fact]
    public void No_source_logs_past_the_table() => Assert.Empty(Repository.Files("src", "*.cs")
        .SelectMany(f => Direct().Matches(Repository.Text(f)).Select(m => $"{f}: {m.Value}")));

    private static string Table()
    {
        var text = Repository.Text("docs/operations.md");
        var start = text.IndexOf(Section, StringComparison.Ordinal);
        Assert.True(start >= 0, string.Create(CultureInfo.InvariantCulture, $"docs/operations.md has no part \"{Section}\""));
        var end = text.IndexOf("\n## ", start + Section.Length, StringComparison.Ordinal);
        return end < 0 ? text[start..] : text[start..end];
    }

    [GeneratedRegex(@"^\| (?<event>\d{4} \| \w+ \| .+?) \| (?<remedy>[^|]+) \|$", RegexOptions.Multiline, 10_000)]
    private static partial Regex Row();

    [GeneratedRegex(@"\.Log(Trace|Debug|Information|Warning|Error|Critical)?\(", RegexOptions.None, 10_000)]
    private static partial Regex Direct();

    private sealed record Event(int Number, string Room, string Row);
}
