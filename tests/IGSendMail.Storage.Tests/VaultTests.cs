using IGSendMail.Privacy.PersonalData;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Storage.Tests;

public sealed class VaultTests
{
    private static readonly KeyOwner Owner = PersonKeys.Account.Of(new Guid("0193a000-0000-7000-8000-000000000001"));

    public static TheoryData<string> Engines => ["Sqlite", "SqlServer"];

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task Twenty_processes_that_need_a_key_at_once_get_the_same_one(string engine)
    {
        await using var storage = await TestStorage.OnAsync(engine);
        var processes = Enumerable.Range(0, 20).Select(_ => storage.Build()).ToList();

        var keys = await Task.WhenAll(processes.Select(p => Task.Run(async () =>
            await p.GetRequiredService<Vault>().KeyForAsync(Owner, default))));

        var place = new SealedPlace("T", Owner, Guid.Empty);
        var value = keys[0].Seal(place, "for all"u8);
        Assert.All(keys, key => Assert.Equal("for all"u8.ToArray(), key.Open(place, value)));
        processes.ForEach(p => p.Dispose());
    }

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task A_destroyed_key_is_gone_for_this_process_and_every_new_one(string engine)
    {
        await using var storage = await TestStorage.OnAsync(engine);
        await storage.Vault.KeyForAsync(Owner, default);

        await storage.Vault.DestroyKeyAsync(Owner, default);
        await storage.Vault.DestroyKeyAsync(Owner, default);

        await using var other = storage.Build();
        await Assert.ThrowsAsync<KeyDestroyedException>(async () => await storage.Vault.KeyForAsync(Owner, default));
        await Assert.ThrowsAsync<KeyDestroyedException>(async () => await other.GetRequiredService<Vault>().KeyForAsync(Owner, default));
    }

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task No_key_is_ever_made_for_an_owner_erased_before_it_had_one(string engine)
    {
        await using var storage = await TestStorage.OnAsync(engine);

        await storage.Vault.DestroyKeyAsync(Owner, default);

        await Assert.ThrowsAsync<KeyDestroyedException>(async () => await storage.Vault.KeyForAsync(Owner, default));
        await using var vault = storage.OpenVault();
        var row = await vault.Keys.SingleAsync();
        Assert.Null(row.Wrapped);
        Assert.Equal(storage.Time.GetUtcNow(), row.DestroyedAt);
    }

    [Fact]
    public async Task Readers_that_race_with_a_destruction_never_get_the_key_afterwards()
    {
        await using var storage = await TestStorage.SqliteAsync();
        for (var round = 0; round < 20; round++)
        {
            var owner = PersonKeys.Request.Of(RowKeys.New(storage.Time));
            await storage.Vault.KeyForAsync(owner, default);
            storage.Time.Advance(TimeSpan.FromMinutes(1));
            using var stop = new CancellationTokenSource();
            var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    try
                    {
                        await storage.Vault.KeyForAsync(owner, default);
                    }
                    catch (KeyDestroyedException)
                    {
                        return;
                    }
                }
            })).ToList();

            await storage.Vault.DestroyKeyAsync(owner, default);

            await Assert.ThrowsAsync<KeyDestroyedException>(async () => await storage.Vault.KeyForAsync(owner, default));
            await stop.CancelAsync();
            await Task.WhenAll(readers);
            await Assert.ThrowsAsync<KeyDestroyedException>(async () => await storage.Vault.KeyForAsync(owner, default));
        }
    }

    [Fact]
    public async Task Another_process_forgets_a_destroyed_key_within_half_a_minute()
    {
        await using var storage = await TestStorage.SqliteAsync();
        await using var other = storage.Build();
        var far = other.GetRequiredService<Vault>();
        await far.KeyForAsync(Owner, default);

        await storage.Vault.DestroyKeyAsync(Owner, default);
        storage.Time.Advance(TimeSpan.FromSeconds(30));

        await Assert.ThrowsAsync<KeyDestroyedException>(async () => await far.KeyForAsync(Owner, default));
    }

    [Fact]
    public async Task The_wrong_master_key_is_called_by_its_name()
    {
        await using var storage = await TestStorage.SqliteAsync();
        await storage.Vault.KeyForAsync(Owner, default);
        await storage.Vault.SecretAsync("address-lookup", 32, default);
        await using var stranger = storage.Build(master: Convert.ToBase64String(new byte[32]));
        var vault = stranger.GetRequiredService<Vault>();

        var key = await Assert.ThrowsAsync<InvalidOperationException>(async () => await vault.KeyForAsync(Owner, default));
        var secret = await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await vault.SecretAsync("address-lookup", 32, default));

        Assert.Contains("Keys:Master", key.Message, StringComparison.Ordinal);
        Assert.Contains("Keys:Master", secret.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrapped_key_copied_to_another_owner_does_not_open()
    {
        await using var storage = await TestStorage.SqliteAsync();
        await storage.Vault.KeyForAsync(Owner, default);
        await using var vault = storage.OpenVault();
        var row = await vault.Keys.AsNoTracking().SingleAsync();
        var thief = PersonKeys.Account.Of(new Guid("0193a000-0000-7000-8000-000000000002"));
        vault.Keys.Add(new VaultKey
        {
            OwnerKind = thief.Kind,
            OwnerId = thief.Id,
            KeyId = row.KeyId,
            Wrapped = row.Wrapped,
            MasterId = row.MasterId,
            CreatedAt = row.CreatedAt,
        });
        await vault.SaveChangesAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await storage.Vault.KeyForAsync(thief, default));
    }

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task Processes_that_need_a_secret_at_once_agree_on_it(string engine)
    {
        await using var storage = await TestStorage.OnAsync(engine);
        var processes = Enumerable.Range(0, 8).Select(_ => storage.Build()).ToList();

        var secrets = await Task.WhenAll(processes.Select(p => Task.Run(async () =>
            await p.GetRequiredService<Vault>().SecretAsync("address-lookup", 32, default))));

        Assert.All(secrets, secret => Assert.Equal(secrets[0], secret));
        processes.ForEach(p => p.Dispose());
    }

    [Fact]
    public void Processes_that_make_the_master_key_file_at_once_agree_on_it()
    {
        var folder = Directory.CreateTempSubdirectory("igsendmail-key-").FullName;
        var file = Path.Combine(folder, "local", "master.key");

        var keys = new MasterKey[16];
        Parallel.For(0, keys.Length, i => keys[i] = MasterKey.ReadOrMake(file));

        var wrapped = keys[0].Wrap([1, 2, 3], "bound"u8);
        Assert.All(keys, key => Assert.Equal([1, 2, 3], key.Unwrap(wrapped, "bound"u8)));
        Assert.Single(Directory.GetFiles(Path.Combine(folder, "local")));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64")]
    [InlineData("c2hvcnQ=")]
    public void A_master_key_that_is_none_is_refused_by_name(string setting)
    {
        var wrong = Assert.Throws<FormatException>(() => MasterKey.Parse(setting));

        Assert.Contains("Keys:Master", wrong.Message, StringComparison.Ordinal);
    }
}
