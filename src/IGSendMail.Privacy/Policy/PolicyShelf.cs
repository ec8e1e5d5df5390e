using IGSendMail.Privacy.Settings;
using Microsoft.Extensions.Options;

namespace IGSendMail.Privacy.Policy;

/// <summary>All policy versions, oldest first, and which of them is in force.</summary>
public sealed class PolicyShelf(IReadOnlyList<PolicyVersion> versions, IOptions<SiteOptions> site, TimeProvider time)
{
    private IReadOnlyList<DateOnly?> _takesEffect =
        PolicyCalendar.TakesEffect(versions, new Dictionary<string, DateTimeOffset>(), site.Value.Zone);

    /// <summary>All versions, oldest first.</summary>
    public IReadOnlyList<PolicyVersion> Versions => versions;

    /// <summary>The version in force now.</summary>
    /// <exception cref="InvalidOperationException">No version has taken effect yet.</exception>
    public PolicyVersion InForce => InForceAt(time.GetUtcNow());

    /// <summary>Today in the site's time zone.</summary>
    public DateOnly Today => DayOf(time.GetUtcNow());

    /// <summary>The version in force at an instant: the newest that had taken effect by that day in the site's time zone.</summary>
    /// <exception cref="InvalidOperationException">No version had taken effect by then.</exception>
    public PolicyVersion InForceAt(DateTimeOffset instant)
    {
        var day = DayOf(instant);
        return versions.LastOrDefault(v => TakesEffect(v) <= day)
            ?? throw new InvalidOperationException($"No policy version was in force on {day:yyyy-MM-dd}.");
    }

    /// <summary>The commitments in force at an instant and those that are announced to follow, as known now.</summary>
    /// <exception cref="InvalidOperationException">No version had taken effect by then.</exception>
    public PromiseSchedule ScheduleAt(DateTimeOffset instant)
    {
        var inForce = InForceAt(instant);
        var starts = versions.SkipWhile(v => v != inForce).Where(v => TakesEffect(v) is not null)
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
    public DateOnly? TakesEffect(PolicyVersion version) => versions.ToList().IndexOf(version) is var i and >= 0
        ? Volatile.Read(ref _takesEffect)[i]
        : throw new ArgumentException($"Version {version.Version} is not on this shelf.", nameof(version));

    /// <summary>True if a version on this shelf takes effect only after a notice period that counts from its first load.</summary>
    public bool NeedsLoads => versions.Skip(1).Any(v => v.Material);

    /// <summary>Takes over when each version was first loaded, by name. Without it no material change takes effect.</summary>
    internal void Learn(IReadOnlyDictionary<string, DateTimeOffset> firstLoads) =>
        Volatile.Write(ref _takesEffect, PolicyCalendar.TakesEffect(versions, firstLoads, site.Value.Zone));

    /// <summary>The first instant of a day in the site's time zone, also where the clocks are put forward at midnight.</summary>
    private DateTimeOffset StartOf(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        while (site.Value.Zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(15);
        }

        var offset = site.Value.Zone.IsAmbiguousTime(local)
            ? site.Value.Zone.GetAmbiguousTimeOffsets(local).Max()
            : site.Value.Zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    private DateOnly DayOf(DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, site.Value.Zone).DateTime);
}
