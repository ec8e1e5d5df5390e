using IGSendMail.Migrations.Sqlite;
using IGSendMail.Migrations.SqlServer;
using IGSendMail.Platform;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Rooms;
using IGSendMail.Storage.Sqlite;
using IGSendMail.Storage.SqlServer;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace IGSendMail.Storage.Tests;

/// <summary>The ground floor alone on a real engine: a database and a vault of its own, without web and workers.</summary>
internal sealed class TestStorage : IAsyncDisposable
{
    public const string SqlServerVariable = "IGSENDMAIL_SQLSERVER";
    public const string MasterSetting = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private readonly ServiceProvider _services;

    private TestStorage(IEngine engine, string folder, string data, string vault, Action<IServiceCollection>? more)
    {
        (Engine, Folder, DataConnection, VaultConnection) = (engine, folder, data, vault);
        _services = Build(more);
    }

    public IEngine Engine { get; }

    public string Folder { get; }

    public string DataConnection { get; }

    public string VaultConnection { get; }

    public string DatabaseFile => Path.Combine(Folder, "data.db");

    public string VaultFile => Path.Combine(Folder, "vault.db");

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 10, 12, 0, 0, TimeSpan.Zero));

    public IServiceProvider Services => _services;

    public Vault Vault => Services.GetRequiredService<Vault>();

    public Sealer Sealer => Services.GetRequiredService<Sealer>();

    public Leases Leases => Services.GetRequiredService<Leases>();

    public Outbox Outbox => Services.GetRequiredService<Outbox>();

    /// <summary>SQLite in a folder of its own.</summary>
    public static Task<TestStorage> SqliteAsync(Action<IServiceCollection>? more = null, IEngine? engine = null)
    {
        var folder = Directory.CreateTempSubdirectory("igsendmail-storage-").FullName;
        return MigratedAsync(new TestStorage(
            engine ?? new SqliteEngine { Migrations = SqliteMigrations.Assembly }, folder, $"Data Source={Path.Combine(folder, "data.db")}",
            $"Data Source={Path.Combine(folder, "vault.db")}", more));
    }

    /// <summary>The named engine; SQL Server only if a server is configured.</summary>
    public static async Task<TestStorage> OnAsync(string engine, Action<IServiceCollection>? more = null)
    {
        if (engine == "Sqlite")
        {
            return await SqliteAsync(more);
        }

        var server = Environment.GetEnvironmentVariable(SqlServerVariable);
        Skip.If(string.IsNullOrEmpty(server), "skipped: no SQL Server configured");
        var name = "igsendmail_" + Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal);
        return await MigratedAsync(new TestStorage(
            new SqlServerEngine { Migrations = SqlServerMigrations.Assembly }, Directory.CreateTempSubdirectory("igsendmail-storage-").FullName,
            $"{server};Database={name}", $"{server};Database={name}_vault", more));
    }

    /// <summary>A second process on the same files: own gate, own caches, same clock.</summary>
    public ServiceProvider Build(Action<IServiceCollection>? more = null, string master = MasterSetting)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Time);
        services.AddStorage(
            Engine, DataConnection, VaultConnection, MasterKey.Parse(master),
            typeof(PrivacyRegistration).Assembly, typeof(PlatformRegistration).Assembly);
        services.AddWords(typeof(PersonKeys), typeof(ErasureKeys), typeof(AudienceKeys));
        more?.Invoke(services);
        return services.BuildServiceProvider();
    }

    public IGSendMailContext Open() => Open(_services);

    public static IGSendMailContext Open(IServiceProvider services) =>
        services.GetRequiredService<IDbContextFactory<IGSendMailContext>>().CreateDbContext();

    public VaultContext OpenVault() => _services.GetRequiredService<IDbContextFactory<VaultContext>>().CreateDbContext();

    public async ValueTask DisposeAsync()
    {
        if (Engine.Name == "SqlServer")
        {
            await using var db = Open();
            await db.Database.EnsureDeletedAsync();
            await using var vault = OpenVault();
            await vault.Database.EnsureDeletedAsync();
        }

        await _services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }

    private static async Task<TestStorage> MigratedAsync(TestStorage storage)
    {
        await using var vault = storage.OpenVault();
        await storage.Engine.MigrateAsync(vault, CancellationToken.None);
        await using var db = storage.Open();
        await storage.Engine.MigrateAsync(db, CancellationToken.None);
        return storage;
    }
}
