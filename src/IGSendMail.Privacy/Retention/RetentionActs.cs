using IGSendMail.Privacy.Audit;

namespace IGSendMail.Privacy.Retention;

/// <summary>What this room enters in the trail.</summary>
public static class RetentionActs
{
    /// <summary>The retention rules were applied.</summary>
    public static readonly AuditAct Applied = new("RetentionApplied", "Retention rules applied");

    /// <summary>A clock far ahead of the last round was said to be right.</summary>
    public static readonly AuditAct ClockConfirmed = new("ClockConfirmed", "Clock said to be right");

    /// <summary>A clock that stands before what was recorded under one that was ahead was said to be right.</summary>
    public static readonly AuditAct ClockAccepted = new("ClockAccepted", "Clock accepted after one that was ahead");
}
