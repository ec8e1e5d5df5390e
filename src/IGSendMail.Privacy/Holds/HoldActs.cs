using IGSendMail.Privacy.Audit;

namespace IGSendMail.Privacy.Holds;

/// <summary>What this room enters in the trail.</summary>
public static class HoldActs
{
    /// <summary>A legal hold was placed.</summary>
    public static readonly AuditAct Placed = new("HoldPlaced", "Legal hold placed");

    /// <summary>A legal hold was lifted.</summary>
    public static readonly AuditAct Lifted = new("HoldLifted", "Legal hold lifted");
}
