using IGSendMail.Privacy.Audit;

namespace IGSendMail.Privacy.Policy;

/// <summary>What this room enters in the trail.</summary>
public static class PolicyActs
{
    /// <summary>A policy version was loaded for the first time.</summary>
    public static readonly AuditAct Loaded = new("PolicyLoaded", "Policy version loaded");
}
