using System.Text.RegularExpressions;
using IGSendMail.Web.Tests.House;
using IGSendMail.Web.Tests.Starts;
using Microsoft.Data.Sqlite;

namespace IGSendMail.Web.Tests.Backups;

/// <summary>
/// What docs/operations.md says about backups and restores is done as an operator would: each command is taken from the page, in its order, and
/// given to the real program. A command that is added there has to be understood here.
/// </summary>
public sealed partial class OperationsPageTests : IDisposable
{
    private readonly ProductionPlace _place = new();

    private string Backups => Path.Combine(_place.Folder, "backups");

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Every_command_of_the_walk_does_what_the_page_says()
    {
        await _place.MigrateAsync();
        var (backUp, restore) = (Commands("## Back up: database and vault apart"), Commands("## Restore"));
        Assert.Equal(
            [
                "backup make /srv/backups/monday", "backup check /srv/backups/monday", "backup check /srv/backups/monday --report /srv/backups/monday.drill.json",
            ],
            backUp);
        Assert.Equal(
            [
                "backup restore /srv/backups/monday", "erasures replay --dry-run", "erasures replay", "erasures replay --accept-loss", "data adopt",
            ],
            restore);

        // Made and tried while the site runs.
        await _place.ServeAsync(_place.With(), async _ =>
        {
            foreach (var command in backUp)
            {
                await DoneAsync(command);
            }
        });
        Assert.True(File.Exists(Path.Combine(Backups, "monday.drill.json")));
        await RequireSumsAsync(Path.Combine(Backups, "monday"));

        await DoneAsync(restore[0]);
        await ServesAsync();

        PutBackByHand();
        foreach (var command in restore[1..4])
        {
            await DoneAsync(command);
        }

        await ServesAsync();

        // The files were lost, and the database alone came back.
        foreach (var folder in Directory.EnumerateDirectories(_place.Data))
        {
            Directory.Delete(folder, recursive: true);
        }

        foreach (var file in Directory.EnumerateFiles(_place.Data).Where(f => !Path.GetFileName(f).StartsWith("igsendmail.db", StringComparison.Ordinal)))
        {
            File.Delete(file);
        }

        (await _place.RunAsync(_place.With())).MustName("Data:Folder", "data adopt");
        await DoneAsync(restore[4]);
        await ServesAsync();
    }

    private async Task DoneAsync(string command)
    {
        var ended = await _place.RunAsync(_place.With(), command.Replace("/srv/backups", Backups, StringComparison.Ordinal).Split(' '));
        Assert.True(ended.Code == 0, $"{command}: {ended.Output} {ended.Errors}");
    }

    private Task ServesAsync() => _place.ServeAsync(_place.With(), async client =>
    {
        using var page = await client.GetAsync(new Uri("/privacy", UriKind.Relative));
        Assert.True(page.IsSuccessStatusCode, page.StatusCode.ToString());
    });

    /// <summary>As the page says: what a crash left beside it goes, and the data is put back.</summary>
    private void PutBackByHand()
    {
        SqliteConnection.ClearAllPools();
        foreach (var left in new[] { "igsendmail.db-wal", "igsendmail.db-shm" })
        {
            File.Delete(Path.Combine(_place.Data, left));
        }

        File.Copy(Path.Combine(Backups, "monday", "igsendmail.db"), Path.Combine(_place.Data, "igsendmail.db"), overwrite: true);
    }

    /// <summary>As <c>sha256sum --check</c> reads them.</summary>
    private static async Task RequireSumsAsync(string backup)
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(backup, "SHA256SUMS"));
        Assert.NotEmpty(lines);
        foreach (var line in lines)
        {
            var (sum, name) = (line[..64], line[66..]);
            await using var file = File.OpenRead(Path.Combine(backup, name));
            Assert.Equal(sum, Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(file)));
        }
    }

    private static string[] Commands(string heading)
    {
        var page = Repository.Text("docs/operations.md");
        var start = page.IndexOf($"\n{heading}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"docs/operations.md has no part \"{heading}\"");
        var end = page.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return [.. Command().Matches(page[start..end]).Select(m => m.Groups[1].Value.Trim()).Distinct(StringComparer.Ordinal)];
    }

    [GeneratedRegex(@"(?:`|^)igsendmail ([^`\n]+)(?:`|$)", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Command();
}
