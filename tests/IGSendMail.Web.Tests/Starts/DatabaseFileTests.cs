using System.Runtime.Versioning;
using AngleSharp.Html.Parser;
using IGSendMail.Web.Hosting.Starting;
using Microsoft.Data.Sqlite;

namespace IGSendMail.Web.Tests.Starts;

/// <summary>A log that a crash left behind is laid over the file it belongs to, and over no other.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class DatabaseFileTests : IDisposable
{
    private readonly ProductionPlace _place = new();

    private string Database => Path.Combine(_place.Data, "igsendmail.db");

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("audit", "verify")]
    [InlineData("erasures", "replay")]
    [InlineData("erasures", "replay", "--dry-run")]
    [InlineData]
    public async Task A_backup_beside_the_log_of_a_crash_is_neither_served_nor_worked_on(params string[] words)
    {
        var backup = await BackupAsync();
        await CrashAsync();
        Assert.True(new FileInfo(Database + "-wal").Length > 0);
        File.Copy(backup, Database, overwrite: true);

        (await _place.RunAsync(_place.With(), words)).MustName("Data:Folder", "-wal", "not the file that was used last", "remove");

        File.Delete(Database + "-wal");
        File.Delete(Database + "-shm");
        var verified = await _place.RunAsync(_place.With(), "audit", "verify");
        Assert.DoesNotContain("not the file", verified.Errors, StringComparison.Ordinal);
        Assert.NotEqual(2, verified.Code);
    }

    [Fact]
    public async Task A_backup_that_lies_alone_is_taken()
    {
        var backup = await BackupAsync();
        await CrashAsync();
        File.Delete(Database + "-wal");
        File.Delete(Database + "-shm");
        File.Copy(backup, Database, overwrite: true);

        await _place.ServeAsync(_place.With(), async client => Assert.NotEmpty(await client.GetStringAsync("/privacy")));
    }

    [Fact]
    public async Task A_file_whose_pages_were_damaged_while_nobody_looked_is_named()
    {
        await BackupAsync();
        await CrashAsync();
        await using (var file = new FileStream(Database, FileMode.Open, FileAccess.ReadWrite))
        {
            // The head stays whole: only a look through all pages finds it.
            for (var page = 20; page * 4096 < file.Length; page += 3)
            {
                file.Position = page * 4096;
                file.Write(new byte[64]);
            }
        }

        (await _place.RunAsync(_place.With(), "audit", "verify")).MustName("Data:Folder", "damaged");
    }

    [Fact]
    public async Task A_crash_alone_is_no_alarm_however_often()
    {
        await _place.MigrateAsync();
        for (var crash = 0; crash < 4; crash++)
        {
            await CrashAsync();
        }

        var verified = await _place.RunAsync(_place.With(), "audit", "verify");
        Assert.True(verified.Code == 0, verified.Errors);
    }

    [Fact]
    public async Task After_an_orderly_end_the_file_is_whole_without_a_log()
    {
        await _place.MigrateAsync();

        Assert.False(File.Exists(Database + "-wal"));
        Assert.False(File.Exists(Path.Combine(_place.Vault, "vault.db-wal")));
        Assert.Single(await File.ReadAllLinesAsync(Path.Combine(_place.Vault, DatabaseFile.FileName)));
    }

    [Fact]
    public async Task A_verb_beside_a_site_that_runs_is_no_alarm_and_a_reader_keeps_both_numbers_known()
    {
        await _place.MigrateAsync();
        await _place.ServeAsync(_place.With(), async client =>
        {
            await using var reader = new SqliteConnection($"Data Source={Database};Mode=ReadOnly;Pooling=False");
            await reader.OpenAsync();
            await using var transaction = reader.BeginTransaction(deferred: true);
            await using (var look = reader.CreateCommand())
            {
                look.CommandText = "SELECT COUNT(*) FROM AuditEntries";
                look.Transaction = transaction;
                await look.ExecuteScalarAsync();
            }

            Assert.Equal(0, (await _place.RunAsync(_place.With(), "database", "migrate")).Code);
            await AskAsync(client);
            Assert.InRange((await File.ReadAllLinesAsync(Path.Combine(_place.Vault, DatabaseFile.FileName))).Length, 1, 3);
        });

        var verified = await _place.RunAsync(_place.With(), "audit", "verify");
        Assert.True(verified.Code == 0, verified.Errors);
    }

    /// <summary>A database that was used, copied after an orderly end.</summary>
    private async Task<string> BackupAsync()
    {
        await _place.MigrateAsync();
        await CrashAsync();
        await _place.MigrateAsync();
        Assert.False(File.Exists(Database + "-wal"));
        var backup = Path.Combine(_place.Folder, "backup.db");
        File.Copy(Database, backup);
        return backup;
    }

    /// <summary>Serves, lets somebody ask for their data, and kills the site.</summary>
    private Task CrashAsync() => _place.ServeAsync(_place.With(), AskAsync);

    private static async Task AskAsync(HttpClient client)
    {
        using var page = await client.GetAsync("/privacy/requests/new");
        var form = await new HtmlParser().ParseDocumentAsync(await page.Content.ReadAsStringAsync());
        using var post = new HttpRequestMessage(HttpMethod.Post, "/privacy/requests/new")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["Right"] = "Access",
                ["Region"] = "Gdpr",
                ["Email"] = "ada@example.com",
                ["__RequestVerificationToken"] = form.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!,
            }),
        };
        post.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var sent = await client.SendAsync(post);
        Assert.Equal(System.Net.HttpStatusCode.Found, sent.StatusCode);
    }
}
