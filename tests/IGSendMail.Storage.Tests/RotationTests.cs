using System.Security.Cryptography;
using IGSendMail.Privacy.PersonalData;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Storage.Tests;

public sealed class RotationTests
{
    private static readonly string Fresh = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    [Fact]
    public async Task A_new_master_key_wraps_everything_anew_and_the_old_one_is_needed_no_more()
    {
        await using var storage = await TestStorage.SqliteAsync();
        var message = await PutAsync(storage, Account(1));
        for (var i = 2; i <= 450; i++)
        {
            await storage.Vault.KeyForAsync(Account(i), default);
        }

        var secret = await storage.Vault.SecretAsync("address-lookup", 32, default);
        await storage.Vault.DestroyKeyAsync(Account(3), default);
        var both = MasterKey.Parse(Fresh).WithPrevious(TestStorage.MasterSetting);
        await using (var rotating = storage.Build(s => s.AddSingleton(both)))
        {
            var rotation = rotating.GetRequiredService<MasterRotation>();
            Assert.Equal(new MasterState(0, 450, 0), await rotation.LookAsync(default));
            using var stop = new CancellationTokenSource();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rotation.RunAsync(new Seen<long>(_ => stop.Cancel()), stop.Token));
            var half = await rotation.LookAsync(default);
            Assert.True(half is { Current: > 0, Previous: > 0 }, half.ToString());

            await rotation.RunAsync(new Seen<long>(_ => { }), default);

            Assert.Equal(new MasterState(450, 0, 0), await rotation.LookAsync(default));
        }

        await using var after = storage.Build(master: Fresh);
        Assert.Equal("Jane", await OpenAsync(after, message));
        Assert.Equal(secret, await after.GetRequiredService<Vault>().SecretAsync("address-lookup", 32, default));
        await Assert.ThrowsAsync<KeyDestroyedException>(async () => await after.GetRequiredService<Vault>().KeyForAsync(Account(3), default));
        await using var old = storage.Build();
        Assert.Equal(new MasterState(0, 0, 450), await old.GetRequiredService<MasterRotation>().LookAsync(default));
    }

    [Fact]
    public async Task New_data_keys_seal_everything_anew_and_the_old_ones_are_destroyed()
    {
        await using var storage = await RotatingAsync();
        var ids = new List<Guid>();
        for (var i = 0; i < 450; i++)
        {
            ids.Add(await PutAsync(storage, Account(i % 7)));
        }

        var before = await KeysInUseAsync(storage);
        var file = await FileAsync(storage, Account(1), "before");
        storage.Time.Advance(TimeSpan.FromMinutes(1));

        var outcome = await RotateAsync(storage);

        Assert.Equal((7, 450, 1, 7, 0), (outcome.Made, outcome.Values, outcome.Files, outcome.Destroyed, outcome.Unopened.Count));
        Assert.Empty((await KeysInUseAsync(storage)).Intersect(before));
        foreach (var id in ids)
        {
            Assert.Equal("Jane", await OpenAsync(storage.Services, id));
        }

        await using var opened = await storage.Services.GetRequiredService<SealedFiles>().OpenAsync(file, PlaceOf(Account(1)), default);
        using var text = new StreamReader(opened);
        Assert.Equal("before", await text.ReadToEndAsync());
        await using var vault = storage.OpenVault();
        Assert.Equal(7, await vault.Keys.CountAsync(k => k.Wrapped != null));
        Assert.NotNull((await vault.Set<KeyRotation>().SingleAsync()).FinishedAt);
    }

    [Fact]
    public async Task What_another_process_writes_during_a_rotation_is_neither_lost_nor_left_under_an_old_key()
    {
        await using var storage = await RotatingAsync(pause: Vault.CachedFor + TimeSpan.FromSeconds(10));
        for (var i = 0; i < 600; i++)
        {
            await PutAsync(storage, Account(i % 3));
        }

        var before = await KeysInUseAsync(storage);
        storage.Time.Advance(TimeSpan.FromMinutes(1));
        await using var other = storage.Build();
        var changed = new Dictionary<Guid, string>();
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(() => ChangeAsync(storage, other, changed, stop.Token));

        var outcome = await RotateAsync(storage);
        await stop.CancelAsync();
        await writing;

        Assert.True(changed.Count > 40, "the other process must have written before and after it knew the new keys");
        Assert.Equal((3, 3, 0), (outcome.Made, outcome.Destroyed, outcome.Unopened.Count));
        Assert.Empty((await KeysInUseAsync(storage)).Intersect(before));
        await using var db = storage.Open();
        foreach (var row in await db.OutboxMessages().AsNoTracking().ToListAsync())
        {
            Assert.Equal(
                changed.GetValueOrDefault(row.Id, "Jane"),
                (await storage.Sealer.OpenAsync<Note>(row, row.Payload, default)).Name);
        }
    }

    [Fact]
    public async Task A_stopped_rotation_goes_on_and_gives_no_owner_a_second_new_key()
    {
        await using var storage = await RotatingAsync();
        for (var i = 0; i < 600; i++)
        {
            await PutAsync(storage, Account(i % 3));
        }

        storage.Time.Advance(TimeSpan.FromMinutes(1));
        var rotations = storage.Services.GetRequiredService<DataKeyRotation>();
        var first = await rotations.BeginAsync(TimeSpan.Zero, null, default);
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rotations.RunAsync(
            first, new Seen<RotationProgress>(p => { if (p is { Step: RotationStep.Sealing, Done: > 0 }) { stop.Cancel(); } }), stop.Token));

        storage.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(first.Id, (await rotations.BeginAsync(TimeSpan.Zero, null, default)).Id);
        var rest = await RotateAsync(storage);

        Assert.Equal((0, 3), (rest.Made, rest.Destroyed));
        Assert.InRange(rest.Values, 1, 599);
        await using var vault = storage.OpenVault();
        Assert.Equal(6, await vault.Keys.CountAsync());
    }

    [Fact]
    public async Task One_owner_alone_is_rotated_and_young_keys_are_left()
    {
        await using var storage = await RotatingAsync();
        await PutAsync(storage, Account(1));
        await PutAsync(storage, Account(2));
        storage.Time.Advance(TimeSpan.FromDays(10));

        Assert.Equal(0, (await RotateAsync(storage, TimeSpan.FromDays(11))).Made);
        var one = await RotateAsync(storage, owner: Account(2));

        Assert.Equal((1, 1, 1), (one.Made, one.Values, one.Destroyed));
    }

    [Fact]
    public async Task A_value_that_was_tampered_with_is_named_and_its_key_stays()
    {
        await using var storage = await RotatingAsync();
        var id = await PutAsync(storage, Account(1));
        await PutAsync(storage, Account(2));
        await using (var db = storage.Open())
        {
            await db.Database.ExecuteSqlRawAsync("UPDATE OutboxMessages SET Payload = Payload || x'00' WHERE Id = {0}", id.ToByteArray(bigEndian: true));
        }

        storage.Time.Advance(TimeSpan.FromMinutes(1));
        var outcome = await RotateAsync(storage);

        Assert.Equal((2, 1, 1), (outcome.Made, outcome.Values, outcome.Destroyed));
        var why = Assert.Single(outcome.Unopened);
        Assert.Contains("OutboxMessages.Payload", why, StringComparison.Ordinal);
        Assert.Contains(id.ToString("N"), why, StringComparison.Ordinal);
    }

    private static KeyOwner Account(int number) => PersonKeys.Account.Of(new Guid(number + 1, 7, 7, new byte[8]));

    private static SealedFilePlace PlaceOf(KeyOwner owner) => new("imports", owner, "a.csv");

    /// <summary>Changes rows one after the other; a second goes by with each, on the one clock.</summary>
    private static async Task ChangeAsync(
        TestStorage storage, IServiceProvider process, Dictionary<Guid, string> changed, CancellationToken stop)
    {
        var sealer = process.GetRequiredService<Sealer>();
        await using var first = TestStorage.Open(process);
        var ids = await first.OutboxMessages().Select(m => m.Id).ToListAsync(CancellationToken.None);
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            storage.Time.Advance(TimeSpan.FromSeconds(1));
            var (id, name) = (ids[i * 7 % ids.Count], $"Jane {i}");
            await using var db = TestStorage.Open(process);
            try
            {
                await db.WriteAsync(WriteUrgency.Interactive, async token =>
                {
                    var row = await db.OutboxMessages().SingleAsync(m => m.Id == id, token);
                    row.Payload = await sealer.SealAsync(row.Place, new Note(name), token);
                }, CancellationToken.None);
                changed[id] = name;
            }
            catch (DbUpdateConcurrencyException)
            {
                // The rotation was faster: this change was not made.
            }
        }
    }

    private static async Task<TestStorage> RotatingAsync(TimeSpan pause = default)
    {
        var folder = Directory.CreateTempSubdirectory("igsendmail-rotation-").FullName;
        return await TestStorage.SqliteAsync(s => s
            .AddSingleton(KeyOptions.Standard with { RotationPause = pause })
            .AddSingleton(new SealedFolder("imports", folder)));
    }

    private static async Task<string> FileAsync(TestStorage storage, KeyOwner owner, string text)
    {
        var root = storage.Services.GetRequiredService<SealedFolder>().Root;
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(root, owner.Id.ToString("N"))).FullName, "a.csv");
        await using var file = await storage.Services.GetRequiredService<SealedFiles>().CreateAsync(path, PlaceOf(owner), default);
        await file.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text));
        await file.CompleteAsync(default);
        return path;
    }

    private static async Task<RotationOutcome> RotateAsync(TestStorage storage, TimeSpan olderThan = default, KeyOwner? owner = null)
    {
        var rotations = storage.Services.GetRequiredService<DataKeyRotation>();
        return await rotations.RunAsync(
            await rotations.BeginAsync(olderThan, owner, default), new Seen<RotationProgress>(_ => { }), default);
    }

    private static async Task<Guid> PutAsync(TestStorage storage, KeyOwner owner)
    {
        await using var db = storage.Open();
        var key = RowKeys.New(TimeProvider.System).ToString("N");
        await db.WriteAsync(WriteUrgency.Interactive, token => storage.Outbox.PutAsync(db, "test", key, owner, new Note("Jane"), token), default);
        return await db.OutboxMessages().Where(m => m.Key == key).Select(m => m.Id).SingleAsync();
    }

    private static async Task<string> OpenAsync(IServiceProvider services, Guid message)
    {
        await using var db = TestStorage.Open(services);
        var row = await db.OutboxMessages().AsNoTracking().SingleAsync(m => m.Id == message);
        return (await services.GetRequiredService<Sealer>().OpenAsync<Note>(row, row.Payload, default)).Name;
    }

    private static async Task<HashSet<Guid>> KeysInUseAsync(TestStorage storage)
    {
        await using var db = storage.Open();
        return [.. (await db.OutboxMessages().AsNoTracking().ToListAsync()).Select(m => m.Payload.KeyId!.Value)];
    }

    private sealed record Note(string Name);

    private sealed class Seen<T>(Action<T> seen) : IProgress<T>
    {
        public void Report(T value) => seen(value);
    }
}
