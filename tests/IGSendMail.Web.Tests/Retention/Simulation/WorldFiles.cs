using IGSendMail.Testing;
using IGSendMail.Web.Hosting.Starting;
using Microsoft.Data.Sqlite;

namespace IGSendMail.Web.Tests.Retention.Simulation;

/// <summary>
/// The folders of simulated sites. A new one is a copy of one that was prepared once: making the tables anew would take
/// longer than all that happens on them.
/// </summary>
internal sealed class WorldFiles : IDisposable
{
    private const string DatabaseName = "igsendmail.db", VaultName = "vault.db";

    private static readonly string Memory = "/dev/shm";

    /// <summary>In memory where the machine has such a place: durability is proved elsewhere.</summary>
    public WorldFiles() => Folder = Directory.Exists(Memory)
        ? Directory.CreateDirectory(Path.Combine(Memory, "igsendmail-" + Path.GetRandomFileName())).FullName
        : Directory.CreateTempSubdirectory("igsendmail-").FullName;

    public string Folder { get; }

    public string Data => Path.Combine(Folder, "data");

    public string Vault => Path.Combine(Folder, "vault");

    public string Witness => Path.Combine(Folder, "witness");

    public string Policies => Path.Combine(Folder, "policies");

    private string Backup => Path.Combine(Folder, "backup");

    private string Today => Path.Combine(Folder, "today");

    private string Database => Path.Combine(Data, DatabaseName);

    private string VaultDatabase => Path.Combine(Vault, VaultName);

    /// <summary>Becomes a copy of a prepared site.</summary>
    public void Become(WorldFiles prepared)
    {
        foreach (var folder in new[] { Data, Vault, Policies, Backup }.Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }

        File.Delete(Witness);
        Copy(prepared.Data, Data);
        Copy(prepared.Vault, Vault);
        Copy(prepared.Policies, Policies);
    }

    /// <summary>Puts the published policy there.</summary>
    public void PutPolicies() => Copy(PolicyTrial.Published, Policies);

    /// <summary>Publishes a version that differs from the first in its figures.</summary>
    public void Publish(Version version)
    {
        var text = File.ReadAllText(Path.Combine(Policies, "2026-01.md"))
            .Replace("version: 2026-01", $"version: {version.Name}", StringComparison.Ordinal)
            .Replace("published: 2025-12-01", $"published: {version.Published:yyyy-MM-dd}", StringComparison.Ordinal)
            .Replace("effective: 2026-01-01", $"effective: {version.Announced:yyyy-MM-dd}", StringComparison.Ordinal)
            .Replace("review: 2027-01-01", $"review: {version.Announced.AddYears(1):yyyy-MM-dd}", StringComparison.Ordinal)
            .Replace("material: false", "material: true", StringComparison.Ordinal)
            .Replace("account-data-kept: P30D", $"account-data-kept: P{version.Figures.KeptDays}D", StringComparison.Ordinal)
            .Replace("subscriber-data-gone: P30D", $"subscriber-data-gone: P{version.Figures.GoneDays}D", StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(Policies, version.Name + ".md"), text);
    }

    /// <summary>Copies database and vault. All of them must be in their files.</summary>
    public void BackUp()
    {
        Replace(Database, Path.Combine(Backup, DatabaseName));
        Replace(VaultDatabase, Path.Combine(Backup, VaultName));
    }

    /// <summary>Puts the database back; the vault stays. Nothing may be open.</summary>
    public void Restore() => Replace(Path.Combine(Backup, DatabaseName), Database);

    /// <summary>Puts one table back.</summary>
    public void RestoreTable(string table)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            ATTACH '{Path.Combine(Backup, DatabaseName)}' AS before;
            DELETE FROM "{table}"; INSERT INTO "{table}" SELECT * FROM before."{table}"; DETACH before;
            """;
        command.ExecuteNonQuery();
    }

    /// <summary>Puts the vault back, and with it the database or not. What there was is kept aside.</summary>
    public void PutOldVault(bool withDatabase)
    {
        Replace(Database, Path.Combine(Today, DatabaseName));
        Replace(VaultDatabase, Path.Combine(Today, VaultName));
        Replace(Path.Combine(Backup, VaultName), VaultDatabase);
        // As an operator is told to who puts a file back.
        File.Delete(Path.Combine(Vault, DatabaseFile.FileName));
        if (withDatabase)
        {
            Restore();
        }
    }

    /// <summary>Puts back what was kept aside.</summary>
    public void PutTodayRight()
    {
        Replace(Path.Combine(Today, DatabaseName), Database);
        Replace(Path.Combine(Today, VaultName), VaultDatabase);
    }

    /// <summary>Lets go of the files.</summary>
    public void Close()
    {
        foreach (var file in new[] { Database, VaultDatabase })
        {
            using var connection = new SqliteConnection($"Data Source={file}");
            SqliteConnection.ClearPool(connection);
        }
    }

    public void Dispose()
    {
        Close();
        Directory.Delete(Folder, recursive: true);
    }

    private static void Replace(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        foreach (var old in new[] { "", "-wal", "-shm" })
        {
            File.Delete(to + old);
        }

        File.Copy(from, to);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.Exists(from) ? Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories) : [])
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
