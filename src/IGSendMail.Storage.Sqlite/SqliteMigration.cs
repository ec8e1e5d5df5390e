using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Storage.Sqlite;

/// <summary>
/// Migrates under a lock of the operating system. A process killed in the middle leaves a row in EF's own lock table
/// that would block every later start; under the file lock such a row can only be stale, and is cleared.
/// </summary>
internal static class SqliteMigration
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task RunAsync(DbContext db, IReadOnlyList<TableEstimate> estimates, CancellationToken cancellation)
    {
        var file = new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);

        await using var held = await LockAsync(file + ".migrate", cancellation);
        await ClearStaleLockAsync(db, cancellation);
        await db.Database.MigrateAsync(cancellation);
        await TableEstimates.WriteAsync(db, estimates, cancellation);
    }

    private static async Task<FileStream> LockAsync(string file, CancellationToken cancellation)
    {
        var time = TimeProvider.System;
        var start = time.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (time.GetElapsedTime(start) < Patience)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancellation);
            }
        }
    }

    private static async Task ClearStaleLockAsync(DbContext db, CancellationToken cancellation)
    {
        await db.Database.OpenConnectionAsync(cancellation);
        try
        {
            var there = await db.Database
                .SqlQuery<int>($"SELECT COUNT(*) AS Value FROM sqlite_master WHERE name = '__EFMigrationsLock'")
                .SingleAsync(cancellation);
            if (there > 0)
            {
                await db.Database.ExecuteSqlRawAsync("DELETE FROM \"__EFMigrationsLock\"", cancellation);
            }
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
