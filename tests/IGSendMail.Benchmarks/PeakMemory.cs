namespace IGSendMail.Benchmarks;

/// <summary>Looks at the memory of this process every few milliseconds.</summary>
internal sealed class PeakMemory : IDisposable
{
    private readonly Timer _timer;
    private long _heap, _workingSet;

    public PeakMemory()
    {
        Before = Environment.WorkingSet >> 20;
        _timer = new Timer(_ => Look(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(5));
    }

    /// <summary>The working set at the beginning, in MiB.</summary>
    public long Before { get; }

    /// <summary>The most that was seen, in MiB.</summary>
    public (long Heap, long WorkingSet) Stop()
    {
        Look();
        return (_heap >> 20, _workingSet >> 20);
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        _heap = Math.Max(_heap, GC.GetTotalMemory(forceFullCollection: false));
        _workingSet = Math.Max(_workingSet, Environment.WorkingSet);
    }
}
