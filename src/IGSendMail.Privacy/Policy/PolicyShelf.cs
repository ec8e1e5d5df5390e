using Microsoft.Extensions.Options;

namespace IGSendMail.Privacy.Policy;

/// <summary>All policy versions, oldest first, and which of them is in force.</summary>
public sealed class PolicyShelf(IReadOnlyList<PolicyVersion> versions, IOptions<SiteOptions> site, TimeProvider time)
{
    /// <summary>All versions, oldest first.</summary>
    public IReadOnlyList<PolicyVersion> Versions => versions;

    /// <summary>The version in force now.</summary>
    public PolicyVersion InForce => InForceAt(time.GetUtcNow());

    /// <summary>The version in force at an instant: the newest whose effective day has begun in the site's time zone.</summary>
    /// <exception cref="InvalidOperationException">No version had taken effect by then.</exception>
    public PolicyVersion InForceAt(DateTimeOffset instant)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, site.Value.Zone).DateTime);
        return versions.LastOrDefault(v => v.Effective <= day)
            ?? throw new InvalidOperationException($"No policy version was in force on {day:yyyy-MM-dd}.");
    }
}
