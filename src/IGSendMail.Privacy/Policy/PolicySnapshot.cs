namespace IGSendMail.Privacy.Policy;

/// <summary>
/// The policy as one unit of work sees it: a request, a round of background work, a verb. It holds every version, the
/// register of sub-processors and what is in force, as of one instant, and never changes: whoever holds one sees nothing
/// of an exchange, nor of a version that takes effect meanwhile. In a request it is injected; everything else asks
/// <see cref="PolicyShelf.Snapshot"/> once when it begins and hands it on.
/// </summary>
public sealed class PolicySnapshot
{
    private readonly PolicyContent _content;
    private readonly IReadOnlyList<DateOnly?> _takesEffect;
    private readonly TimeZoneInfo _zone;

    /// <param name="content">The versions and the register.</param>
    /// <param name="takesEffect">On which day each version takes effect; see <see cref="PolicyCalendar"/>.</param>
    /// <param name="zone"><c>Site:TimeZone</c>.</param>
    /// <param name="at">Now.</param>
    internal PolicySnapshot(PolicyContent content, IReadOnlyList<DateOnly?> takesEffect, TimeZoneInfo zone, DateTimeOffset at) =>
        (_content, _takesEffect, _zone, At) = (content, takesEffect, zone, at);

    /// <summary>The instant of which it is.</summary>
    public DateTimeOffset At { get; }

    /// <summary>All versions, oldest first.</summary>
    public IReadOnlyList<PolicyVersion> Versions => _content.Versions;

    /// <summary>The register of sub-processors.</summary>
    public SubprocessorRegister Register => _content.Register;

    /// <summary>The version in force.</summary>
    /// <exception cref="InvalidOperationException">No version has taken effect yet.</exception>
    public PolicyVersion InForce => InForceAt(At);

    /// <summary>
    /// The next version of which people must be told before it counts, because it changes something that matters; null if none is published
    /// whose day is known.
    /// </summary>
    public PolicyVersion? Announced => Versions.SkipWhile(v => v != InForce).Skip(1).FirstOrDefault(v => v.Material && TakesEffect(v) > Today);

    /// <summary>When the first version takes effect; no promise is older.</summary>
    public DateTimeOffset Begins => StartOf(Versions[0].Effective);

    /// <summary>Today in the site's time zone.</summary>
    public DateOnly Today => DayOf(At);

    /// <summary>True if a version takes effect only after a notice period that counts from its first load.</summary>
    public bool NeedsLoads => Versions.Skip(1).Any(v => v.Material);

    /// <summary>The version in force at an instant: the newest that had taken effect by that day in the site's time zone.</summary>
    /// <exception cref="InvalidOperationException">No version had taken effect by then.</exception>
    public PolicyVersion InForceAt(DateTimeOffset instant)
    {
        var day = DayOf(instant);
        for (var i = Versions.Count - 1; i >= 0; i--)
        {
            if (_takesEffect[i] <= day)
            {
                return Versions[i];
            }
        }

        throw new InvalidOperationException($"No policy version was in force on {day:yyyy-MM-dd}.");
    }

    /// <summary>The commitments in force at an instant and those that are announced to follow.</summary>
    /// <exception cref="InvalidOperationException">No version had taken effect by then.</exception>
    public PromiseSchedule ScheduleAt(DateTimeOffset instant)
    {
        var inForce = InForceAt(instant);
        var starts = Versions.SkipWhile(v => v != inForce).Where(v => TakesEffect(v) is not null)
            .Select(v => (Version: v, Since: StartOf(TakesEffect(v)!.Value))).ToList();
        return new PromiseSchedule([.. starts
            .Select((start, i) => new PromisedFrom(
                start.Version.Version, start.Since, i + 1 < starts.Count ? starts[i + 1].Since : DateTimeOffset.MaxValue,
                start.Version.Commitments))
            .Where(step => step.Since < step.Until)]);
    }

    /// <summary>
    /// The day on which a version takes effect (from its start in the site's time zone). For a material change this is
    /// later than its effective day if people were told late; null while it is not recorded that they were told at all.
    /// </summary>
    public DateOnly? TakesEffect(PolicyVersion version) => Versions.ToList().IndexOf(version) is var i and >= 0
        ? _takesEffect[i]
        : throw new ArgumentException($"Version {version.Version} is not on this shelf.", nameof(version));

    /// <summary>The first instant of a day in the site's time zone, also where the clocks are put forward at midnight.</summary>
    private DateTimeOffset StartOf(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        while (_zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(15);
        }

        var offset = _zone.IsAmbiguousTime(local) ? _zone.GetAmbiguousTimeOffsets(local).Max() : _zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    private DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, _zone).DateTime);
}

/// <summary>
/// The commitments that bind at a moment and those that are already announced, in the order in which they begin. A
/// shorter period of a later version begins on its day, not before.
/// </summary>
/// <param name="Steps">The version in force first.</param>
public sealed record PromiseSchedule(IReadOnlyList<PromisedFrom> Steps)
{
    /// <summary>The commitments in force.</summary>
    public Commitments InForce => Steps[0].Commitments;

    /// <summary>Commitments that have always been in force and have no successor.</summary>
    public static PromiseSchedule Always(Commitments commitments) =>
        new([new PromisedFrom("", DateTimeOffset.MinValue, DateTimeOffset.MaxValue, commitments)]);
}

/// <summary>Commitments and when they bind.</summary>
/// <param name="Version">The policy version they stand in.</param>
/// <param name="Since">From this instant.</param>
/// <param name="Until">Up to, not including, this instant; the end of time for the last version.</param>
/// <param name="Commitments">The figures.</param>
public sealed record PromisedFrom(string Version, DateTimeOffset Since, DateTimeOffset Until, Commitments Commitments);
