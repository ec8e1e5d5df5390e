using IGSendMail.Privacy.PersonalData;

namespace IGSendMail.Platform.Usage;

/// <summary>How long this room keeps things.</summary>
public static class UsagePeriods
{
    /// <summary>Page views and other usage events: 13 months.</summary>
    public static readonly RetentionPeriod Usage = new("Usage", new(13, 0, "Thirteen months show a year against the year before"))
    {
        // What measures an audience without being needed for the service.
        Maximum = new(25, "CNIL, guidelines on trackers of 17 September 2020, art. 5"),
    };
}
