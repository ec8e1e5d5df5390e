using IGSendMail.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace IGSendMail.Storage.Tests;

public sealed class LeaseTests
{
    public static TheoryData<string> Engines => ["Sqlite", "SqlServer"];

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task Of_many_processes_that_try_at_once_one_gets_the_lease(string engine)
    {
        await using var storage = await TestStorage.OnAsync(engine);
        var processes = Enumerable.Range(0, 8).Select(_ => storage.Build()).ToList();

        var lease = await Task.WhenAll(processes.Select(p => Task.Run(() =>
            p.GetRequiredService<Leases>().TryTakeAsync("work", default))));

        Assert.Single(lease, h => h is not null);
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
        var lease = await storage.Leases.TryTakeAsync("work", default);
        storage.Time.Advance(Leases.Length - TimeSpan.FromSeconds(1));
        await using (var db = storage.Open())
        {
            await db.WriteAsync(WriteUrgency.Background, token => Leases.ExtendAsync(db, lease!, token), default);
        }

        storage.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(await storage.Leases.TryTakeAsync("work", default));
        await storage.Leases.ReleaseAsync(lease!, default);

        Assert.NotNull(await storage.Leases.TryTakeAsync("work", default));
    }

    [Fact]
    public async Task Long_work_keeps_its_lease()
    {
        await using var storage = await TestStorage.SqliteAsync();
        await using var other = storage.Build();

        var outcome = await storage.Leases.RunAsync("work", async (_, _) =>
        {
            for (var i = 0; i < 20; i++)
            {
                storage.Time.Advance(TimeSpan.FromSeconds(2));
                await Wait.UntilAsync(() => ExpiresAfter(storage, TimeSpan.FromSeconds(3)), "an extension");
                Assert.Equal(LeaseOutcome.HeldElsewhere, await LeasesOf(other).RunAsync("work", NothingAsync, default));
            }
        }, default);

        Assert.Equal(LeaseOutcome.Done, outcome);
    }

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task Work_that_is_done_has_its_result_and_gives_its_lease_back(string engine)
    {
        await using var storage = await TestStorage.OnAsync(engine);
        await using var other = storage.Build();

        Assert.Equal(new Leased<int>(LeaseOutcome.Done, 42), await storage.Leases.RunAsync("work", (_, _) => Task.FromResult(42), default));
        Assert.Equal(LeaseOutcome.Done, await LeasesOf(other).RunAsync("work", NothingAsync, default));
    }

    [Fact]
    public async Task Work_that_fails_or_is_stopped_says_so_and_gives_its_lease_back()
    {
        await using var storage = await TestStorage.SqliteAsync();
        await using var other = storage.Build();
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAsync<InvalidDataException>(() =>
            storage.Leases.RunAsync("work", Task (_, _) => throw new InvalidDataException(), default));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => storage.Leases.RunAsync("work", async (_, token) =>
        {
            await stop.CancelAsync();
            token.ThrowIfCancellationRequested();
        }, stop.Token));

        Assert.Equal(LeaseOutcome.Done, await LeasesOf(other).RunAsync("work", NothingAsync, default));
    }

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task A_replica_that_was_silent_too_long_hands_over_at_its_next_slice_and_nothing_of_it_is_called_an_error(string engine)
    {
        using var said = new SaidLog();
        await using var storage = await TestStorage.OnAsync(engine, services => services.AddLogging(log => log.AddProvider(said)));
        await using var other = Later(storage);
        var slices = new List<string>();

        var outcome = await storage.Leases.RunAsync("work", async (lease, token) =>
        {
            await SliceAsync(storage.Services, lease, "first", slices, token);
            Assert.Equal(LeaseOutcome.Done, await LeasesOf(other).RunAsync(
                "work", (taken, stop) => SliceAsync(other, taken, "second", slices, stop), default));
            await SliceAsync(storage.Services, lease, "never", slices, token);
        }, default);

        Assert.Equal(LeaseOutcome.Lost, outcome);
        Assert.Equal(["first", "second"], slices);
        OnlyTheHandOverWasSaid(said);
    }

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task A_replica_in_a_long_step_is_stopped_when_another_has_taken_over_and_nothing_of_it_is_called_an_error(string engine)
    {
        using var said = new SaidLog();
        await using var storage = await TestStorage.OnAsync(engine, services => services.AddLogging(log => log.AddProvider(said)));
        await using var other = Later(storage);

        var outcome = storage.Leases.RunAsync("work", async (_, stop) =>
        {
            Assert.Equal(LeaseOutcome.Done, await LeasesOf(other).RunAsync("work", NothingAsync, default));
            storage.Time.Advance(Leases.Length);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
        }, default);

        Assert.Equal(LeaseOutcome.Lost, await outcome.SoonAsync());
        OnlyTheHandOverWasSaid(said);
    }

    /// <summary>A replica whose clock is ahead: to it the lease of the first has run out.</summary>
    private static ServiceProvider Later(TestStorage storage) => storage.Build(services =>
        services.AddSingleton<TimeProvider>(new FakeTimeProvider(storage.Time.GetUtcNow() + Leases.Length + TimeSpan.FromSeconds(1))));

    private static Leases LeasesOf(IServiceProvider replica) => replica.GetRequiredService<Leases>();

    private static Task NothingAsync(HeldLease lease, CancellationToken cancellation) => Task.CompletedTask;

    private static async Task SliceAsync(
        IServiceProvider replica, HeldLease lease, string name, List<string> slices, CancellationToken cancellation)
    {
        await using var db = TestStorage.Open(replica);
        await db.WriteAsync(WriteUrgency.Background, token => Leases.ExtendAsync(db, lease, token), cancellation);
        slices.Add(name);
    }

    private static void OnlyTheHandOverWasSaid(SaidLog said)
    {
        var line = Assert.Single(said.All, s => s.Category == typeof(Leases).FullName);
        Assert.Equal((LogLevel.Information, true), (line.Level, line.Words.Contains("work", StringComparison.Ordinal)));
        Assert.DoesNotContain(said.All, s => s.Level > LogLevel.Information);
    }

    private static bool ExpiresAfter(TestStorage storage, TimeSpan ahead)
    {
        using var db = storage.Open();
        return db.Set<Lease>().Single(l => l.Name == "work").ExpiresAt > storage.Time.GetUtcNow() + ahead;
    }
}
