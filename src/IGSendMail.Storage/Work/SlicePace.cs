namespace IGSendMail.Storage;

/// <summary>
/// Makes slices as large as the time allows in which others may be kept waiting: it learns from how long the last one
/// took. However slow the machine, a slice has a least size, so that the work gets on.
/// </summary>
/// <param name="most">Most in a slice.</param>
/// <param name="least">Least in a slice, unless <paramref name="most"/> is less.</param>
/// <param name="first">How many to begin with, before anything is known.</param>
public sealed class SlicePace(int most, int least, int first = int.MaxValue)
{
    /// <summary>How long a slice may keep other writers waiting.</summary>
    public static readonly TimeSpan Aim = TimeSpan.FromMilliseconds(20);

    /// <summary>How long it may be while nobody else has written for a while; whoever comes then waits so long once.</summary>
    public static readonly TimeSpan AimAlone = TimeSpan.FromMilliseconds(60);

    private readonly int _most = most;
    private readonly int _least = Math.Min(least, most);

    /// <summary>Size of the next slice.</summary>
    public int Next { get; private set; } = Math.Min(first, most);

    /// <summary>Learns from a slice of <see cref="Next"/>: half as large at the least, twice as large at the most.</summary>
    /// <param name="elapsed">How long it took.</param>
    /// <param name="isAlone">True if nobody else has written for a while.</param>
    public void Took(TimeSpan elapsed, bool isAlone = false)
    {
        var fits = elapsed <= TimeSpan.Zero ? 2 : Math.Clamp((isAlone ? AimAlone : Aim) / elapsed, .5, 2);
        Next = Math.Clamp((int)(Next * fits), _least, _most);
    }
}
