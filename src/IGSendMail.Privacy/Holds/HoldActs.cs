using IGSendMail.Privacy.Audit;

namespace IGSendMail.Privacy.Holds;

/// <summary>What this room enters in the trail.</summary>
public static class HoldActs
{
    /// <summary>A legal hold was placed.</summary>
    public static readonly AuditAct Placed = new("HoldPlaced", "Legal hold placed");

    /// <summary>An officer ordered that a legal hold be lifted after the time to think again.</summary>
    public static readonly AuditAct LiftOrdered = new("HoldLiftOrdered", "Legal hold to be lifted");

    /// <summary>An officer thought again: the hold stays.</summary>
    public static readonly AuditAct LiftStopped = new("HoldLiftStopped", "Legal hold kept after all");

    /// <summary>A legal hold was lifted.</summary>
    public static readonly AuditAct Lifted = new("HoldLifted", "Legal hold lifted");
}
