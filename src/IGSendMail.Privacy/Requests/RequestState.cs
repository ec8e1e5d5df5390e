namespace IGSendMail.Privacy.Requests;

/// <summary>Where a request stands.</summary>
public enum RequestState
{
    /// <summary>Somebody asked with an e-mail address; whether it is theirs is not known yet.</summary>
    AwaitingConfirmation,

    /// <summary>The address belongs to an account that can still sign in: it goes on after signing in.</summary>
    AwaitingSignIn,

    /// <summary>California asks for a further fact before specific pieces are handed out; see <see cref="KnownFacts"/>.</summary>
    AwaitingFacts,

    /// <summary>We know that the person asked; the work has not begun.</summary>
    Received,

    /// <summary>The work has begun.</summary>
    InProgress,

    /// <summary>Everything is done but in places that do not answer; these are tried again.</summary>
    PartlyDone,

    /// <summary>We did what we can do; see <see cref="RequestOutcome"/> for what became of it.</summary>
    Done,

    /// <summary>Answered with a no, and why.</summary>
    Refused,

    /// <summary>Taken back by the person.</summary>
    Withdrawn,

    /// <summary>Never confirmed.</summary>
    Expired,
}

/// <summary>Why a request ended without being done.</summary>
public enum RequestReason
{
    /// <summary>The link in our letter was not used in time.</summary>
    NotConfirmedInTime,

    /// <summary>The account holder did not sign in before the latest lawful day (GDPR Art. 12(6), 11 CCR § 7060).</summary>
    NotSignedInInTime,

    /// <summary>The person took it back.</summary>
    WithdrawnByRequester,

    /// <summary>The data was erased while the request was open: there is nothing left to answer with.</summary>
    ErasedMeanwhile,

    /// <summary>Nothing showed that the person who asked is the one it is about (GDPR Art. 12(2) and (6); 11 CCR § 7060).</summary>
    IdentityNotShown,

    /// <summary>Manifestly unfounded or excessive (GDPR Art. 12(5)(b); Cal. Civ. Code § 1798.145(h)(3)).</summary>
    UnfoundedOrExcessive,

    /// <summary>A legal hold forbids the deletion (GDPR Art. 17(3)(b) and (e); Cal. Civ. Code § 1798.105(d)).</summary>
    HeldByLaw,

    /// <summary>Somebody else signs in with the address that was to be put in (its mailbox was shown to be theirs).</summary>
    AddressInUse,

    /// <summary>It would harm the rights of others (GDPR Art. 15(4) and 20(4); Cal. Civ. Code § 1798.145(k)).</summary>
    HarmsOthers,
}

/// <summary>The moves that exist.</summary>
public static class RequestStates
{
    /// <summary>True if nothing follows any more.</summary>
    public static bool IsFinal(this RequestState state) =>
        state is RequestState.Done or RequestState.Refused or RequestState.Withdrawn or RequestState.Expired;

    /// <summary>The reasons for which a privacy officer may refuse; the others are found by the program.</summary>
    public static IReadOnlyList<RequestReason> OfficerReasons { get; } =
        [RequestReason.IdentityNotShown, RequestReason.UnfoundedOrExcessive, RequestReason.HarmsOthers, RequestReason.HeldByLaw];

    /// <summary>True while an officer may refuse: the person has shown that they asked, and the work has not begun.</summary>
    public static bool MayBeRefusedByOfficer(this RequestState state) =>
        state is RequestState.Received or RequestState.AwaitingSignIn or RequestState.AwaitingFacts;

    /// <summary>True while a deadline may be extended: the person has shown that they asked, and it is not answered.</summary>
    public static bool MayBeExtended(this RequestState state) =>
        state is RequestState.AwaitingFacts or RequestState.Received or RequestState.InProgress or RequestState.PartlyDone;

    /// <summary>True if the person has shown that the request is theirs, whatever became of it.</summary>
    public static bool IsConfirmed(this RequestState state) =>
        state is not (RequestState.AwaitingConfirmation or RequestState.Expired or RequestState.Withdrawn);

    /// <summary>True if a request may move so. Work that has begun cannot be withdrawn.</summary>
    public static bool MayBecome(this RequestState from, RequestState to) => (from, to) switch
    {
        (RequestState.AwaitingConfirmation,
            RequestState.Received or RequestState.AwaitingSignIn or RequestState.AwaitingFacts
            or RequestState.Withdrawn or RequestState.Expired) => true,
        // The account that it waits for may go meanwhile.
        (RequestState.AwaitingSignIn,
            RequestState.Received or RequestState.AwaitingFacts or RequestState.Refused or RequestState.Withdrawn) => true,
        // Somebody may sign up with the address meanwhile.
        (RequestState.AwaitingFacts,
            RequestState.Received or RequestState.AwaitingSignIn or RequestState.Refused or RequestState.Withdrawn) => true,
        (RequestState.Received,
            RequestState.InProgress or RequestState.AwaitingSignIn or RequestState.Refused or RequestState.Withdrawn) => true,
        (RequestState.InProgress, RequestState.PartlyDone or RequestState.Done or RequestState.Refused) => true,
        (RequestState.PartlyDone, RequestState.Done) => true,
        _ => false,
    };
}
