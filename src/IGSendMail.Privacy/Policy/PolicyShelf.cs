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

    private DateOnly DayOf(DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, site.Value.Zone).DateTime);
}
