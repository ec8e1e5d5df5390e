using IGSendMail.Privacy.Audit;

namespace IGSendMail.Privacy.Standing;

/// <summary>What this room enters in the trail.</summary>
public static class StandingActs
{
    /// <summary>Officers were told of deletions that are in danger of being late.</summary>
    public static readonly AuditAct DeletionsLate = new("DeletionsLate", "Officers told of deletions in danger of being late");
}
