using IGSendMail.Privacy.Erasure;

namespace IGSendMail.Privacy.Standing;

/// <summary>How a deletion that the policy promises stands.</summary>
public enum DueState
{
    /// <summary>Its day is still to come.</summary>
    Scheduled,

    /// <summary>Its time has come; the next round orders it.</summary>
    Due,

    /// <summary>A legal hold keeps it.</summary>
    OnHold,

    /// <summary>It is under way.</summary>
    Purging,

    /// <summary>A store failed or the plan did not stand: somebody has to look.</summary>
    Failed,

    /// <summary>Everything was read back and nothing is left.</summary>
    Verified,
}

/// <summary>A deletion that the policy promises, with its state.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Scope">What goes.</param>
/// <param name="DueAt">When it begins.</param>
/// <param name="PromisedBy">When it must be verified.</param>
/// <param name="Rows">Rows of lists counted at the cancellation; 0 where it is about everything else.</param>
/// <param name="State">How it stands.</param>
/// <param name="RunId">The erasure that carries it out; null before it is ordered.</param>
public sealed record DueSubject(
    Guid AccountId, ErasureScope Scope, DateTimeOffset DueAt, DateTimeOffset PromisedBy, long Rows, DueState State, Guid? RunId)
{
    /// <summary>How much of the time for it is used up, from 0 (begins) to 1 (the promise is broken) and beyond.</summary>
    public double UsedAt(DateTimeOffset now) => PromisedBy > DueAt ? (now - DueAt) / (PromisedBy - DueAt) : now < PromisedBy ? 0 : 1;

    /// <summary>How long it has been due; zero before.</summary>
    public TimeSpan AgeAt(DateTimeOffset now) => now > DueAt ? now - DueAt : TimeSpan.Zero;
}

/// <summary>Decides states and alarms. Pure.</summary>
public static class DueStates
{
    /// <summary>Somebody is told once so much of the time is used up: there is as much left to do something about it.</summary>
    public const double AlarmAt = 0.5;

    /// <summary>The state of a deletion.</summary>
    /// <param name="now">When.</param>
    /// <param name="dueAt">When it begins.</param>
    /// <param name="isOnHold">True if a legal hold covers it.</param>
    /// <param name="run">How far its erasure is; null before it is ordered.</param>
    public static DueState Of(DateTimeOffset now, DateTimeOffset dueAt, bool isOnHold, RunProgress? run) => run switch
    {
        { State: >= ErasureState.Verified } => DueState.Verified,
        _ when isOnHold && now >= dueAt => DueState.OnHold,
        { IsStuck: true } => DueState.Failed,
        not null => DueState.Purging,
        null => now >= dueAt ? DueState.Due : DueState.Scheduled,
    };

    /// <summary>True if somebody has to be told: the time for it is half over, or it failed, and nothing keeps it lawfully.</summary>
    public static bool IsAlarming(DueSubject subject, DateTimeOffset now) => subject.State switch
    {
        DueState.Due or DueState.Purging => subject.UsedAt(now) >= AlarmAt,
        DueState.Failed => true,
        _ => false,
    };

    /// <summary>True if the promise is broken.</summary>
    public static bool IsOverdue(DueSubject subject, DateTimeOffset now) =>
        subject.State is DueState.Due or DueState.Purging or DueState.Failed && now >= subject.PromisedBy;
}

/// <summary>How far an erasure is, as far as its promise is concerned.</summary>
/// <param name="RunId">The run.</param>
/// <param name="State">Its state.</param>
/// <param name="IsStuck">True if it waits for an officer.</param>
public sealed record RunProgress(Guid RunId, ErasureState State, bool IsStuck);
