using Microsoft.Data.Sqlite;
using Xunit.Abstractions;

namespace IGSendMail.Web.Tests.Processes;

/// <summary>A migration killed in the middle, in a real process, does not block the next start.</summary>
public sealed class KilledMigrationTests(ITestOutputHelper output)
{
    /// <summary>What is there when the process is killed; in the last two, EF's own lock is held.</summary>
    private static readonly (string What, Func<string, bool> IsThere)[] Moments =
    [
        ("the vault's file", folder => File.Exists(Path.Combine(folder, "vault", "vault.db"))),
        ("the vault's lock", folder => Rows(Path.Combine(folder, "vault", "vault.db"), "__EFMigrationsLock") > 0),
        ("the database's file", folder => File.Exists(Path.Combine(folder, "data", "igsendmail.db"))),
        ("the database's history", folder => Rows(Path.Combine(folder, "data", "igsendmail.db"), "__EFMigrationsHistory") >= 0),
        ("the database's lock", folder => Rows(Path.Combine(folder, "data", "igsendmail.db"), "__EFMigrationsLock") > 0),
    ];

    [Fact]
    public async Task A_killed_migration_does_not_block_the_next_one()
    {
        var locksLeft = 0;
        foreach (var (what, isThere) in Moments)
        {
            var folder = Directory.CreateTempSubdirectory("igsendmail-migrate-").FullName;
            using (var killed = SiteProcess.Verb(folder, "database", "migrate"))
            {
                while (!isThere(folder) && !killed.HasExited)
                {
                    await Task.Yield();
                }

                Assert.False(killed.HasExited, $"the migration was over before {what} was seen");
                await killed.KillAsync();
            }

            var left = LockRows(folder);
            locksLeft += left;
            using var next = SiteProcess.Verb(folder, "database", "migrate");
            await next.EndAsync();
            output.WriteLine($"killed at {what}: {left} lock rows left behind, the next migration ended with {next.ExitCode}");
            Assert.Equal(0, next.ExitCode);
            Assert.Equal(0, LockRows(folder));
            Assert.True(Rows(Path.Combine(folder, "data", "igsendmail.db"), "Leases") == 0, "the tables are there");
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }

        Assert.True(locksLeft > 0, "no kill left a lock row behind: the test shows nothing");
    }

    private static int LockRows(string folder) =>
        Math.Max(0, Rows(Path.Combine(folder, "vault", "vault.db"), "__EFMigrationsLock"))
        + Math.Max(0, Rows(Path.Combine(folder, "data", "igsendmail.db"), "__EFMigrationsLock"));

    /// <summary>How many rows a table of a file has; -1 if there is no such table yet, or the file is busy.</summary>
    private static int Rows(string file, string table)
    {
        if (!File.Exists(file))
        {
            return -1;
        }

        try
        {
            using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False;Default Timeout=1");
            connection.Open();
            using var count = connection.CreateCommand();
            count.CommandText = $"SELECT COUNT(*) FROM \"{table}\"";
            return (int)(long)count.ExecuteScalar()!;
        }
        catch (SqliteException)
        {
            return -1;
        }
    }
}
