using IGSendMail.Storage.Sqlite;
using IGSendMail.Storage.SqlServer;
using IGSendMail.Testing;

namespace IGSendMail.Storage.Tests;

public sealed class WriteGateTests
{
    private readonly WriteGate _gate = new(new SqliteEngine());

    [Fact]
    public async Task Writers_take_turns_and_people_go_before_background_work()
    {
        var order = new List<string>();
        var first = await _gate.EnterAsync(WriteUrgency.Background, default);
        var waiting = new[]
        {
            TakeTurnAsync("background 1", WriteUrgency.Background),
            TakeTurnAsync("background 2", WriteUrgency.Background),
            TakeTurnAsync("person 1", WriteUrgency.Interactive),
            TakeTurnAsync("person 2", WriteUrgency.Interactive),
        };

        Assert.Empty(order);
        first.Dispose();
        await Task.WhenAll(waiting).SoonAsync();

        Assert.Equal(["person 1", "person 2", "background 1", "background 2"], order);

        async Task TakeTurnAsync(string name, WriteUrgency urgency)
        {
            using var turn = await _gate.EnterAsync(urgency, default);
            order.Add(name);
        }
    }

    [Fact]
    public async Task Who_gives_up_waiting_does_not_hold_up_the_next()
    {
        using var patience = new CancellationTokenSource();
        var first = await _gate.EnterAsync(WriteUrgency.Interactive, default);
        var impatient = _gate.EnterAsync(WriteUrgency.Interactive, patience.Token).AsTask();
        var patient = _gate.EnterAsync(WriteUrgency.Interactive, default).AsTask();

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        Assert.False(patient.IsCompleted);
        first.Dispose();

        using var turn = await patient.SoonAsync();
    }

    [Fact]
    public async Task A_turn_ends_once_however_often_it_is_disposed()
    {
        var first = await _gate.EnterAsync(WriteUrgency.Interactive, default);
        first.Dispose();
        using var second = await _gate.EnterAsync(WriteUrgency.Interactive, default);

        first.Dispose();

        Assert.False(_gate.EnterAsync(WriteUrgency.Interactive, default).IsCompleted);
    }

    [Fact]
    public async Task A_hundred_writers_never_overlap()
    {
        var inside = 0;
        var most = 0;

        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(async () =>
        {
            using var turn = await _gate.EnterAsync(i % 2 == 0 ? WriteUrgency.Interactive : WriteUrgency.Background, default);
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
        }))).SoonAsync();

        Assert.Equal(1, most);
    }

    [Fact]
    public async Task On_an_engine_with_many_writers_nobody_waits()
    {
        var gate = new WriteGate(new SqlServerEngine());

        using var first = await gate.EnterAsync(WriteUrgency.Interactive, default);
        using var second = await gate.EnterAsync(WriteUrgency.Interactive, default).AsTask().SoonAsync();
    }
}
