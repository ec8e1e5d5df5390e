using System.Net;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace IGSendMail.Web.Tests.Starts;

/// <summary>
/// The real program, made ready, served and stopped under another culture, from another folder, with another umask, by another user, on
/// another disk: the same pages, and files that nobody else can read. Some of all in each run; all of them with <c>IGSENDMAIL_STARTS=all</c>.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed partial class StartMatrixTests(ITestOutputHelper output)
{
    private const string Root = "root", WithoutHome = "a user without a home", ReadOnly = "a disk that is read-only but for its folders";

    private static readonly string[] Cultures =
        ["C", "tr_TR.UTF-8", "fa_IR.UTF-8", "th_TH.UTF-8", "ar_SA.UTF-8", "de_DE.UTF-8", "fr_FR.UTF-8", "en_US.UTF-8", "hi_IN", "he_IL.UTF-8", "ja_JP.UTF-8", "sr_Latn_RS"];

    private static readonly string[] From = ["", "/", "a folder"];
    private static readonly string[] Umasks = ["000", "022", "077", "777"];
    private static readonly string[] Paths = ["plain", "da;ta = \"ü\" #%20? ı"];
    private static readonly string[] Users = [Root, WithoutHome, ReadOnly];

    public static TheoryData<string, string, string, string, string> Starts
    {
        get
        {
            var all = Cultures.SelectMany(culture => From.SelectMany(folder => Umasks.SelectMany(umask => Paths.SelectMany(path => Users
                .Select(user => (culture, folder, umask, path, user))))));
            // The first five cultures, and every other value at least once.
            var some = Enumerable.Range(0, 5).Select(i => (Cultures[i], From[(i + 1) % 3], Umasks[i % 4], Paths[i % 2], Users[(i + 1) % 3]));
            var starts = new TheoryData<string, string, string, string, string>();
            foreach (var (culture, folder, umask, path, user) in Environment.GetEnvironmentVariable("IGSENDMAIL_STARTS") == "all" ? all : some)
            {
                starts.Add(culture, folder, umask, path, user);
            }

            return starts;
        }
    }

    [RootTheory]
    [MemberData(nameof(Starts))]
    public async Task The_site_is_the_same_and_its_files_are_its_own(string culture, string folder, string umask, string path, string user)
    {
        using var place = new ProductionPlace();
        var home = Directory.CreateDirectory(Path.Combine(place.Folder, path)).FullName;
        var from = folder == "a folder" ? Directory.CreateDirectory(Path.Combine(place.Folder, "from here")).FullName : folder;
        var settings = place.With(
            ("Data__Folder", Path.Combine(home, "data")), ("Vault__Folder", Path.Combine(home, "vault")), ("LC_ALL", culture),
            ("HOME", user == WithoutHome ? null : place.Folder), ("DOTNET_CLI_HOME", null));
        var through = await ThroughAsync(user, umask, place.Folder);

        var made = await place.RunAsync(settings, ["database", "migrate"], Blank(from), through);
        Assert.True(made.Code == 0, made.Output + made.Errors);
        await place.ServeAsync(settings, async client =>
        {
            foreach (var page in new[] { "/privacy", "/privacy/data", "/privacy/subprocessors", "/privacy/requests/new?lang=de" })
            {
                using var answer = await client.GetAsync(page);
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                Assert.Equal(await ExpectedAsync(page), Same(await answer.Content.ReadAsStringAsync()));
            }
        }, Blank(from), through);
        var forecast = await place.RunAsync(settings, ["retention", "run", "--dry-run", "--as-of", "2027-01-15"], Blank(from), through);
        Assert.True(forecast.Code == 0, forecast.Output + forecast.Errors);
        Assert.Contains("As of 2027-01-15 00:00:00Z", forecast.Output, StringComparison.Ordinal);

        foreach (var entry in Directory.EnumerateFileSystemEntries(home, "*", SearchOption.AllDirectories))
        {
            Assert.Equal((entry, Convert.ToInt32(Directory.Exists(entry) ? "700" : "600", 8)), (entry, (int)File.GetUnixFileMode(entry)));
        }

        output.WriteLine($"{culture}, from \"{folder}\", umask {umask}, {path}, {user}: as it should be");
    }

    /// <summary>The pages under no culture at all, read once.</summary>
    private static async Task<string> ExpectedAsync(string page) => (await Expected.Value)[page];

    private static readonly Lazy<Task<Dictionary<string, string>>> Expected = new(async () =>
    {
        using var place = new ProductionPlace();
        await place.MigrateAsync();
        var pages = new Dictionary<string, string>(StringComparer.Ordinal);
        await place.ServeAsync(place.With(("LC_ALL", "C")), async client =>
        {
            foreach (var page in new[] { "/privacy", "/privacy/data", "/privacy/subprocessors", "/privacy/requests/new?lang=de" })
            {
                pages[page] = Same(await client.GetStringAsync(page));
            }
        });
        return pages;
    });

    /// <summary>Without what is new with every answer: the number of a form, and its token.</summary>
    private static string Same(string page) => Fresh().Replace(page, "");

    [GeneratedRegex("name=\"(Asked|Order|__RequestVerificationToken)\" (type=\"hidden\" )?value=\"[^\"]*\"", RegexOptions.NonBacktracking)]
    private static partial Regex Fresh();

    private static string? Blank(string folder) => folder.Length == 0 ? null : folder;

    private static async Task<string[]> ThroughAsync(string user, string umask, string folder)
    {
        string[] shell = ["sh", "-c", $"umask {umask}; exec \"$@\"", "sh"];
        switch (user)
        {
            case WithoutHome:
                using (var owned = System.Diagnostics.Process.Start("chown", ["-R", "65534:65534", folder]))
                {
                    await owned.WaitForExitAsync();
                }

                return ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", .. shell];
            case ReadOnly:
                return ["unshare", "--mount", "sh", "-c", "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro / && exec \"$@\"", folder, .. shell];
            default:
                return shell;
        }
    }
}
