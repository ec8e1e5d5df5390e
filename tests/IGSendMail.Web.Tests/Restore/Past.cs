using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Retention;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Tests.WholeRoad;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Restore;

/// <summary>A site that lived on after its backup was made.</summary>
internal sealed class Past : IAsyncDisposable
{
    private readonly List<string> _copies = [];
    private string? _data;

    public Past(params (string Key, string Value)[] settings)
    {
        foreach (var (key, value) in settings)
        {
            Site.With(key, value);
        }

        Customer = new Customer(Site, Canaries);
    }

    public TestSite Site { get; } = new();

    public Canaries Canaries { get; } = new();

    public Customer Customer { get; }

    public string VaultBefore { get; private set; } = "";

    /// <summary>The folder of the backup.</summary>
    public string Data => _data!;

    public void Backup()
    {
        _data = CopyOf("data");
        VaultBefore = CopyOf("vault");
    }

    /// <summary>Takes the erasure of everything as far as a state, step by step, and makes the backup there.</summary>
    public async Task BackupInTheMiddleAsync(ErasureState reached)
    {
        // Ordered by hand: the retention job would carry it to its end.
        await Site.InScopeAsync(async services =>
        {
            await using var busy = await HoldErasuresAsync(services);
            await services.GetRequiredService<RetentionJob>().RunAsync(Site.Time.GetUtcNow(), default);
        });
        await Site.InScopeAsync(async services =>
        {
            var leases = services.GetRequiredService<Leases>();
            var held = (await leases.TryTakeAsync("erasure", default))!;
            var steps = services.GetRequiredService<ErasureSteps>();
            var db = services.GetRequiredService<IGSendMailContext>();
            var run = await db.ErasureRuns().AsNoTracking().SingleAsync(r => r.Scope == ErasureScope.Everything);
            while ((await db.ErasureRuns().AsNoTracking().SingleAsync(r => r.Id == run.Id)).State != reached)
            {
                Assert.True(await steps.AdvanceAsync(run.Id, held, default), $"the erasure never reached {reached}");
            }

            await leases.ReleaseAsync(held, default);
        });
        Backup();
    }

    /// <summary>The site as an operator starts it on the backup, at the time of today.</summary>
    public TestSite Restored(string replay, string? data = null, string? vault = null)
    {
        var site = new TestSite()
            .With("Data:Folder", data ?? _data)
            .With("Vault:Folder", vault ?? Path.Combine(Site.Folder, "vault"))
            .With("Erasures:Replay", replay);
        site.DataFolder = data ?? _data!;
        site.Time.SetUtcNow(Site.Time.GetUtcNow());
        return site;
    }

    public string CopyOf(string folder)
    {
        var copy = Directory.CreateTempSubdirectory("igsendmail-copy-").FullName;
        _copies.Add(copy);
        var source = Path.Combine(Site.Folder, folder);
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    /// <summary>Today's folder with one table as the backup has it, or with the backup's rows beside its own.</summary>
    public string WithTable(string table, bool isAdded = false)
    {
        var data = CopyOf("data");
        using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "igsendmail.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            ATTACH '{Path.Combine(Data, "igsendmail.db")}' AS before;
            {(isAdded ? "" : $"DELETE FROM \"{table}\";")} INSERT INTO "{table}" SELECT * FROM before."{table}"; DETACH before;
            """;
        command.ExecuteNonQuery();
        return data;
    }

    /// <summary>Changes the database of the backup; today's is at hand under the name <c>today</c>.</summary>
    public void InBackup(string statement)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Data, "igsendmail.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"ATTACH '{Path.Combine(CopyOf("data"), "igsendmail.db")}' AS today; {statement} DETACH today;";
        command.ExecuteNonQuery();
    }

    public async ValueTask DisposeAsync()
    {
        await Site.DisposeAsync();
        _copies.ForEach(copy => Directory.Delete(copy, recursive: true));
    }

    private static async Task<IAsyncDisposable> HoldErasuresAsync(IServiceProvider services)
    {
        var leases = services.GetRequiredService<Leases>();
        return new Held(leases, (await leases.TryTakeAsync("erasure", default))!);
    }

    private sealed class Held(Leases leases, HeldLease lease) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await leases.ReleaseAsync(lease, default);
    }
}
