using IGSendMail.Migrations.Sqlite;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Rooms;
using IGSendMail.Storage;
using IGSendMail.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace IGSendMail.Privacy.Tests;

/// <summary>Storage and the rooms that a test names, on real SQLite files of their own: no site, no worker, no other room.</summary>
internal sealed class RoomsAlone : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("igsendmail-rooms-").FullName;
    private readonly ServiceProvider _services;

    private RoomsAlone(Action<IServiceCollection> rooms)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Time);
        services.AddStorage(
            new SqliteEngine { Migrations = SqliteMigrations.Assembly }, $"Data Source={DatabaseFile}",
            $"Data Source={File("vault.db")}", MasterKey.Parse("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="),
            typeof(PrivacyRegistration).Assembly, typeof(AudienceKeys).Assembly);
        // Tables are migrated as a whole, so the owners of all their keys have to be known.
        services.AddWords(typeof(ErasureKeys), typeof(AudienceKeys));
        services.AddPersonalData();
        rooms(services);
        _services = services.BuildServiceProvider();
    }

    /// <summary>Noon UTC on 10 November 2026 until a test moves it.</summary>
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 10, 12, 0, 0, TimeSpan.Zero));

    public IServiceProvider Services => _services;

    public string DatabaseFile => File("data.db");

    public static async Task<RoomsAlone> OpenAsync(Action<IServiceCollection> rooms)
    {
        var opened = new RoomsAlone(rooms);
        await using var db = opened.Open();
        await using var vault = opened.OpenVault();
        await db.Engine.MigrateAsync(vault, CancellationToken.None);
        await db.Engine.MigrateAsync(db, CancellationToken.None);
        return opened;
    }

    public string File(string name) => Path.Combine(_folder, name);

    public IGSendMailContext Open() => _services.GetRequiredService<IDbContextFactory<IGSendMailContext>>().CreateDbContext();

    public VaultContext OpenVault() => _services.GetRequiredService<IDbContextFactory<VaultContext>>().CreateDbContext();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
