using IGSendMail.Privacy.PersonalData;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Storage.Tests;

/// <summary>Whoever waits until a message has left is told in the transaction that notes it.</summary>
public sealed class OutboxFollowerTests
{
    private static readonly KeyOwner Owner = PersonKeys.Account.Of(new Guid("0193a000-0000-7000-8000-000000000001"));

    public static TheoryData<string> Engines => ["Sqlite", "SqlServer"];

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task What_has_left_and_what_follows_from_it_are_noted_together(string engine)
    {
        var carrier = new Carrier { Fails = m => m.Key == "bad" };
        await using var storage = await OnAsync(engine, carrier, new Follower());
        await PutAsync(storage, "bad");
        await PutAsync(storage, "good");

        await storage.Outbox.DeliverDueAsync(default);

        Assert.Equal(["good"], carrier.Delivered);
        await using var db = storage.Open();
        var settled = await db.Set<SettledMessage>().SingleAsync();
        var follows = await db.Set<CommitMarker>().SingleAsync(m => m.At == Follower.At);
        Assert.Equal(SettledMessage.IdOf("good"), settled.Id);
        Assert.Equal(settled.Id, follows.Id);
    }

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task A_follower_that_fails_lets_no_message_leave_twice(string engine)
    {
        var carrier = new Carrier();
        await using var storage = await OnAsync(engine, carrier, new Follower { Fails = true });
        await PutAsync(storage, "a");

        Assert.Equal(1, await storage.Outbox.DeliverDueAsync(default));
        Assert.Equal(0, await storage.Outbox.DeliverDueAsync(default));

        Assert.Equal(["a"], carrier.Delivered);
        await using var db = storage.Open();
        Assert.Equal(OutboxOutcome.Delivered, (await db.Set<SettledMessage>().SingleAsync()).Outcome);
        Assert.False(await db.OutboxMessages().AnyAsync());
        Assert.False(await db.Set<CommitMarker>().AnyAsync(m => m.At == Follower.At));
    }

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task It_is_told_of_what_is_dropped_with_its_owner_too(string engine)
    {
        var carrier = new Carrier { OpensWith = true };
        await using var storage = await OnAsync(engine, carrier, new Follower());
        carrier.Sealer = storage.Sealer;
        await PutAsync(storage, "a");
        await storage.Vault.DestroyKeyAsync(Owner, default);

        await storage.Outbox.DeliverDueAsync(default);

        Assert.Empty(carrier.Delivered);
        await using var db = storage.Open();
        Assert.True(await db.Set<CommitMarker>().AnyAsync(m => m.Id == SettledMessage.IdOf("a")));
    }

    private static Task<TestStorage> OnAsync(string engine, Carrier carrier, Follower follower) => TestStorage.OnAsync(
        engine, s => s.AddSingleton<IOutboxHandler>(carrier).AddSingleton<IOutboxFollower>(follower));

    private static async Task PutAsync(TestStorage storage, string key)
    {
        await using var db = storage.Open();
        await db.WriteAsync(
            WriteUrgency.Interactive, async token => await storage.Outbox.PutAsync(db, Carrier.KindName, key, Owner, "content", token), default);
    }

    /// <summary>Writes a row of its own in the transaction in which it is told.</summary>
    private sealed class Follower : IOutboxFollower
    {
        public static readonly DateTimeOffset At = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public bool Fails { get; init; }

        public async Task SettledAsync(IGSendMailContext db, OutboxMessage message, CancellationToken cancellation)
        {
            db.Add(new CommitMarker { Id = SettledMessage.IdOf(message.Key), At = At });
            await db.SaveChangesAsync(cancellation);
            if (Fails)
            {
                throw new TimeoutException();
            }
        }
    }
}
