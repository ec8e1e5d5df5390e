using System.Collections.Concurrent;

namespace IGSendMail.Storage;

/// <summary>
/// Background work of a room. The site runs it again and again; a verb or a test runs it once. It must be safe to kill
/// anywhere: the next run goes on.
/// </summary>
public interface IRepeatedWork
{
    /// <summary>Short name, used in logs and to ring the bell.</summary>
    string Name { get; }

    /// <summary>The longest pause between two runs.</summary>
    TimeSpan Every { get; }

    /// <summary>Does what there is to do and returns.</summary>
    Task RunAsync(CancellationToken cancellation);
}

/// <summary>Wakes background work early, so that a person who waits for it need not wait long.</summary>
public sealed class WorkBell
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _bells = new(StringComparer.Ordinal);

    /// <summary>Lets the named work run now. Ringing while it runs makes it run once more.</summary>
    public void Ring(string work)
    {
        var bell = Bell(work);
        if (bell.CurrentCount == 0)
        {
            bell.Release();
        }
    }

    /// <summary>Waits until the bell rings or the pause is over.</summary>
    public Task WaitAsync(string work, TimeSpan pause, CancellationToken cancellation) =>
        Bell(work).WaitAsync(pause, cancellation);

    private SemaphoreSlim Bell(string work) => _bells.GetOrAdd(work, _ => new SemaphoreSlim(0));
}
