using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.PersonalData;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Storage.Tests;

/// <summary>No key makes more seals than are safe, whatever dies.</summary>
public sealed class SealLimitTests
{
    private const long SealsPerKey = 1_000;
    private static readonly KeyOwner Owner = PersonKeys.Account.Of(new Guid("0193a000-0000-7000-8000-000000000001"));

    public static TheoryData<string> Engines => ["Sqlite", "SqlServer"];

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task Used_up_keys_are_followed_by_newer_ones_and_stay_readable(string engine)
    {
        await using var storage = await TestStorage.OnAsync(engine, Limited(SealsPerKey));
        var sealedRows = new List<(Row Row, Sealed Value)>();
        for (var i = 0; i < 3_500; i++)
        {
            var row = new Row(new Guid(i, 0, 0, new byte[8]));
            sealedRows.Add((row, await storage.Sealer.SealAsync(row.Place, new Text($"text {i}"), default)));
        }

        var byKey = sealedRows.GroupBy(s => s.Value.KeyId).Select(g => (long)g.Count()).ToList();
        Assert.All(byKey, count => Assert.True(count <= SealsPerKey, $"{count} seals with one key"));
        Assert.InRange(byKey.Count, 4, 5);
        await using var other = storage.Build(Limited(SealsPerKey));
        for (var i = 0; i < sealedRows.Count; i += 50)
        {
            var opened = await other.GetRequiredService<Sealer>().OpenAsync<Text>(sealedRows[i].Row, sealedRows[i].Value, default);
            Assert.Equal($"text {i}", opened.Words);
        }

        await AllReservedWithinLimitAsync(storage);
    }

    [Fact]
    public async Task Processes_and_threads_together_never_exceed_the_limit_and_a_dead_one_only_wastes()
    {
        await using var storage = await TestStorage.SqliteAsync(Limited(SealsPerKey));
        var used = new System.Collections.Concurrent.ConcurrentDictionary<Guid, int>();
        for (var round = 0; round < 4; round++)
        {
            // Each process is dropped with what it reserved still unused, as a kill would do.
            var processes = Enumerable.Range(0, 3).Select(_ => storage.Build(Limited(SealsPerKey))).ToList();
            await Task.WhenAll(processes.SelectMany(p => Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
            {
                for (var i = 0; i < 100; i++)
                {
                    var value = await p.GetRequiredService<Sealer>().SealAsync(new Row(Guid.Empty).Place, new Text("x"), default);
                    used.AddOrUpdate(value.KeyId!.Value, 1, (_, n) => n + 1);
                }
            }))));
            processes.ForEach(p => p.Dispose());
        }

        Assert.Equal(4 * 3 * 4 * 100, used.Values.Sum());
        Assert.All(used.Values, count => Assert.True(count <= SealsPerKey, $"{count} seals with one key"));
        await AllReservedWithinLimitAsync(storage);
    }

    [Fact]
    public async Task A_process_reserves_before_it_seals_and_seldom()
    {
        await using var storage = await TestStorage.SqliteAsync();
        for (var i = 0; i < 200_000; i++)
        {
            await storage.Vault.KeyForAsync(Owner, default);
        }

        await using var vault = storage.OpenVault();
        var key = await vault.Keys.SingleAsync();
        Assert.InRange(key.Reserved, 200_000, 200_000 + (1 << 16));
    }

    [Fact]
    public async Task A_limit_that_cannot_be_followed_by_a_new_key_is_a_clear_error()
    {
        await using var storage = await TestStorage.SqliteAsync(Limited(10));
        for (var i = 0; i < 10; i++)
        {
            await storage.Vault.KeyForAsync(Owner, default);
        }

        await using (var vault = storage.OpenVault())
        {
            await vault.Database.ExecuteSqlRawAsync(
                "CREATE TRIGGER NoNewKeys BEFORE INSERT ON VaultKeys BEGIN SELECT RAISE(ABORT, 'no'); END");
        }

        var failure = await Assert.ThrowsAsync<SealLimitException>(async () => await storage.Vault.KeyForAsync(Owner, default));
        Assert.Contains("Keys:SealsPerKey", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Account", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Destroying_an_owner_destroys_every_version_and_a_renewal_at_that_moment_brings_none_back()
    {
        for (var round = 0; round < 20; round++)
        {
            await using var storage = await TestStorage.SqliteAsync(Limited(1));
            await storage.Vault.KeyForAsync(Owner, default);
            var processes = Enumerable.Range(0, 3).Select(_ => storage.Build(Limited(1))).ToList();
            var sealing = processes.Select(p => Task.Run(async () =>
            {
                try
                {
                    while (true)
                    {
                        await p.GetRequiredService<Vault>().KeyForAsync(Owner, default);
                    }
                }
                catch (KeyDestroyedException)
                {
                    // What the owner's erasure does to everybody who still seals.
                }
            })).ToList();
            await Task.Delay(TimeSpan.FromMilliseconds(5 * round), TimeProvider.System);

            await storage.Vault.DestroyKeyAsync(Owner, default);

            await Task.WhenAll(sealing);
            await using var vault = storage.OpenVault();
            Assert.NotEmpty(await vault.Keys.ToListAsync());
            Assert.All(await vault.Keys.ToListAsync(), k => Assert.Null(k.Wrapped));
            processes.ForEach(p => p.Dispose());
        }
    }

    [Fact]
    public async Task An_audience_may_begin_afresh_after_its_erasure_and_nobody_else()
    {
        await using var storage = await TestStorage.SqliteAsync();
        await using var other = storage.Build();
        var audience = AudienceKeys.Audience.Of(Owner.Id);
        var row = new Row(Guid.Empty, audience);
        var old = await storage.Sealer.SealAsync(row.Place, new Text("old"), default);
        await storage.Vault.DestroyKeyAsync(audience, default);

        await other.GetRequiredService<Vault>().BeginAfreshAsync([audience], default);
        await other.GetRequiredService<Vault>().BeginAfreshAsync([audience], default);

        var fresh = await storage.Sealer.SealAsync(row.Place, new Text("new"), default);
        Assert.Equal("new", (await other.GetRequiredService<Sealer>().OpenAsync<Text>(row, fresh, default)).Words);
        await Assert.ThrowsAsync<KeyDestroyedException>(async () => await storage.Sealer.OpenAsync<Text>(row, old, default));
        await Assert.ThrowsAsync<ArgumentException>(() => storage.Vault.BeginAfreshAsync([Owner], default));
        await using var vault = storage.OpenVault();
        Assert.Equal(2, await vault.Keys.CountAsync());
    }

    private static Action<IServiceCollection> Limited(long sealsPerKey) =>
        services => services.AddSingleton(KeyOptions.Standard with { SealsPerKey = sealsPerKey });

    private static async Task AllReservedWithinLimitAsync(TestStorage storage)
    {
        await using var vault = storage.OpenVault();
        Assert.All(await vault.Keys.ToListAsync(), k => Assert.InRange(k.Reserved, 0, SealsPerKey));
    }

    private sealed record Text(string Words);

    private sealed record Row(Guid Id, KeyOwner Of) : ISealedRow
    {
        public Row(Guid id)
            : this(id, Owner)
        {
        }

        public SealedPlace Place => new("T", Of, Id);
    }
}
