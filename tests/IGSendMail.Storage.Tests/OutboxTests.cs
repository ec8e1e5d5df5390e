using IGSendMail.Privacy.PersonalData;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Storage.Tests;

public sealed class OutboxTests
{
    private static readonly KeyOwner Owner = PersonKeys.Account.Of(new Guid("0193a000-0000-7000-8000-000000000001"));

    public static TheoryData<string> Engines => ["Sqlite", "SqlServer"];

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task What_is_put_is_delivered_once_and_its_row_goes(string engine)
    {
        var carrier = new Carrier();
        await using var storage = await TestStorage.OnAsync(engine, s => s.AddSingleton<IOutboxHandler>(carrier));
        await PutAsync(storage, "a", "b");

        Assert.Equal(2, await storage.Outbox.DeliverDueAsync(default));
        Assert.Equal(0, await storage.Outbox.DeliverDueAsync(default));

        Assert.Equal(["a", "b"], carrier.Delivered.Order(StringComparer.Ordinal));
        Assert.Empty(await RowsAsync(storage));
    }

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task A_key_that_waits_is_not_put_twice(string engine)
    {
        var carrier = new Carrier();
        await using var storage = await TestStorage.OnAsync(engine, s => s.AddSingleton<IOutboxHandler>(carrier));

        await PutAsync(storage, "a", "a");
        await PutAsync(storage, "a");
        await storage.Outbox.DeliverDueAsync(default);

        Assert.Equal(["a"], carrier.Delivered);
    }

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task A_decision_that_is_repeated_after_its_delivery_is_not_delivered_again(string engine)
    {
        var carrier = new Carrier();
        await using var storage = await TestStorage.OnAsync(engine, s => s.AddSingleton<IOutboxHandler>(carrier));
        await PutAsync(storage, "a");
        await storage.Outbox.DeliverDueAsync(default);

        await PutAsync(storage, "a", "b");
        await storage.Outbox.DeliverDueAsync(default);

        Assert.Equal(["a", "b"], carrier.Delivered);
        await using var db = storage.Open();
        Assert.All(await db.Set<SettledMessage>().ToListAsync(), m => Assert.Equal(OutboxOutcome.Delivered, m.Outcome));
    }

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task A_message_of_a_decision_that_was_rolled_back_is_never_delivered(string engine)
    {
        var carrier = new Carrier();
        await using var storage = await TestStorage.OnAsync(engine, s => s.AddSingleton<IOutboxHandler>(carrier));
        await using var db = storage.Open();

        await Assert.ThrowsAsync<TimeoutException>(() => db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            await storage.Outbox.PutAsync(db, Carrier.KindName, "a", Owner, "content", token);
            await db.SaveChangesAsync(token);
            throw new TimeoutException();
        }, default));
        await storage.Outbox.DeliverDueAsync(default);

        Assert.Empty(carrier.Delivered);
    }

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task Processes_that_deliver_at_once_do_not_deliver_twice(string engine)
    {
        var carrier = new Carrier { Pause = TimeSpan.FromMilliseconds(5) };
        await using var storage = await TestStorage.OnAsync(engine, s => s.AddSingleton<IOutboxHandler>(carrier));
        var keys = Enumerable.Range(0, 20).Select(i => $"key {i:00}").ToArray();
        await PutAsync(storage, keys);
        var processes = Enumerable.Range(0, 4).Select(_ => storage.Build(s => s.AddSingleton<IOutboxHandler>(carrier))).ToList();

        for (var round = 0; round < 20 && carrier.Delivered.Count < keys.Length; round++)
        {
            await Task.WhenAll(processes.Select(p => Task.Run(() => p.GetRequiredService<Outbox>().DeliverDueAsync(default))));
        }

        Assert.Equal(keys, carrier.Delivered.Order(StringComparer.Ordinal));
        processes.ForEach(p => p.Dispose());
    }

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task A_delivery_slower_than_the_lease_is_not_taken_over(string engine)
    {
        var carrier = new Carrier();
        await using var storage = await TestStorage.OnAsync(engine, s => s.AddSingleton<IOutboxHandler>(carrier));
        await using var other = storage.Build(s => s.AddSingleton<IOutboxHandler>(carrier));
        await PutAsync(storage, "slow");
        var stolen = -1;
        carrier.During = async _ =>
        {
            for (var i = 0; i < 8; i++)
            {
                storage.Time.Advance(TimeSpan.FromSeconds(2));
                await UntilAsync(async () => await ExpiryAsync(storage) > storage.Time.GetUtcNow() + TimeSpan.FromSeconds(3));
            }

            stolen = await other.GetRequiredService<Outbox>().DeliverDueAsync(default);
        };

        Assert.Equal(1, await storage.Outbox.DeliverDueAsync(default));

        Assert.Equal(0, stolen);
        Assert.Equal(["slow"], carrier.Delivered);
    }

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task Who_lost_the_lease_delivers_nothing_more_and_changes_nothing(string engine)
    {
        var carrier = new Carrier();
        await using var storage = await TestStorage.OnAsync(engine, s => s.AddSingleton<IOutboxHandler>(carrier));
        await PutAsync(storage, "first", "second");
        carrier.During = async _ =>
        {
            carrier.During = null;
            await using var db = storage.Open();
            await db.WriteAsync(WriteUrgency.Background, async token =>
            {
                var lease = await db.FindAsync<Lease>(["outbox"], token);
                lease!.FencingToken++;
                lease.ExpiresAt = storage.Time.GetUtcNow() + Leases.Length;
            }, default);
            throw new TimeoutException();
        };

        Assert.Equal(0, await storage.Outbox.DeliverDueAsync(default));

        Assert.Empty(carrier.Delivered);
        var rows = await RowsAsync(storage);
        Assert.Equal(2, rows.Count);
        Assert.All(rows, m => Assert.Equal(0, m.Attempts));
    }

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task A_failed_message_is_tried_again_later_and_later_and_given_up_after_twelve_attempts(string engine)
    {
        var carrier = new Carrier { Fails = _ => true };
        await using var storage = await TestStorage.OnAsync(engine, s => s.AddSingleton<IOutboxHandler>(carrier));
        await PutAsync(storage, "a");
        var waits = new List<double>();

        for (var attempt = 1; attempt <= Outbox.MostAttempts; attempt++)
        {
            await storage.Outbox.DeliverDueAsync(default);
            await storage.Outbox.DeliverDueAsync(default);
            Assert.Equal(attempt, carrier.Attempts);
            var row = Assert.Single(await RowsAsync(storage));
            Assert.Equal((attempt, "TimeoutException"), (row.Attempts, row.LastFailure));
            waits.Add((row.NotBefore - storage.Time.GetUtcNow()).TotalMinutes);
            storage.Time.Advance(row.NotBefore - storage.Time.GetUtcNow());
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360], waits);
        storage.Time.Advance(TimeSpan.FromDays(30));
        await storage.Outbox.DeliverDueAsync(default);
        Assert.Equal(Outbox.MostAttempts, carrier.Attempts);
        Assert.NotNull(Assert.Single(await RowsAsync(storage)).DeadAt);
    }

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task A_message_that_fails_does_not_hold_up_the_others(string engine)
    {
        var carrier = new Carrier { Fails = m => m.Key == "bad" };
        await using var storage = await TestStorage.OnAsync(engine, s => s.AddSingleton<IOutboxHandler>(carrier));
        await PutAsync(storage, "bad", "good");

        await storage.Outbox.DeliverDueAsync(default);

        Assert.Equal(["good"], carrier.Delivered);
    }

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task A_message_whose_owner_was_erased_is_dropped(string engine)
    {
        var carrier = new Carrier { OpensWith = true };
        await using var storage = await TestStorage.OnAsync(engine, s => s.AddSingleton<IOutboxHandler>(carrier));
        carrier.Sealer = storage.Sealer;
        await PutAsync(storage, "a");

        await storage.Vault.DestroyKeyAsync(Owner, default);
        await storage.Outbox.DeliverDueAsync(default);

        Assert.Empty(carrier.Delivered);
        Assert.Empty(await RowsAsync(storage));
        await using var db = storage.Open();
        Assert.Equal(OutboxOutcome.OwnerErased, (await db.Set<SettledMessage>().SingleAsync()).Outcome);
    }

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task A_message_that_nobody_delivers_waits_and_is_not_lost(string engine)
    {
        await using var storage = await TestStorage.OnAsync(engine);
        await PutAsync(storage, "a");

        Assert.Equal(0, await storage.Outbox.DeliverDueAsync(default));

        Assert.Equal("InvalidOperationException", Assert.Single(await RowsAsync(storage)).LastFailure);
    }

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task Stopping_in_the_middle_counts_as_no_failure_and_the_next_start_goes_on(string engine)
    {
        var carrier = new Carrier();
        await using var storage = await TestStorage.OnAsync(engine, s => s.AddSingleton<IOutboxHandler>(carrier));
        await PutAsync(storage, "a");
        using var stop = new CancellationTokenSource();
        carrier.During = async token =>
        {
            carrier.During = null;
            await stop.CancelAsync();
            token.ThrowIfCancellationRequested();
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => storage.Outbox.DeliverDueAsync(stop.Token));
        Assert.Equal(0, Assert.Single(await RowsAsync(storage)).Attempts);

        Assert.Equal(1, await storage.Outbox.DeliverDueAsync(default));
    }

    private static async Task PutAsync(TestStorage storage, params string[] keys)
    {
        await using var db = storage.Open();
        await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            foreach (var key in keys)
            {
                await storage.Outbox.PutAsync(db, Carrier.KindName, key, Owner, "content of " + key, token);
            }
        }, default);
    }

    private static async Task<List<OutboxMessage>> RowsAsync(TestStorage storage)
    {
        await using var db = storage.Open();
        return await db.OutboxMessages().AsNoTracking().ToListAsync();
    }

    private static async Task<DateTimeOffset> ExpiryAsync(TestStorage storage)
    {
        await using var db = storage.Open();
        return (await db.Set<Lease>().AsNoTracking().SingleAsync(l => l.Name == "outbox")).ExpiresAt;
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var i = 0; i < 500 && !await condition(); i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }

        Assert.True(await condition());
    }
}
