using IGSendMail.Privacy.PersonalData;

namespace IGSendMail.Platform.Audience;

/// <summary>How long this room keeps things.</summary>
public static class AudiencePeriods
{
    /// <summary>Uploaded import files: 7 days.</summary>
    public static readonly RetentionPeriod Imports = new("Imports", new(0, 7, "Time to look into an upload that failed"));

    /// <summary>A question to a person who opted out, and its link: 14 days.</summary>
    public static readonly RetentionPeriod MailAgain = new("MailAgain", new(0, 14, "Time to answer an e-mail"));
}
