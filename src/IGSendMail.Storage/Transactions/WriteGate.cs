namespace IGSendMail.Storage;

/// <summary>Who is waiting for a write: a person, or work in the background.</summary>
public enum WriteUrgency
{
    /// <summary>A person waits for the answer.</summary>
    Interactive,

    /// <summary>Nobody waits; lets interactive writes go first.</summary>
    Background,
}

/// <summary>
/// Lets the writers of one process take turns, interactive ones first. SQLite has one writer: waiting here takes
/// milliseconds, waiting in SQLite's own busy loop takes seconds. Engines with many writers pass through.
/// </summary>
public sealed class WriteGate(IEngine engine)
{
    private readonly Lock _sync = new();
    private readonly Queue<TaskCompletionSource> _interactive = new();
    private readonly Queue<TaskCompletionSource> _background = new();
    private bool _taken;
    private long _interactiveTurns;

    /// <summary>How often a person asked for a turn, ever: work in the background sees by it whether it is alone.</summary>
    public long InteractiveTurns => Interlocked.Read(ref _interactiveTurns);

    /// <summary>Waits for a turn; disposing the result ends it.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public async ValueTask<IDisposable> EnterAsync(WriteUrgency urgency, CancellationToken cancellation)
    {
        if (!engine.WritersTakeTurns)
        {
            return Turn.None;
        }

        if (urgency == WriteUrgency.Interactive)
        {
            Interlocked.Increment(ref _interactiveTurns);
        }

        TaskCompletionSource waiting;
        lock (_sync)
        {
            if (!_taken)
            {
                _taken = true;
                return new Turn(this);
            }

            waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            (urgency == WriteUrgency.Interactive ? _interactive : _background).Enqueue(waiting);
        }

        await using var registration = cancellation.Register(() => waiting.TrySetCanceled(cancellation));
        await waiting.Task;
        return new Turn(this);
    }

    private void Leave()
    {
        lock (_sync)
        {
            while (_interactive.TryDequeue(out var next) || _background.TryDequeue(out next))
            {
                // A cancelled waiter refuses the turn; it goes to the next one.
                if (next.TrySetResult())
                {
                    return;
                }
            }

            _taken = false;
        }
    }

    private sealed class Turn(WriteGate? gate) : IDisposable
    {
        public static readonly Turn None = new(null);
        private WriteGate? _gate = gate;

        public void Dispose() => Interlocked.Exchange(ref _gate, null)?.Leave();
    }
}
