namespace IGSendMail.Benchmarks;

/// <summary>The real clock, moved forward: work takes as long as it takes, and a month passes at once.</summary>
internal sealed class MovedClock : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _ahead));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);
}
