using IGSendMail.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Storage.Tests;

public sealed class TransactionTests
{
    public static TheoryData<string> Engines => ["Sqlite", "SqlServer"];

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task All_of_a_write_is_saved(string engine)
    {
        await using var storage = await TestStorage.OnAsync(engine);
        await using var db = storage.Open();

        var result = await db.WriteAsync(WriteUrgency.Interactive, token =>
        {
            db.Add(NewLease("a"));
            db.Add(NewLease("b"));
            return Task.FromResult(42);
        }, default);

        Assert.Equal(42, result);
        Assert.Equal(["a", "b"], await NamesAsync(storage));
    }

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task Nothing_of_a_failed_write_is_saved_neither_then_nor_by_the_next_write(string engine)
    {
        await using var storage = await TestStorage.OnAsync(engine);
        await using var db = storage.Open();

        await Assert.ThrowsAsync<TimeoutException>(() => db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            db.Add(NewLease("saved early"));
            await db.SaveChangesAsync(token);
            db.Add(NewLease("tracked only"));
            throw new TimeoutException();
        }, default));
        await db.WriteAsync(WriteUrgency.Interactive, token =>
        {
            db.Add(NewLease("next"));
            return Task.CompletedTask;
        }, default);

        Assert.Equal(["next"], await NamesAsync(storage));
    }

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task A_write_inside_a_write_joins_it_and_falls_with_it(string engine)
    {
        await using var storage = await TestStorage.OnAsync(engine);
        await using var db = storage.Open();

        await Assert.ThrowsAsync<TimeoutException>(() => db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            await db.WriteAsync(WriteUrgency.Interactive, _ =>
            {
                db.Add(NewLease("inner"));
                return Task.CompletedTask;
            }, token);
            Assert.Equal(1, await db.Set<Lease>().CountAsync(token));
            throw new TimeoutException();
        }, default));

        Assert.Empty(await NamesAsync(storage));
    }

    [Fact]
    public async Task A_write_on_another_context_inside_a_write_is_an_error_and_no_endless_wait()
    {
        await using var storage = await TestStorage.SqliteAsync();
        await using var outer = storage.Open();
        await using var inner = storage.Open();

        var writing = outer.WriteAsync(WriteUrgency.Interactive, token =>
            inner.WriteAsync(WriteUrgency.Interactive, _ => Task.CompletedTask, token), default);

        await Assert.ThrowsAsync<InvalidOperationException>(() => writing.SoonAsync());
        await inner.WriteAsync(WriteUrgency.Interactive, _ => Task.CompletedTask, default).SoonAsync();
    }

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task A_cancelled_write_saves_nothing_and_gives_its_turn_back(string engine)
    {
        await using var storage = await TestStorage.OnAsync(engine);
        await using var db = storage.Open();
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            db.Add(NewLease("a"));
            await db.SaveChangesAsync(token);
            await stop.CancelAsync();
            token.ThrowIfCancellationRequested();
        }, stop.Token));

        await using var other = storage.Open();
        await other.WriteAsync(WriteUrgency.Interactive, _ => Task.CompletedTask, default).SoonAsync();
        Assert.Empty(await NamesAsync(storage));
    }

    [Fact]
    public async Task Two_processes_that_write_at_once_both_get_through()
    {
        await using var storage = await TestStorage.SqliteAsync();
        await using var second = storage.Build();

        await Task.WhenAll(WriteManyAsync(storage.Services, "one"), WriteManyAsync(second, "two"));

        Assert.Equal(100, (await NamesAsync(storage)).Count);

        async Task WriteManyAsync(IServiceProvider process, string name)
        {
            for (var i = 0; i < 50; i++)
            {
                await using var db = TestStorage.Open(process);
                await db.WriteAsync(WriteUrgency.Background, _ =>
                {
                    db.Add(NewLease($"{name} {i}"));
                    return Task.CompletedTask;
                }, default);
            }
        }
    }

    private static Lease NewLease(string name) => new() { Name = name, FencingToken = 1, ExpiresAt = DateTimeOffset.UnixEpoch };

    private static async Task<List<string>> NamesAsync(TestStorage storage)
    {
        await using var db = storage.Open();
        return await db.Set<Lease>().Select(l => l.Name).OrderBy(n => n).ToListAsync();
    }
}
