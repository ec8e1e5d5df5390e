using IGSendMail.Privacy.PersonalData;

namespace IGSendMail.Platform.Mail;

/// <summary>How long this room keeps things.</summary>
public static class MailPeriods
{
    /// <summary>Letters in the pickup folder: 7 days.</summary>
    public static readonly RetentionPeriod PickupMail = new("PickupMail", new(0, 7, "Time for the mail server to pick e-mails up"));
}
