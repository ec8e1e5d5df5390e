using System.Buffers.Binary;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Storage.Sqlite;

/// <summary>What is asked of the file of a database as such.</summary>
public static class SqliteFiles
{
    /// <summary>Where SQLite keeps a number for the program that uses the file (https://www.sqlite.org/fileformat.html, § 1.3).</summary>
    private const int NumberAt = 60;

    /// <summary>The number that stands in the file itself, whatever its log says; 0 if none was given. Opens no database.</summary>
    public static int NumberOf(string file)
    {
        Span<byte> head = stackalloc byte[NumberAt + sizeof(int)];
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length ? 0 : BinaryPrimitives.ReadInt32BigEndian(head[NumberAt..]);
    }

    /// <summary>Gives the file a number, and takes the log in so that it stands there; while somebody reads, it stands in the log alone.</summary>
    public static async Task NumberAsync(DbContext database, int number, CancellationToken cancellation)
    {
        // A pragma takes no parameters; digits alone reach it.
        await database.Database.ExecuteSqlRawAsync(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {number}"), cancellation);
        _ = await database.Database.SqlQueryRaw<int>("PRAGMA wal_checkpoint(TRUNCATE)").ToListAsync(cancellation);
    }

    /// <summary>
    /// Copies a database into a new file as it stood at one moment (https://www.sqlite.org/backup.html): its log is taken in, and the copy is whole
    /// by itself.
    /// </summary>
    public static async Task CopyAsync(DbContext database, string file, CancellationToken cancellation)
    {
        await database.Database.OpenConnectionAsync(cancellation);
        try
        {
            await using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
            await copy.OpenAsync(cancellation);
            ((SqliteConnection)database.Database.GetDbConnection()).BackupDatabase(copy);
        }
        finally
        {
            await database.Database.CloseConnectionAsync();
        }
    }

    /// <summary>What SQLite finds wrong when it looks through all pages, in its words; null if the file is whole.</summary>
    public static async Task<string?> DamageAsync(DbContext database, CancellationToken cancellation)
    {
        var found = await database.Database.SqlQueryRaw<string>("PRAGMA quick_check(1)").ToListAsync(cancellation);
        return found is ["ok"] ? null : string.Join("; ", found);
    }
}
