using Xunit.Abstractions;

namespace IGSendMail.Web.Tests.Processes;

/// <summary>A migration killed in the middle, in a real process, does not block the next start.</summary>
public sealed class KilledMigrationTests(ITestOutputHelper output)
{
    /// <summary>What is there when the process is killed; in the last two, EF's own lock is held.</summary>
    private static readonly (string What, Func<string, bool> IsThere)[] Moments =
    [
        ("the vault's file", folder => File.Exists(Path.Combine(folder, "vault", "vault.db"))),
        ("the vault's lock", folder => NativeRows.Count(Path.Combine(folder, "vault", "vault.db"), "__EFMigrationsLock") > 0),
        ("the database's file", folder => File.Exists(Path.Combine(folder, "data", "igsendmail.db"))),
        ("the database's history", folder => NativeRows.Count(Path.Combine(folder, "data", "igsendmail.db"), "__EFMigrationsHistory") >= 0),
        ("the database's lock", folder => NativeRows.Count(Path.Combine(folder, "data", "igsendmail.db"), "__EFMigrationsLock") > 0),
    ];

    private const int MostAttempts = 20;

    [Fact]
    public async Task A_killed_migration_does_not_block_the_next_one()
    {
        var locksLeft = 0;
        foreach (var (what, isThere) in Moments)
        {
            var folder = await KilledAtAsync(what, isThere);
            var left = LockRows(folder);
            locksLeft += left;
            using var next = SiteProcess.Verb(folder, "database", "migrate");
            await next.EndAsync();
            output.WriteLine($"killed at {what}: {left} lock rows left behind, the next migration ended with {next.ExitCode}");
            Assert.Equal(0, next.ExitCode);
            Assert.Equal(0, LockRows(folder));
            Assert.True(NativeRows.Count(Path.Combine(folder, "data", "igsendmail.db"), "Leases") >= 0, "the tables are there");
            Directory.Delete(folder, recursive: true);
        }

        Assert.True(locksLeft > 0, "no kill left a lock row behind: the test shows nothing");
    }

    /// <summary>
    /// Starts migrations in new folders until one was killed at the moment: the moments last for some milliseconds, and
    /// a busy machine may not let this process look in time.
    /// </summary>
    private async Task<string> KilledAtAsync(string what, Func<string, bool> isThere)
    {
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            var folder = Directory.CreateTempSubdirectory("igsendmail-migrate-").FullName;
            using var migration = SiteProcess.Verb(folder, "database", "migrate");
            while (!migration.HasExited)
            {
                if (isThere(folder))
                {
                    await migration.KillAsync();
                    return folder;
                }

                await Task.Yield();
            }

            output.WriteLine($"attempt {attempt}: the migration was over before {what} was seen");
            Directory.Delete(folder, recursive: true);
        }

        throw new InvalidOperationException($"None of {MostAttempts} migrations could be killed at {what}.");
    }

    private static int LockRows(string folder) =>
        Math.Max(0, NativeRows.Count(Path.Combine(folder, "vault", "vault.db"), "__EFMigrationsLock"))
        + Math.Max(0, NativeRows.Count(Path.Combine(folder, "data", "igsendmail.db"), "__EFMigrationsLock"));
}
