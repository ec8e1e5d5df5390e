using System.Diagnostics;

namespace IGSendMail.Testing;

/// <summary>
/// Waits for what another thread, process or browser does. A busy machine makes it take longer and never fails it: only
/// minutes in which nothing happens do.
/// </summary>
public static class Wait
{
    /// <summary>So long something may take that a quiet machine does in a moment.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(10);

    /// <summary>Waits until something is so.</summary>
    /// <exception cref="TimeoutException">It did not become so.</exception>
    public static Task UntilAsync(Func<bool> condition, string what = "it") =>
        UntilAsync(() => Task.FromResult(condition()), what);

    /// <inheritdoc cref="UntilAsync(Func{bool}, string)" />
    public static async Task UntilAsync(Func<Task<bool>> condition, string what = "it")
    {
        var began = Stopwatch.StartNew();
        while (!await condition())
        {
            if (began.Elapsed > Patience)
            {
                throw new TimeoutException($"{what} did not happen in {Patience.TotalMinutes} minutes");
            }

            await Task.Delay(Between, TimeProvider.System);
        }
    }

    /// <summary>
    /// Waits until something is so, as long as something else still goes on: work of any length passes, work that stands still
    /// fails.
    /// </summary>
    /// <param name="condition">What is waited for.</param>
    /// <param name="progress">Changes while the work goes on.</param>
    /// <param name="what">The work, for the message.</param>
    /// <exception cref="TimeoutException">Nothing changed for minutes.</exception>
    public static async Task WhileItGoesOnAsync<T>(Func<Task<bool>> condition, Func<Task<T>> progress, string what)
    {
        var seen = await progress();
        var since = Stopwatch.StartNew();
        while (!await condition())
        {
            var now = await progress();
            if (!Equals(now, seen))
            {
                (seen, since) = (now, Stopwatch.StartNew());
            }
            else if (since.Elapsed > Patience)
            {
                throw new TimeoutException($"{what} stands still at {seen}");
            }

            await Task.Delay(Between, TimeProvider.System);
        }
    }

    /// <summary>Waits for a task that must end; one that hangs fails the test instead of the run.</summary>
    public static Task SoonAsync(this Task task) => task.WaitAsync(Patience, TimeProvider.System);

    /// <inheritdoc cref="SoonAsync(Task)" />
    public static Task<T> SoonAsync<T>(this Task<T> task) => task.WaitAsync(Patience, TimeProvider.System);
}
