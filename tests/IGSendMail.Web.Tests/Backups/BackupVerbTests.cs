using System.Net;
using System.Text.Json;
using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Backups;
using IGSendMail.Privacy.Recovery;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Tests.Processes;
using IGSendMail.Web.Tests.Requests;
using IGSendMail.Web.Tests.Restore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Backups;

/// <summary>Backups as an operator makes and uses them: the program as a process of its own.</summary>
public sealed class BackupVerbTests : IAsyncDisposable
{
    private readonly Past _past = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("igsendmail-backups-").FullName;

    public BackupVerbTests() => _past.Site.Time.SetUtcNow(TimeProvider.System.GetUtcNow());

    private PageVisitor? _officer;

    private string Backup => Path.Combine(_folder, "monday");

    private string Report => Path.Combine(_folder, "report.json");

    public async ValueTask DisposeAsync()
    {
        await _past.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_backup_is_made_tried_and_put_back_and_what_people_were_told_stays_so()
    {
        await EraseAfterBackupAsync();
        Assert.Contains("nobody knows whether one would hold", await DrillOnOfficersPageAsync(), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Backup));
        }

        var check = await LiveAsync("backup", "check", Backup, "--report", Report);
        Assert.True(check.Code == 0, check.Output + check.Errors);
        Assert.Contains("1 would come back, 1 of them are deleted again", check.Output, StringComparison.Ordinal);
        await AssertSignedAsync();
        Assert.Contains("Repeated there: 1 deletion since it was made", await DrillOnOfficersPageAsync(), StringComparison.Ordinal);

        var (data, vault) = (_past.CopyOf("data"), _past.CopyOf("vault"));
        var restored = await RunAsync(data, vault, "backup", "restore", Backup);
        Assert.True(restored.Code == 0, restored.Output + restored.Errors);
        Assert.Contains("1 of 1 deletions were repeated. The site may serve.", restored.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Assert.Single(Directory.EnumerateDirectories(Path.Combine(data, "replaced"))) + "/igsendmail.db"));

        var verified = await RunAsync(data, vault, "audit", "verify");
        Assert.True(verified.Code == 0, verified.Output + verified.Errors);
        await AssertServesWithoutOwnerAsync(data, vault);
    }

    [Fact]
    public async Task A_restore_that_is_killed_anywhere_goes_on_and_nothing_starts_on_a_half_of_it()
    {
        await EraseAfterBackupAsync();
        var (data, vault) = (_past.CopyOf("data"), _past.CopyOf("vault"));
        var halves = 0;
        for (var kills = 0; kills < 8; kills++)
        {
            using var verb = SiteProcess.Verb(data, Settings(data, vault), "backup", "restore", Backup);
            await Wait.UntilAsync(
                () => Task.FromResult(verb.HasExited || Directory.Exists(Path.Combine(data, "restoring")) || kills % 2 == 1), "a restore that has begun");
            await Task.Delay(TimeSpan.FromMilliseconds(kills * 12), TimeProvider.System);
            if (!verb.HasExited)
            {
                await verb.KillAsync();
            }

            if (Directory.Exists(Path.Combine(data, "restoring")))
            {
                halves++;
                var start = await RunAsync(data, vault, "erasures", "replay");
                Assert.Equal(2, start.Code);
                Assert.Contains("a restore was interrupted", start.Errors, StringComparison.Ordinal);
            }
        }

        Assert.InRange(halves, 1, 8);
        var restored = await RunAsync(data, vault, "backup", "restore", Backup);
        Assert.True(restored.Code == 0, restored.Output + restored.Errors);
        await AssertServesWithoutOwnerAsync(data, vault);
    }

    [Fact]
    public async Task A_restore_works_where_the_database_is_lost_or_is_no_database()
    {
        await EraseAfterBackupAsync();
        var fresh = Path.Combine(_folder, "tuesday");
        Assert.Equal(0, (await LiveAsync("backup", "make", fresh)).Code);
        var untouched = await LiveAsync("backup", "check", fresh);
        Assert.True(untouched.Code == 0, untouched.Output + untouched.Errors);
        await File.AppendAllTextAsync(Path.Combine(fresh, "igsendmail.db"), " ");
        await AssertRefusedAsync("was changed since the backup was made", "check", fresh);
        Assert.Contains("it did not hold", await DrillOnOfficersPageAsync(), StringComparison.Ordinal);

        var (data, vault) = (_past.CopyOf("data"), _past.CopyOf("vault"));
        await File.WriteAllTextAsync(Path.Combine(data, "igsendmail.db"), "not a database");
        var nothing = await RunAsync(data, vault, "backup", "restore", Path.Combine(_folder, "nowhere"));
        Assert.Equal(1, nothing.Code);
        Assert.Contains("is no backup", nothing.Errors, StringComparison.Ordinal);

        var restored = await RunAsync(data, vault, "backup", "restore", Backup);

        Assert.True(restored.Code == 0, restored.Output + restored.Errors);
        await AssertServesWithoutOwnerAsync(data, vault);
    }

    [Fact]
    public async Task What_cannot_be_made_true_again_is_named_and_let_go_by_nobody_but_an_operator()
    {
        await ToldActs.OneListAsync(new ToldWorld(_past.Site));
        _past.Backup();
        await _past.Site.RegisterAsync("moved@example.com");
        _past.InBackup("""
            UPDATE "Users" SET "AddressHash" = (SELECT "AddressHash" FROM today."Users" WHERE "Id" NOT IN (SELECT "Id" FROM main."Users"));
            """);
        var vault = _past.CopyOf("vault");

        var refused = await RunAsync(_past.Data, vault, "erasures", "replay");
        Assert.Equal(1, refused.Code);
        Assert.Contains("was told to somebody, and something else stands in its place.", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("One thing that somebody was told cannot be made true again", refused.Errors, StringComparison.Ordinal);

        var accepted = await RunAsync(_past.Data, vault, "erasures", "replay", "--accept-loss");
        Assert.True(accepted.Code == 0, accepted.Output + accepted.Errors);
        Assert.Contains("Let go: 1 of what people were told. The audit trail says so.", accepted.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing has to be repeated", accepted.Output, StringComparison.Ordinal);
        var after = await RunAsync(_past.Data, vault, "erasures", "replay");
        Assert.Contains("Nothing has to be repeated", after.Output, StringComparison.Ordinal);
        await using var site = _past.Restored("Manual", _past.Data, vault);
        Assert.Equal(HttpStatusCode.OK, (await site.Visitor().GetAsync("/privacy")).Status);
        Assert.Equal(1, await site.InDatabaseAsync(db => db.AuditEntries().CountAsync(e => e.Act == RecoveryActs.LossAccepted.Name)));
    }

    [Fact]
    public async Task What_cannot_be_done_is_refused_in_a_sentence_and_changes_nothing()
    {
        await EraseAfterBackupAsync();

        await AssertRefusedAsync("is not empty", "make", Backup);
        await AssertRefusedAsync("lie in each other", "make", Path.Combine(_past.Site.DataFolder, "backup"));
        await AssertRefusedAsync("No backup can be made in /proc/backup", "make", "/proc/backup");
        await AssertRefusedAsync("is no backup", "check", _folder);
        await AssertRefusedAsync("Stop it first", "restore", Backup);
        await File.WriteAllTextAsync(Path.Combine(Backup, "unfinished-igsendmail-backup"), "");
        await AssertRefusedAsync("was not finished", "check", Backup);

        // Somebody is at it at this moment.
        await using (new FileStream(Path.Combine(Backup, "unfinished-igsendmail-backup"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            await AssertRefusedAsync("Another backup is being made", "make", Backup);
        }

        // What a killed make left is no obstacle to the next one.
        Assert.Equal(0, (await LiveAsync("backup", "make", Backup)).Code);
        Assert.Equal(HttpStatusCode.OK, (await _past.Site.Visitor().GetAsync("/privacy")).Status);
    }

    private async Task AssertRefusedAsync(string why, params string[] words)
    {
        var refused = await LiveAsync(["backup", .. words]);
        Assert.Equal(1, refused.Code);
        Assert.Contains(why, refused.Errors, StringComparison.Ordinal);
    }

    private async Task EraseAfterBackupAsync()
    {
        var world = new ToldWorld(_past.Site);
        await ToldActs.OneListAsync(world);
        var made = await LiveAsync("backup", "make", Backup);
        Assert.True(made.Code == 0, made.Output + made.Errors);
        Assert.Contains("The vault is not in it", made.Output, StringComparison.Ordinal);
        await world.Owner.SubmitAsync(
            await world.Owner.GetAsync(PrivacyRoutes.AccountDataErase), "#erase-form", new Dictionary<string, string> { ["Password"] = RequestSteps.Password });
        await _past.Site.WorkAsync();
        Assert.Equal(0, await _past.Site.InDatabaseAsync(db => db.Accounts().CountAsync()));
    }

    private async Task AssertServesWithoutOwnerAsync(string data, string vault)
    {
        await using var site = _past.Restored("Manual", data, vault);
        Assert.Equal(HttpStatusCode.OK, (await site.Visitor().GetAsync("/privacy")).Status);
        Assert.Equal(0, await site.InDatabaseAsync(db => db.Accounts().CountAsync()));
        Assert.Equal(1, await site.InDatabaseAsync(db => db.AuditEntries().CountAsync(e => e.Act == BackupActs.Restored.Name)));
    }

    private async Task<string> DrillOnOfficersPageAsync()
    {
        _officer ??= await _past.Site.OfficerAsync();
        return (await _officer.GetAsync(PrivacyRoutes.OfficerRetention)).TextOf("#drill") ?? "";
    }

    private async Task AssertSignedAsync()
    {
        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(Report));
        var content = json.RootElement.GetProperty("report").GetBytesFromBase64();
        var signature = json.RootElement.GetProperty("signature").GetString()!;
        var seal = _past.Site.Services.GetRequiredService<BackupSeal>();
        Assert.True(await seal.IsOursAsync(content, signature, default));
        content[10] ^= 1;
        Assert.False(await seal.IsOursAsync(content, signature, default));
    }

    private Task<(int Code, string Output, string Errors)> LiveAsync(params string[] words) =>
        RunAsync(_past.Site.DataFolder, Path.Combine(_past.Site.Folder, "vault"), words);

    private static Task<(int Code, string Output, string Errors)> RunAsync(string data, string vault, params string[] words) =>
        SiteProcess.RunAsync(words, Settings(data, vault));

    private static (string Key, string Value)[] Settings(string data, string vault) =>
    [
        ("ASPNETCORE_ENVIRONMENT", "Development"),
        ("Data:Folder", data),
        ("Vault:Folder", vault),
        ("Mail:Mode", "Pickup"),
        ("Keys:Master", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="),
    ];
}
