namespace IGSendMail.Privacy.Audit;

/// <summary>What this room enters in the trail.</summary>
public static class TrailActs
{
    /// <summary>The trail was checked.</summary>
    public static readonly AuditAct Verified = new("TrailVerified", "Audit trail checked");

    /// <summary>The oldest part of the trail was cut at a signed head.</summary>
    public static readonly AuditAct Cut = new("TrailCut", "Oldest part of the trail cut");

    /// <summary>The trail goes on after a database from before was restored.</summary>
    public static readonly AuditAct Resumed = new("TrailResumed", "Trail goes on after a restore");
}
