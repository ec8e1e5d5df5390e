using IGSendMail.Testing;
using Microsoft.Data.Sqlite;

namespace IGSendMail.Web.Tests.Retention.Simulation;

/// <summary>
/// The folders of simulated sites. A new one is a copy of one that was prepared once: making the tables anew would take
/// longer than all that happens on them.
/// </summary>
internal sealed class WorldFiles : IDisposable
{
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

    private string Database => Path.Combine(Data, "igsendmail.db");

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

    /// <summary>Copies the database. All of it must be in its file.</summary>
    public void BackUp()
    {
        Directory.CreateDirectory(Backup);
        Replace(Data, Backup);
    }

    /// <summary>Puts the copy back; the vault stays. Nothing may be open.</summary>
    public void Restore() => Replace(Backup, Data);

    /// <summary>Lets go of the files.</summary>
    public void Close()
    {
        foreach (var file in new[] { Database, Path.Combine(Vault, "vault.db") })
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

    private void Replace(string from, string to)
    {
        foreach (var old in Directory.EnumerateFiles(to, "igsendmail.db*"))
        {
            File.Delete(old);
        }

        var name = Path.GetFileName(Database);
        File.Copy(Path.Combine(from, name), Path.Combine(to, name));
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
