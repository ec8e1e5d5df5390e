using System.Text.RegularExpressions;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Start;
using IGSendMail.Web.Hosting;
using IGSendMail.Web.Hosting.Demo;
using IGSendMail.Web.Tests.House;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Starts;

/// <summary>
/// One source for settings: what the program asks for while it is built, with everything turned on, is what docs/operations.md lists key by key;
/// and whatever else is named there or in the README is one of these keys.
/// </summary>
public sealed partial class DocumentedSettingsTests : IDisposable
{
    private readonly ProductionPlace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Every_key_that_is_read_is_documented_and_every_documented_key_is_read() =>
        Assert.Equal((await ReadKeysAsync()).Order(StringComparer.Ordinal), Listed().Order(StringComparer.Ordinal));

    [Fact]
    public void No_key_is_listed_twice() => Assert.Empty(Listed().GroupBy(k => k).Where(g => g.Count() > 1).Select(g => g.Key));

    [Fact]
    public void The_readme_names_every_key_alone_or_with_others_of_its_section()
    {
        var named = Named(Chapter(Repository.Text("README.md"), "## Settings")).ToList();

        Assert.Empty(Listed().Where(key => !named.Exists(name => Fits(name, key))));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/operations.md")]
    [InlineData("docs/promises.md")]
    [InlineData("docs/adding-a-feature.md")]
    public void Nothing_that_looks_like_a_key_is_none(string document)
    {
        var keys = Listed().ToList();

        Assert.Empty(Named(Repository.Text(document)).Where(name => !keys.Exists(key => Fits(name, key))).Distinct());
    }

    /// <summary>What the program asks for while site and verbs are put together, in Development and in production.</summary>
    private async Task<IReadOnlySet<string>> ReadKeysAsync()
    {
        var read = new HashSet<string>(StringComparer.Ordinal);
        foreach (var environment in new[] { "Production", "Development" })
        {
            var asked = new AskedSettings();
            var builder = WebApplication.CreateBuilder(new WebApplicationOptions
            {
                EnvironmentName = environment,
                ContentRootPath = Directory.CreateDirectory(Path.Combine(_place.Folder, environment)).FullName,
            });
            builder.Configuration.AddInMemoryCollection(Everything());
            ((IConfigurationBuilder)builder.Configuration).Add(asked);
            builder.AddSite();
            builder.Services.AddWorkers(builder.Configuration);
            _ = DemoGuide.IsSeeded(builder.Configuration);
            await using var app = builder.Build();
            _ = (app.Services.GetRequiredService<RetentionPeriods>(), app.Services.GetRequiredService<ErasureOptions>());
            read.UnionWith(asked.Keys);
        }

        // A verb reads this one when it is given.
        read.UnionWith(Repository.Files("src", "*.cs").SelectMany(source => WrittenOut().Matches(Repository.Text(source)).Select(m => m.Groups[1].Value)));
        return read.Where(key => !IsOfTheFramework(key)).Select(Plain).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Settings under which everything that can be set is asked for.</summary>
    private Dictionary<string, string?> Everything()
    {
        var settings = _place.With().Where(s => s.Key.Contains("__", StringComparison.Ordinal))
            .ToDictionary(s => s.Key.Replace("__", ":", StringComparison.Ordinal), s => s.Value, StringComparer.Ordinal);
        settings["Keys:PreviousMaster"] = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=";
        settings["Mail:Mode"] = "Smtp";
        settings["Mail:Smtp:Host"] = "localhost";
        settings["SecurityTxt:Contact"] = "mailto:security@example.org";
        settings["SecurityTxt:Expires"] = TimeProvider.System.GetUtcNow().AddDays(30).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        settings["Analytics:Matomo:Url"] = "https://stats.example.org";
        settings["Analytics:Matomo:SiteId"] = "1";
        settings["RemoteStores:0:Key"] = "crm";
        settings["RemoteStores:0:Title"] = "Contacts of our sales people";
        settings["RemoteStores:0:Category"] = "Account";
        settings["RemoteStores:0:Url"] = "https://crm.example.org/privacy";
        settings["RemoteStores:0:Secret"] = new string('s', 32);
        settings["Retention:PickupMail:Period"] = "P6D";
        return settings;
    }

    /// <summary>The first cells of the table.</summary>
    private static IEnumerable<string> Listed() => Row().Matches(Chapter(Repository.Text("docs/operations.md"), "### Every setting")).Select(m => m.Groups[1].Value);

    /// <summary>Whatever stands in code quotes and has the form of a key.</summary>
    private static IEnumerable<string> Named(string text) => Key().Matches(text).Select(m => m.Groups[1].Value);

    private static string Chapter(string text, string heading)
    {
        var begin = text.IndexOf(heading + "\n", StringComparison.Ordinal) + heading.Length;
        Assert.True(begin > heading.Length, heading);
        var end = text.IndexOf("\n## ", begin, StringComparison.Ordinal);
        return end < 0 ? text[begin..] : text[begin..end];
    }

    /// <summary>A name as people write it, with * for whatever follows or &lt;Rule&gt; for one of several, against a key of the table.</summary>
    private static bool Fits(string name, string key)
    {
        var (said, real) = (name.Split(':'), key.Split(':'));
        for (var i = 0; i < said.Length; i++)
        {
            if (said[i].EndsWith('*'))
            {
                return i < real.Length && real[i].StartsWith(said[i].TrimEnd('*'), StringComparison.Ordinal);
            }

            if (i >= real.Length || (real[i][0] != '{' && real[i] != said[i]))
            {
                return false;
            }
        }

        return said.Length == real.Length;
    }

    private static string Plain(string key)
    {
        var parts = key.Split(':');
        parts[1] = parts[0] switch
        {
            "RemoteStores" => "{number}",
            "Retention" => "{rule}",
            "Limits" when Enum.IsDefined(typeof(LimitedAct), parts[1]) => "{act}",
            _ => parts[1],
        };
        return string.Join(':', parts);
    }

    private static bool IsOfTheFramework(string key) => !key.Contains(':', StringComparison.Ordinal)
        || key.Split(':')[0] is "Logging" or "Kestrel" or "Authentication" or "Serilog" or "Metrics" or "HostOptions";

    [GeneratedRegex(@"^\| `([^`]+)` \|", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Row();

    [GeneratedRegex(@"`([A-Z][A-Za-z]+(?::(?:[A-Z0-9][A-Za-z0-9]*\*?|\*|[{<][A-Za-z]+[}>]))+)[=`]", RegexOptions.NonBacktracking)]
    private static partial Regex Key();

    [GeneratedRegex("\\[\"([A-Z][A-Za-z]+(?::[A-Za-z]+)+)\"\\]", RegexOptions.NonBacktracking)]
    private static partial Regex WrittenOut();

    /// <summary>Knows nothing and remembers what it was asked for.</summary>
    private sealed class AskedSettings : ConfigurationProvider, IConfigurationSource
    {
        public HashSet<string> Keys { get; } = new(StringComparer.Ordinal);

        public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

        public override bool TryGet(string key, out string? value)
        {
            Keys.Add(key);
            value = null;
            return false;
        }
    }
}
