using IGSendMail.Privacy.PersonalData;

namespace IGSendMail.Privacy.Packages;

/// <summary>How long this room keeps things.</summary>
public static class PackagePeriods
{
    /// <summary>Export packages: 14 days.</summary>
    public static readonly RetentionPeriod Exports = new("Exports", new(0, 14, "Time to download your copy"));
}
