using System.Data.Common;
using System.Globalization;

namespace IGSendMail.Web.Commands;

/// <summary>
/// Says how far a long verb is: on a terminal in one line that moves, elsewhere in plain lines, fewer of them. It speaks on standard error, so that
/// standard output holds nothing but the answer of the verb.
/// </summary>
/// <param name="output">Where to.</param>
/// <param name="width">Columns of the terminal; null if it is none.</param>
/// <param name="time">The clock.</param>
internal sealed class VerbProgress(TextWriter output, int? width, TimeProvider time)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);
    private readonly TimeSpan _between = width is null ? TimeSpan.FromSeconds(10) : TimeSpan.FromMilliseconds(200);
    private readonly Lock _sync = new();
    private long? _last;
    private int _shown;

    /// <summary>For whoever gave the verb.</summary>
    public static VerbProgress OnConsole() => new(
        Console.Error,
        Console.IsErrorRedirected || Environment.GetEnvironmentVariable("TERM") is null or "dumb" || Console.WindowWidth < 20 ? null : Console.WindowWidth,
        TimeProvider.System);

    /// <summary>Shows where the verb is, unless it just did.</summary>
    public void Show(FormattableString where)
    {
        lock (_sync)
        {
            if (_last is { } last && time.GetElapsedTime(last) < _between)
            {
                return;
            }

            _last = time.GetTimestamp();
            var words = where.ToString(CultureInfo.InvariantCulture);
            if (width is not { } columns)
            {
                output.WriteLine("  " + words);
                return;
            }

            var line = words.Length < columns ? words : words[..(columns - 1)];
            output.Write("\r" + line.PadRight(_shown));
            _shown = line.Length;
        }
    }

    /// <summary>Shows what a work reports.</summary>
    public IProgress<T> Of<T>(Func<T, FormattableString> words) => new Reports<T>(value => Show(words(value)));

    /// <summary>Wipes the line that moves: what the verb says next stands in its place.</summary>
    public void Close()
    {
        lock (_sync)
        {
            if (_shown > 0)
            {
                output.Write("\r" + new string(' ', _shown) + "\r");
                _shown = 0;
            }
        }
    }

    /// <summary>Does work that reports nothing, and looks every second how far it is.</summary>
    /// <param name="work">The work.</param>
    /// <param name="look">Asks, beside the work and without its context.</param>
    /// <param name="cancellation">Cancels the work.</param>
    public async Task<T> WatchAsync<T>(
        Func<CancellationToken, Task<T>> work, Func<CancellationToken, Task<FormattableString>> look, CancellationToken cancellation)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var looking = LookAsync(look, done.Token);
        try
        {
            return await work(cancellation);
        }
        finally
        {
            await done.CancelAsync();
            await looking;
            Close();
        }
    }

    private async Task LookAsync(Func<CancellationToken, Task<FormattableString>> look, CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(BetweenLooks, time, done);
                Show(await look(done));
            }
            catch (Exception over) when (done.IsCancellationRequested && over is OperationCanceledException or DbException)
            {
                return;
            }
            catch (DbException failure)
            {
                // The work decides whether that is serious; not being able to count is not.
                Show($"going on; how far it is cannot be seen just now ({failure.GetType().Name})");
            }
        }
    }

    private sealed class Reports<T>(Action<T> show) : IProgress<T>
    {
        public void Report(T value) => show(value);
    }
}
