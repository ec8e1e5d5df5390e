using IGSendMail.Privacy.Audit;

namespace IGSendMail.Platform.Accounts;

/// <summary>What this room enters in the trail.</summary>
public static class AccountActs
{
    /// <summary>An account was opened.</summary>
    public static readonly AuditAct Opened = new("AccountOpened", "Account opened");

    /// <summary>Somebody who signs in showed that the mailbox of the address is theirs.</summary>
    public static readonly AuditAct AddressConfirmed = new("AddressConfirmed", "E-mail address confirmed");

    /// <summary>Somebody signed in.</summary>
    public static readonly AuditAct SignedIn = new("SignedIn", "Signed in");

    /// <summary>A sign-in or a repeated password was refused.</summary>
    public static readonly AuditAct SignInRefused = new("SignInRefused", "Sign-in refused");

    /// <summary>Somebody signed out.</summary>
    public static readonly AuditAct SignedOut = new("SignedOut", "Signed out");

    /// <summary>Somebody ended a sign-in of theirs in another browser.</summary>
    public static readonly AuditAct SessionsEnded = new("SessionsEnded", "Signed out elsewhere");

    /// <summary>Codes of an app are asked for from now on.</summary>
    public static readonly AuditAct SecondFactorOn = new("SecondFactorOn", "Two-step sign-in turned on");

    /// <summary>Codes of an app are asked for no more.</summary>
    public static readonly AuditAct SecondFactorOff = new("SecondFactorOff", "Two-step sign-in turned off");

    /// <summary>A recovery code was used in place of a code.</summary>
    public static readonly AuditAct RecoveryCodeUsed = new("RecoveryCodeUsed", "Recovery code used");

    /// <summary>Recovery codes were replaced by fresh ones.</summary>
    public static readonly AuditAct RecoveryCodesMade = new("RecoveryCodesMade", "Fresh recovery codes made");

    /// <summary>Somebody may sign in with a further passkey.</summary>
    public static readonly AuditAct PasskeyAdded = new("PasskeyAdded", "Passkey added");

    /// <summary>Passkeys of somebody were removed.</summary>
    public static readonly AuditAct PasskeyRemoved = new("PasskeyRemoved", "Passkey removed");

    /// <summary>A password was changed.</summary>
    public static readonly AuditAct PasswordChanged = new("PasswordChanged", "Password changed");

    /// <summary>A new password was chosen by a link that went to the mailbox.</summary>
    public static readonly AuditAct PasswordReset = new("PasswordReset", "Password chosen anew by a mailed link");

    /// <summary>A customer changed how people on their lists reach them.</summary>
    public static readonly AuditAct PeopleContactChanged = new("PeopleContactChanged", "Contact for people on lists changed");

    /// <summary>An account was cancelled.</summary>
    public static readonly AuditAct Cancelled = new("AccountCancelled", "Account cancelled");

    /// <summary>A cancellation was taken back.</summary>
    public static readonly AuditAct CancellationUndone = new("CancellationUndone", "Cancellation taken back");

    /// <summary>An officer was made.</summary>
    public static readonly AuditAct OfficerAdded = new("OfficerAdded", "Privacy officer added");

    /// <summary>The operator took an officer's password, app and passkeys away and was given a link to begin anew.</summary>
    public static readonly AuditAct OfficerReset = new("OfficerReset", "Sign-in of a privacy officer begun anew");

    /// <summary>An officer is one no more.</summary>
    public static readonly AuditAct OfficerRemoved = new("OfficerRemoved", "Privacy officer removed");

    /// <summary>Global Privacy Control was kept with a profile.</summary>
    public static readonly AuditAct SignalKept = new("SignalKept", "Global Privacy Control kept with a profile");
}
