using IGSendMail.Privacy.Audit;

namespace IGSendMail.Platform.Audience;

/// <summary>What this room enters in the trail.</summary>
public static class AudienceActs
{
    /// <summary>A file of recipients was taken on.</summary>
    public static readonly AuditAct ImportStarted = new("ImportStarted", "List upload taken on");

    /// <summary>A file of recipients was read, or could not be.</summary>
    public static readonly AuditAct ImportFinished = new("ImportFinished", "List upload read");

    /// <summary>A list was deleted.</summary>
    public static readonly AuditAct ListDeleted = new("ListDeleted", "List deleted");
}
