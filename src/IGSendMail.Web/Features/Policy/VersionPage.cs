using System.Globalization;
using IGSendMail.Privacy.Policy;

namespace IGSendMail.Web.Features.Policy;

/// <summary>All versions, newest first.</summary>
public sealed record VersionsPage(IReadOnlyList<VersionPage> Versions);

/// <summary>A version and when it counts.</summary>
/// <param name="Version">The version.</param>
/// <param name="From">The first day on which it counts; null while it cannot take effect.</param>
/// <param name="Until">The last day on which it counts; null if no end is known.</param>
/// <param name="Today">Today in the site's time zone.</param>
/// <param name="InForce">True if it counts today.</param>
/// <param name="Next">The version that comes after the one in force, or null.</param>
/// <param name="NextFrom">The first day of <paramref name="Next"/>; null while it cannot take effect.</param>
public sealed record VersionPage(
    PolicyVersion Version, DateOnly? From, DateOnly? Until, DateOnly Today, bool InForce, PolicyVersion? Next, DateOnly? NextFrom)
{
    /// <summary>The page of a version.</summary>
    public static VersionPage Of(PolicySnapshot policy, PolicyVersion version)
    {
        var later = policy.Versions.SkipWhile(v => v != version).Skip(1).FirstOrDefault();
        var next = policy.Versions.SkipWhile(v => v != policy.InForce).Skip(1).FirstOrDefault();
        return new VersionPage(
            version,
            policy.TakesEffect(version),
            later is null ? null : policy.TakesEffect(later)?.AddDays(-1),
            policy.Today,
            version == policy.InForce,
            next,
            next is null ? null : policy.TakesEffect(next));
    }

    /// <summary>When it counts, in words.</summary>
    public string Effect => this switch
    {
        { From: null } => "Not in force yet",
        { InForce: true } => $"In force since {Day(From.Value)}",
        { Until: { } until } when until < From => $"Replaced before it took effect",
        { Until: { } until } when until < Today => $"In force from {Day(From.Value)} to {Day(until)}",
        _ => $"Takes effect on {Day(From.Value)}",
    };

    /// <summary>A day for people.</summary>
    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
