using IGSendMail.Migrations.Sqlite;
using IGSendMail.Platform;
using IGSendMail.Privacy.Rooms;
using IGSendMail.Storage;
using IGSendMail.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Testing;

/// <summary>
/// Database and vault as the migrations make them, empty, made once a test run. A site that starts on a copy finds them
/// up to date, which takes it a third less time than to migrate; the migrations have tests of their own.
/// </summary>
internal static class MigratedFiles
{
    private static readonly Lazy<(byte[] Data, byte[] Vault)> Made = new(Make);

    /// <summary>Puts copies where a site with default settings looks for them.</summary>
    public static void Place(string dataFolder, string vaultFolder)
    {
        Directory.CreateDirectory(dataFolder);
        Directory.CreateDirectory(vaultFolder);
        File.WriteAllBytes(Path.Combine(dataFolder, "igsendmail.db"), Made.Value.Data);
        File.WriteAllBytes(Path.Combine(vaultFolder, "vault.db"), Made.Value.Vault);
    }

    private static (byte[] Data, byte[] Vault) Make()
    {
        var engine = new SqliteEngine { Migrations = SqliteMigrations.Assembly, Estimates = SqliteMigrations.Estimates };
        var model = new StorageModel(
            engine, [typeof(StorageModel).Assembly, typeof(PrivacyRegistration).Assembly, typeof(PlatformRegistration).Assembly], new WordBook());
        var folder = Directory.CreateTempSubdirectory("igsendmail-migrated-").FullName;
        var (data, vault) = (Path.Combine(folder, "igsendmail.db"), Path.Combine(folder, "vault.db"));
        using (var db = new IGSendMailContext(Options<IGSendMailContext>(engine, data), model, new WriteGate(engine), TimeProvider.System))
        using (var keys = new VaultContext(Options<VaultContext>(engine, vault), model))
        {
            engine.MigrateAsync(db, default).GetAwaiter().GetResult();
            engine.MigrateAsync(keys, default).GetAwaiter().GetResult();
        }

        // The last connection that closes moves the log into the file.
        SqliteConnection.ClearAllPools();
        var made = (File.ReadAllBytes(data), File.ReadAllBytes(vault));
        Directory.Delete(folder, recursive: true);
        return made;
    }

    private static DbContextOptions<T> Options<T>(SqliteEngine engine, string file) where T : DbContext
    {
        var options = new DbContextOptionsBuilder<T>();
        engine.Configure(options, new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
        return options.Options;
    }
}
