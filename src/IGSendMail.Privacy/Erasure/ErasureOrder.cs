using IGSendMail.Privacy.PersonalData;

namespace IGSendMail.Privacy.Erasure;

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
