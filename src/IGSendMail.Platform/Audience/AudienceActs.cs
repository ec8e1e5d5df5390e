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

    /// <summary>The customer said yes to an upload, with a declared origin.</summary>
    public static readonly AuditAct ImportAgreed = new("ImportAgreed", "List upload agreed to");

    /// <summary>An upload was thrown away before anything of it was taken.</summary>
    public static readonly AuditAct ImportDiscarded = new("ImportDiscarded", "List upload thrown away");

    /// <summary>The customer asked to take an upload back.</summary>
    public static readonly AuditAct ImportUndoOrdered = new("ImportUndoOrdered", "Taking back of a list upload ordered");

    /// <summary>An upload was taken back.</summary>
    public static readonly AuditAct ImportUndone = new("ImportUndone", "List upload taken back");

    /// <summary>A list got another name.</summary>
    public static readonly AuditAct ListRenamed = new("ListRenamed", "List renamed");

    /// <summary>The people of a list were moved to another one.</summary>
    public static readonly AuditAct ListsMerged = new("ListsMerged", "Lists merged");

    /// <summary>A person was entered by hand.</summary>
    public static readonly AuditAct PersonAdded = new("PersonAdded", "Person added to a list");

    /// <summary>What is held about a person on a list was changed by hand.</summary>
    public static readonly AuditAct PersonChanged = new("PersonChanged", "Person on a list changed");

    /// <summary>A person was removed from a list.</summary>
    public static readonly AuditAct PersonRemoved = new("PersonRemoved", "Person removed from a list");

    /// <summary>A person was entered as one who wants no mail.</summary>
    public static readonly AuditAct PersonSuppressed = new("PersonSuppressed", "Person kept off all lists");

    /// <summary>Suppressions came from elsewhere.</summary>
    public static readonly AuditAct SuppressionsTaken = new("SuppressionsTaken", "Suppressions taken over");

    /// <summary>Suppressions were handed out.</summary>
    public static readonly AuditAct SuppressionsExported = new("SuppressionsExported", "Suppressions exported");

    /// <summary>Opt-outs that a restored backup did not know were made again.</summary>
    public static readonly AuditAct SuppressionsRepeated = new("SuppressionsRepeated", "Opt-outs repeated after a restore");

    /// <summary>A customer had a person who opted out asked whether they want mail again.</summary>
    public static readonly AuditAct MailAgainAsked = new("MailAgainAsked", "Person who opted out asked for a customer");

    /// <summary>A person who opted out said that they want a customer's mail again.</summary>
    public static readonly AuditAct SuppressionLifted = new("SuppressionLifted", "Opt-out ended by its person");
}
