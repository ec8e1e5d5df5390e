using IGSendMail.Privacy.Audit;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Hosting;
using IGSendMail.Web.Tests.Processes;
using IGSendMail.Web.Tests.Starts;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Tests.Hosting;

/// <summary>Replicas on one database have one data folder, or do not start; the program as a process of its own.</summary>
public sealed class SharedFolderTests : IAsyncDisposable
{
    private readonly TestSite _site = new();
    private readonly string _other = Directory.CreateTempSubdirectory("igsendmail-other-").FullName;

    public SharedFolderTests() => _ = _site.Services;

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        Directory.Delete(_other, recursive: true);
    }

    [Fact]
    public async Task A_replica_with_a_folder_of_its_own_does_not_start_and_no_verb_works_for_it()
    {
        var start = await RunAsync(_other);
        var verb = await RunAsync(_other, "requests", "work");

        Assert.All(new[] { start, verb }, refused =>
        {
            Assert.Equal(2, refused.Code);
            Assert.Contains($"Data:Folder is {_other}", refused.Text, StringComparison.Ordinal);
            Assert.Contains("data adopt", refused.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", refused.Text, StringComparison.Ordinal);
        });
        Assert.Equal(0, (await RunAsync(_site.DataFolder, "requests", "work")).Code);
    }

    [Fact]
    public async Task A_folder_of_another_database_is_refused_too()
    {
        await File.WriteAllTextAsync(Path.Combine(_other, SharedFolder.FileName), "0193a0000000700080000000000000aa\n");

        var (code, text) = await RunAsync(_other, "requests", "work");

        Assert.Equal(2, code);
        Assert.Contains("belongs to another database", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_folder_was_lost_a_new_one_is_adopted_and_the_old_one_counts_no_more()
    {
        var adopted = await RunAsync(_other, "data", "adopt");

        Assert.True(adopted.Code == 0, adopted.Text);
        Assert.Equal(0, (await RunAsync(_other, "requests", "work")).Code);
        Assert.Equal(2, (await RunAsync(_site.DataFolder, "requests", "work")).Code);
        Assert.Equal(1, await _site.InDatabaseAsync(db => db.AuditEntries().CountAsync(
            e => e.Act == OperatorActs.DataFolderAdopted.Name && e.Role == nameof(AuditRole.Operator))));
    }

    [Fact]
    public async Task A_start_that_was_killed_between_folder_and_database_is_taken_up_by_the_next_one()
    {
        var mark = await MarkAsync();
        await _site.InDatabaseAsync(db => db.WriteAsync(
            WriteUrgency.Interactive, token => db.Set<FolderMark>().ExecuteDeleteAsync(token), default));

        Assert.Equal(0, (await RunAsync(_site.DataFolder, "requests", "work")).Code);

        Assert.Equal(mark, await MarkAsync());
    }

    private Task<Guid> MarkAsync() => _site.InDatabaseAsync(db => db.Set<FolderMark>().Select(m => m.Mark).SingleAsync());

    private async Task<(int Code, string Text)> RunAsync(string folder, params string[] args)
    {
        var (code, output, errors) = await SiteProcess.RunAsync(
            args,
            ("ASPNETCORE_ENVIRONMENT", "Production"),
            ("ASPNETCORE_URLS", "http://127.0.0.1:0"),
            ("Site:PublicUrl", "http://localhost"),
            ("Mail:Mode", "Pickup"),
            ("Data:Folder", folder),
            ("Policy:Subprocessors", ProductionPlace.Subprocessors),
            ("ConnectionStrings:IGSendMail", $"Data Source={Path.Combine(_site.DataFolder, "igsendmail.db")}"),
            ("Vault:Folder", Path.Combine(_site.Folder, "vault")),
            ("Keys:Witness", Path.Combine(_site.Folder, "witness")),
            ("Keys:Master", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="));
        return (code, output + errors);
    }
}
