using IGSendMail.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace IGSendMail.Storage.Tests;

public sealed class MigrationTests
{
    [Fact]
    public async Task A_lock_left_by_a_killed_migration_does_not_block_the_next_start()
    {
        await using var storage = await TestStorage.SqliteAsync();
        await using (var db = storage.Open())
        {
            await db.Database.ExecuteSqlRawAsync("""
                CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" (
                    "Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL)
                """);
            await db.Database.ExecuteSqlRawAsync("INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2026-11-10 12:00:00+00:00')");
        }

        await using var next = storage.Open();
        await storage.Engine.MigrateAsync(next, default).SoonAsync();
    }

    [Fact]
    public async Task A_table_that_a_changed_column_makes_anew_still_keeps_its_rows_together()
    {
        await using var storage = await TestStorage.SqliteAsync();
        await using var db = storage.Open();
        var model = db.GetService<IDesignTimeModel>().Model;
        var together = model.GetEntityTypes().First(e => e.FindAnnotation(RowsTogether.Annotation) is not null).GetTableName()!;

        var commands = db.GetService<IMigrationsSqlGenerator>()
            .Generate([new DropColumnOperation { Table = together, Name = "OfNoUse" }], model);

        var made = Assert.Single(commands, c => c.CommandText.Contains($"CREATE TABLE \"ef_temp_{together}\"", StringComparison.Ordinal));
        Assert.Contains("WITHOUT ROWID", made.CommandText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Processes_that_migrate_at_once_wait_for_each_other()
    {
        await using var storage = await TestStorage.SqliteAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        File.Delete(storage.DatabaseFile);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            await using var db = storage.Open();
            await storage.Engine.MigrateAsync(db, default);
        }))).SoonAsync();

        await using var look = storage.Open();
        Assert.Empty(await look.Database.GetPendingMigrationsAsync());
    }

    [Fact]
    public async Task Tables_whose_rows_lie_together_are_without_rowid_in_the_file()
    {
        await using var storage = await TestStorage.SqliteAsync();
        await using var db = storage.Open();
        var marked = db.Model.GetEntityTypes()
            .Where(e => e.FindAnnotation(RowsTogether.Annotation) is not null).Select(e => e.GetTableName()!).ToHashSet();
        Assert.NotEmpty(marked);

        var without = await db.Database.SqlQueryRaw<string>(
            "SELECT name AS Value FROM sqlite_master WHERE type = 'table' AND sql LIKE '%WITHOUT ROWID%'").ToListAsync();

        Assert.Equal(marked.Order(StringComparer.Ordinal), without.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_connection_overwrites_what_it_deletes_and_keeps_foreign_keys()
    {
        await using var storage = await TestStorage.SqliteAsync();
        await using var db = storage.Open();

        Assert.Equal(1, await db.Database.SqlQueryRaw<int>("SELECT secure_delete AS Value FROM pragma_secure_delete").SingleAsync());
        Assert.Equal(1, await db.Database.SqlQueryRaw<int>("SELECT foreign_keys AS Value FROM pragma_foreign_keys").SingleAsync());
        Assert.Equal("wal", await db.Database.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").SingleAsync());
    }
}
