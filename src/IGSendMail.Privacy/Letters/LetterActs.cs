using IGSendMail.Privacy.Audit;

namespace IGSendMail.Privacy.Letters;

/// <summary>What this room enters in the trail.</summary>
public static class LetterActs
{
    /// <summary>A letter or call that had failed too often was put back to be tried again.</summary>
    public static readonly AuditAct DeliveryRetried = new("DeliveryRetried", "Undelivered e-mail tried again");

    /// <summary>A letter that failed too often was given up for good, with a reason.</summary>
    public static readonly AuditAct DeliveryGivenUp = new("DeliveryGivenUp", "Undelivered e-mail given up");
}
