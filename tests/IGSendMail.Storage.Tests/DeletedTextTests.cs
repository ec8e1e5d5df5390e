using System.Text;
using IGSendMail.Privacy.PersonalData;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Storage.Tests;

/// <summary>On SQLite what is deleted leaves the bytes of the files, not only the tables.</summary>
public sealed class DeletedTextTests
{
    private const string Canary = "canary-7f3a91c2-in-clear";

    [Fact]
    public async Task Deleted_text_is_in_neither_the_file_nor_the_log_after_a_scrub()
    {
        await using var storage = await TestStorage.SqliteAsync();
        await using var db = storage.Open();
        await db.WriteAsync(WriteUrgency.Interactive, _ =>
        {
            for (var i = 0; i < 200; i++)
            {
                db.Add(new Lease { Name = $"{Canary}-{i}", FencingToken = i, ExpiresAt = DateTimeOffset.UnixEpoch });
            }

            return Task.CompletedTask;
        }, default);
        Assert.True(Holds(storage.DatabaseFile, Canary), "the test must see what it looks for");

        await db.WriteAsync(WriteUrgency.Interactive, token => db.Set<Lease>().ExecuteDeleteAsync(token), default);
        Assert.True(await storage.Engine.ScrubAsync(db, default));

        Assert.False(Holds(storage.DatabaseFile, Canary));
    }

    [Fact]
    public async Task A_destroyed_key_is_in_neither_the_vaults_file_nor_its_log()
    {
        await using var storage = await TestStorage.SqliteAsync();
        var owner = PersonKeys.Account.Of(RowKeys.New(storage.Time));
        await storage.Vault.KeyForAsync(owner, default);
        byte[] wrapped;
        await using (var vault = storage.OpenVault())
        {
            wrapped = (await vault.Keys.AsNoTracking().SingleAsync()).Wrapped!;
        }

        Assert.True(Holds(storage.VaultFile, wrapped), "the test must see what it looks for");

        await storage.Vault.DestroyKeyAsync(owner, default);

        Assert.False(Holds(storage.VaultFile, wrapped));
    }

    [Fact]
    public async Task A_destroyed_key_that_a_reader_keeps_in_the_vaults_log_goes_with_the_next_round()
    {
        await using var storage = await TestStorage.SqliteAsync();
        var owner = PersonKeys.Account.Of(RowKeys.New(storage.Time));
        await storage.Vault.KeyForAsync(owner, default);
        byte[] wrapped;
        await using (var vault = storage.OpenVault())
        {
            wrapped = (await vault.Keys.AsNoTracking().SingleAsync()).Wrapped!;
        }

        await using var reader = new SqliteConnection(storage.VaultConnection);
        await reader.OpenAsync();
        var reading = reader.BeginTransaction(deferred: true);
        await using (var look = reader.CreateCommand())
        {
            look.CommandText = "SELECT COUNT(*) FROM VaultKeys";
            await look.ExecuteScalarAsync();
        }

        Assert.False(await storage.Vault.DestroyKeyAsync(owner, default));
        Assert.True(Read(storage.VaultFile + "-wal").AsSpan().IndexOf(wrapped) >= 0, "the reader must keep it there");
        var scrub = storage.Services.GetServices<IRepeatedWork>().Single(work => work.Name == "scrub");
        await scrub.RunAsync(default);
        Assert.True(Holds(storage.VaultFile, wrapped));

        await reading.DisposeAsync();
        await scrub.RunAsync(default);

        Assert.False(Holds(storage.VaultFile, wrapped));
        Assert.True(await storage.Vault.ScrubAsync(default));
    }

    [Fact]
    public async Task A_scrub_that_a_reader_holds_up_says_so_and_succeeds_later()
    {
        await using var storage = await TestStorage.SqliteAsync();
        await using var reader = new SqliteConnection(storage.DataConnection);
        await reader.OpenAsync();
        await using var db = storage.Open();
        await db.Database.OpenConnectionAsync();
        await db.Database.ExecuteSqlRawAsync("PRAGMA busy_timeout = 100");
        await db.WriteAsync(WriteUrgency.Interactive, _ =>
        {
            db.Add(new Lease { Name = Canary, FencingToken = 1, ExpiresAt = DateTimeOffset.UnixEpoch });
            return Task.CompletedTask;
        }, default);
        var reading = reader.BeginTransaction(deferred: true);
        await using (var look = reader.CreateCommand())
        {
            look.CommandText = "SELECT COUNT(*) FROM Leases";
            await look.ExecuteScalarAsync();
        }

        await db.WriteAsync(WriteUrgency.Interactive, token => db.Set<Lease>().ExecuteDeleteAsync(token), default);

        Assert.False(await storage.Engine.ScrubAsync(db, default));
        await reading.DisposeAsync();

        Assert.True(await storage.Engine.ScrubAsync(db, default));
        Assert.False(Holds(storage.DatabaseFile, Canary));
    }

    [Fact]
    public async Task Sealed_content_is_never_in_clear_in_the_files()
    {
        await using var storage = await TestStorage.SqliteAsync();
        await using var db = storage.Open();
        await db.WriteAsync(WriteUrgency.Interactive, token => storage.Services.GetRequiredService<Outbox>().PutAsync(
            db, "test", "key", PersonKeys.Account.Of(RowKeys.New(storage.Time)), Canary, token), default);

        Assert.False(Holds(storage.DatabaseFile, Canary));
    }

    private static bool Holds(string file, string text) => Holds(file, Encoding.UTF8.GetBytes(text));

    private static bool Holds(string file, byte[] bytes) =>
        new[] { file, file + "-wal", file + "-journal" }.Any(f => File.Exists(f) && Read(f).AsSpan().IndexOf(bytes) >= 0);

    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
