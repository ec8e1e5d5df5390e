using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Storage.Tests;

public sealed class LeaseTests
{
    public static TheoryData<string> Engines => ["Sqlite", "SqlServer"];

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task Of_many_processes_that_try_at_once_one_gets_the_lease(string engine)
    {
        await using var storage = await TestStorage.OnAsync(engine);
        var processes = Enumerable.Range(0, 8).Select(_ => storage.Build()).ToList();

        var held = await Task.WhenAll(processes.Select(p => Task.Run(() =>
            p.GetRequiredService<Leases>().TryTakeAsync("work", default))));

        Assert.Single(held, h => h is not null);
        processes.ForEach(p => p.Dispose());
    }

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task A_silent_holder_is_replaced_and_cannot_commit_any_more(string engine)
    {
        await using var storage = await TestStorage.OnAsync(engine);
        var first = await storage.Leases.TryTakeAsync("work", default);
        Assert.Null(await storage.Leases.TryTakeAsync("work", default));

        storage.Time.Advance(Leases.Length + TimeSpan.FromTicks(1));
        var second = await storage.Leases.TryTakeAsync("work", default);
        await using var db = storage.Open();
        var row = RowKeys.New(storage.Time);
        var slice = db.WriteAsync(WriteUrgency.Background, async token =>
        {
            db.Add(new CommitMarker { Id = row, At = storage.Time.GetUtcNow() });
            await db.SaveChangesAsync(token);
            await Leases.ExtendAsync(db, first!, token);
        }, default);

        await Assert.ThrowsAsync<LeaseLostException>(() => slice);
        Assert.True(second!.FencingToken > first!.FencingToken);
        await using var after = storage.Open();
        Assert.False(after.Set<CommitMarker>().Any(m => m.Id == row));
    }

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task Extending_keeps_others_away_and_releasing_lets_them_in(string engine)
    {
        await using var storage = await TestStorage.OnAsync(engine);
        var held = await storage.Leases.TryTakeAsync("work", default);
        storage.Time.Advance(Leases.Length - TimeSpan.FromSeconds(1));
        await using (var db = storage.Open())
        {
            await db.WriteAsync(WriteUrgency.Background, token => Leases.ExtendAsync(db, held!, token), default);
        }

        storage.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(await storage.Leases.TryTakeAsync("work", default));
        await storage.Leases.ReleaseAsync(held!, default);

        Assert.NotNull(await storage.Leases.TryTakeAsync("work", default));
    }

    [Fact]
    public async Task Long_work_keeps_its_lease()
    {
        await using var storage = await TestStorage.SqliteAsync();
        var held = await storage.Leases.TryTakeAsync("work", default);

        await storage.Leases.KeepAsync(held!, async _ =>
        {
            for (var i = 0; i < 20; i++)
            {
                storage.Time.Advance(TimeSpan.FromSeconds(2));
                await UntilAsync(() => ExpiresAfter(storage, TimeSpan.FromSeconds(3)));
                Assert.Null(await storage.Leases.TryTakeAsync("work", default));
            }
        }, default);
    }

    [Fact]
    public async Task Work_whose_lease_was_taken_over_is_stopped()
    {
        await using var storage = await TestStorage.SqliteAsync();
        var held = await storage.Leases.TryTakeAsync("work", default);

        var work = storage.Leases.KeepAsync(held!, async stop =>
        {
            storage.Time.Advance(TimeSpan.FromTicks(1));
            await using (var db = storage.Open())
            {
                await db.WriteAsync(WriteUrgency.Background, async token =>
                {
                    var lease = await db.FindAsync<Lease>(["work"], token);
                    lease!.FencingToken++;
                }, default);
            }

            storage.Time.Advance(Leases.Length);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
        }, default);

        await Assert.ThrowsAsync<LeaseLostException>(() => work.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    private static bool ExpiresAfter(TestStorage storage, TimeSpan ahead)
    {
        using var db = storage.Open();
        return db.Set<Lease>().Single(l => l.Name == "work").ExpiresAt > storage.Time.GetUtcNow() + ahead;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var i = 0; i < 500 && !condition(); i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }

        Assert.True(condition());
    }
}
