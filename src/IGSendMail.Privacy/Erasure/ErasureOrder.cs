using IGSendMail.Privacy.PersonalData;

namespace IGSendMail.Privacy.Erasure;

/// <summary>What set an erasure off.</summary>
public enum ErasureCause
{
    /// <summary>A person asked.</summary>
    Request,

    /// <summary>A cancelled account's time was up.</summary>
    Cancellation,

    /// <summary>Nobody confirmed the e-mail address of a new account, or whoever has its mailbox did not open it.</summary>
    Unconfirmed,
}

/// <summary>How much an erasure covers.</summary>
public enum ErasureScope
{
    /// <summary>Only what a customer uploaded about their recipients.</summary>
    SubscriberData,

    /// <summary>Everything of the subject.</summary>
    Everything,
}

/// <summary>An order to erase.</summary>
/// <param name="Cause">What set it off.</param>
/// <param name="Scope">How much.</param>
/// <param name="Subject">Whose data.</param>
/// <param name="AccountId">The account whose data key is destroyed first, if the subject is an account.</param>
/// <param name="RequestId">The request, if one set it off.</param>
/// <param name="LetterTo">Where the last letter goes; sealed under the run's own key.</param>
public sealed record ErasureOrder(
    ErasureCause Cause, ErasureScope Scope, DataSubject Subject, Guid? AccountId, Guid? RequestId, LetterTo? LetterTo)
{
    /// <summary>The journal entry that is repeated after a restore; null for a new decision.</summary>
    public long? ReplayOf { get; init; }

    /// <summary>Since when it is due by the policy; null where another clock counts.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The instant by which the policy says that it is done; null where another clock counts, as for requests.</summary>
    public DateTimeOffset? PromisedBy { get; init; }
}

/// <summary>Where a letter goes.</summary>
public sealed record LetterTo(string Address, string? Name, string? Reference);
