using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Tests.Requests;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.WholeRoad;

/// <summary>An erasure is not called verified while its destroyed key can still be read from the vault's files.</summary>
public sealed class VaultLogTests
{
    [Fact]
    public async Task An_erasure_waits_until_its_destroyed_key_has_left_the_vaults_log()
    {
        await using var site = new TestSite();
        await site.AskAsync("guest@example.com", Right.Erasure);
        await site.ConfirmAsync("guest@example.com", site.Visitor());
        var request = await site.NewestRequestAsync();
        var wrapped = (await InVaultAsync(site, v => v.Keys.AsNoTracking().SingleAsync(k => k.OwnerId == request.Id))).Wrapped!;
        await using var reader = new SqliteConnection($"Data Source={VaultFile(site)}");
        await reader.OpenAsync();
        var reading = reader.BeginTransaction(deferred: true);
        await using (var look = reader.CreateCommand())
        {
            look.CommandText = "SELECT COUNT(*) FROM VaultKeys";
            await look.ExecuteScalarAsync();
        }

        await site.WorkAsync();

        Assert.Null((await InVaultAsync(site, v => v.Keys.AsNoTracking().SingleAsync(k => k.OwnerId == request.Id))).Wrapped);
        Assert.True(Holds(VaultFile(site) + "-wal", wrapped), "the reader must keep it there");
        Assert.Equal(ErasureState.Purging, (await site.InDatabaseAsync(db => db.ErasureRuns().AsNoTracking().SingleAsync())).State);
        Assert.Null((await InVaultAsync(site, v => v.Journal().AsNoTracking().SingleAsync())).VerifiedAt);

        await reading.DisposeAsync();
        await site.WorkAsync();

        Assert.Equal(ErasureState.Done, (await site.InDatabaseAsync(db => db.ErasureRuns().AsNoTracking().SingleAsync())).State);
        Assert.NotNull((await InVaultAsync(site, v => v.Journal().AsNoTracking().SingleAsync())).VerifiedAt);
        Assert.False(Holds(VaultFile(site), wrapped));
        Assert.False(Holds(VaultFile(site) + "-wal", wrapped));
    }

    private static string VaultFile(TestSite site) => Path.Combine(site.Folder, "vault", "vault.db");

    private static async Task<T> InVaultAsync<T>(TestSite site, Func<VaultContext, Task<T>> look)
    {
        await using var vault = await site.Services.GetRequiredService<IDbContextFactory<VaultContext>>().CreateDbContextAsync();
        return await look(vault);
    }

    private static bool Holds(string file, byte[] bytes)
    {
        if (!File.Exists(file))
        {
            return false;
        }

        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content.AsSpan().IndexOf(bytes) >= 0;
    }
}
