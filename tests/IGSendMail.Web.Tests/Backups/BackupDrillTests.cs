using System.Security.Cryptography;
using IGSendMail.Platform.Accounts;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Backups;
using IGSendMail.Privacy.Recovery;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Commands;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Hosting.Starting;
using IGSendMail.Web.Tests.Requests;
using IGSendMail.Web.Tests.Restore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IGSendMail.Web.Tests.Backups;

/// <summary>A backup that was never put back is a hope. A drill puts it back where nobody is served from it.</summary>
public sealed class BackupDrillTests : IAsyncDisposable
{
    private readonly TestSite _site = new();
    private readonly ToldWorld _world;
    private readonly BackupFolder _backup;

    public BackupDrillTests()
    {
        _world = new ToldWorld(_site);
        _backup = new BackupFolder(Path.Combine(_site.Folder, "backup"));
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Who_was_erased_since_is_counted_as_coming_back_and_deleted_again_and_nothing_of_the_site_changes()
    {
        await ToldActs.OneListAsync(_world);
        await MakeAsync();
        await EraseOwnerAsync();
        var before = Contents(_site.Folder);

        var report = await DrillAsync();

        Assert.Null(report.Problem);
        Assert.Equal((1, 1), (report.WouldComeBack, report.DeletedAgain));
        Assert.Equal(before, Contents(_site.Folder));
        Assert.Equal(0, await _site.InDatabaseAsync(db => db.Accounts().CountAsync()));
    }

    [Fact]
    public async Task What_was_told_since_is_counted_as_undone_and_made_so_again()
    {
        await ToldActs.OneListAsync(_world);
        await MakeAsync();
        await ToldActs.DeleteListAsync(_world);
        await _site.AskAsync("guest@example.com");

        var report = await DrillAsync();

        Assert.Null(report.Problem);
        Assert.Equal(0, report.WouldComeBack);
        Assert.InRange(report.ToldLost, 2, 20);
        Assert.Equal(report.ToldLost, report.ToldAgain);
    }

    [Fact]
    public async Task Lists_that_were_deleted_and_uploaded_anew_are_no_remainder()
    {
        await ToldActs.OneListAsync(_world);
        await MakeAsync();
        await ToldActs.DeleteListAsync(_world);
        await _site.WorkAsync();
        await _site.InScopeAsync(async services =>
        {
            using var file = new MemoryStream("email\ncleo@example.com\n"u8.ToArray());
            await services.UploadAsync(_world.Account, "Again", file);
            await services.GetRequiredService<ImportWork>().RunAsync(default);
        });

        var report = await DrillAsync();

        Assert.Null(report.Problem);
    }

    [Fact]
    public async Task A_drill_whose_replay_is_broken_fails()
    {
        await ToldActs.OneListAsync(_world);
        await MakeAsync();
        await ToldActs.DeleteListAsync(_world);

        var report = await DrillAsync(services => services.RemoveAll<IRestoredFacts>());

        Assert.Contains("are not so", report.Problem, StringComparison.Ordinal);
        Assert.Equal(0, report.ToldAgain);
    }

    [Fact]
    public async Task A_changed_byte_in_any_file_of_a_backup_is_found()
    {
        await ToldActs.OneListAsync(_world);
        await MakeAsync();
        foreach (var file in Directory.EnumerateFiles(_backup.Path, "*", SearchOption.AllDirectories).ToList())
        {
            var bytes = await File.ReadAllBytesAsync(file);
            if (bytes.Length == 0)
            {
                continue;
            }

            var changed = (byte[])bytes.Clone();
            changed[changed.Length / 2] ^= 4;
            await File.WriteAllBytesAsync(file, changed);

            Assert.Contains(file == Path.Combine(_backup.Path, "backup.sig") ? "backup.json" : Path.GetFileName(file), await WrongAsync(), StringComparison.Ordinal);

            await File.WriteAllBytesAsync(file, bytes);
        }

        Assert.Null((await DrillAsync()).Problem);
    }

    [Fact]
    public async Task A_file_that_is_missing_and_one_too_many_are_found()
    {
        await ToldActs.OneListAsync(_world);
        await MakeAsync();
        var mark = Path.Combine(_backup.Path, "files", SharedFolder.FileName);

        File.Copy(mark, mark + "-2");
        Assert.Contains("were not there", await WrongAsync(), StringComparison.Ordinal);
        File.Delete(mark + "-2");
        File.Delete(mark);
        Assert.Contains("is missing", await WrongAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_of_another_site_is_refused()
    {
        await using var other = new TestSite();
        await other.InScopeAsync(services => services.GetRequiredService<BackupMaking>().MakeAsync(_backup, progress: null, default));

        Assert.Contains("another vault", await WrongAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_killed_drill_left_goes_with_the_next_start()
    {
        await ToldActs.OneListAsync(_world);
        var left = Path.Combine(_site.DataFolder, DataFiles.Drill, "files");
        Directory.CreateDirectory(left);
        await File.WriteAllTextAsync(Path.Combine(left, "ada@example.com"), "as a drill leaves it");

        await _site.Services.GetRequiredService<BackupRemains>().RunAsync(default);

        Assert.False(Directory.Exists(Path.Combine(_site.DataFolder, DataFiles.Drill)));
    }

    private Task MakeAsync() => _site.InScopeAsync(services => services.GetRequiredService<BackupMaking>().MakeAsync(_backup, progress: null, default));

    private Task<DrillReport> DrillAsync(Action<IServiceCollection>? change = null) => _site.InScopeAsync(
        services => BackupDrill.RunAsync(services, _backup, progress: null, change, default));

    /// <summary>Why the backup is refused, or what the drill found.</summary>
    private async Task<string> WrongAsync()
    {
        try
        {
            return (await DrillAsync()).Problem ?? "";
        }
        catch (BackupException refused)
        {
            return refused.Message;
        }
    }

    private async Task EraseOwnerAsync()
    {
        await _world.Owner.SubmitAsync(
            await _world.Owner.GetAsync(PrivacyRoutes.AccountDataErase), "#erase-form", new Dictionary<string, string> { ["Password"] = RequestSteps.Password });
        await _site.WorkAsync();
        Assert.Equal(0, await _site.InDatabaseAsync(db => db.Accounts().CountAsync()));
    }

    /// <summary>Every file with its digest; the memory that programs share is none of its content.</summary>
    private static Dictionary<string, string> Contents(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(f => !f.EndsWith("-shm", StringComparison.Ordinal) && !f.EndsWith("drill.lock", StringComparison.Ordinal) && !f.Contains("/logs/", StringComparison.Ordinal))
        .ToDictionary(f => f, f =>
        {
            using var stream = new FileStream(f, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return Convert.ToHexString(SHA256.HashData(stream));
        });
}
