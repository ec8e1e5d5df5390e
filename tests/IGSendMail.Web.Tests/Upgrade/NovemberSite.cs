using IGSendMail.Testing;
using Microsoft.Data.Sqlite;

namespace IGSendMail.Web.Tests.Upgrade;

/// <summary>
/// Database, vault and files as the program of November 2026 left them: seven accounts (one cancelled, one cancelled and held,
/// one that changed its mind), requests in every state, four finished erasures, consents, replaced keys; and what still waited: two
/// e-mails, an upload, audit entries without a place in the chain. Its instants have tenths of microseconds.
/// </summary>
internal sealed class NovemberSite : IDisposable
{
    /// <summary>When the last row was written.</summary>
    public static readonly DateTimeOffset LeftAt = new(2026, 12, 12, 12, 0, 19, TimeSpan.Zero);

    private static readonly string Kept = Path.Combine(AppContext.BaseDirectory, "Upgrade", "November2026");

    public NovemberSite()
    {
        Folder = Directory.CreateTempSubdirectory("igsendmail-november-").FullName;
        Directory.CreateDirectory(Path.Combine(Folder, "data"));
        Directory.CreateDirectory(Path.Combine(Folder, "vault"));
        Load("igsendmail.sql", Database);
        Load("vault.sql", Vault);
        foreach (var line in File.ReadLines(Path.Combine(Kept, "files.txt")))
        {
            var (name, content) = line.Split(' ') is [var first, var second] ? (first, second) : throw new InvalidDataException(line);
            var file = Path.Combine(Folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, Convert.FromBase64String(content));
        }
    }

    public string Folder { get; }

    public string Database => Path.Combine(Folder, "data", "igsendmail.db");

    public string Vault => Path.Combine(Folder, "vault", "vault.db");

    /// <summary>What every sealed value said, by table and row: read with the program of November.</summary>
    public static string OpenedFile => Path.Combine(Kept, "opened.json");

    /// <summary>The program of today on these files, a minute later.</summary>
    public TestSite Today()
    {
        var site = new TestSite()
            .With("Data:Folder", Path.Combine(Folder, "data"))
            .With("Vault:Folder", Path.Combine(Folder, "vault"));
        site.DataFolder = Path.Combine(Folder, "data");
        site.Time.SetUtcNow(LeftAt.AddMinutes(1));
        return site;
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }

    private static void Load(string dump, string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA foreign_keys = OFF; BEGIN;" + File.ReadAllText(Path.Combine(Kept, dump)) + "COMMIT;";
        command.ExecuteNonQuery();
    }
}
