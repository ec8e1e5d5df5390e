namespace IGSendMail.Privacy.Audit;

/// <summary>
/// What can be entered in the trail. The names are hashed into the chain: a name that was ever used is never changed
/// and never given another meaning.
/// </summary>
public enum AuditAct
{
    /// <summary>An account was opened.</summary>
    AccountOpened,

    /// <summary>Somebody signed in.</summary>
    SignedIn,

    /// <summary>A sign-in or a repeated password was refused.</summary>
    SignInRefused,

    /// <summary>Somebody signed out.</summary>
    SignedOut,

    /// <summary>A password was changed.</summary>
    PasswordChanged,

    /// <summary>An account was cancelled.</summary>
    AccountCancelled,

    /// <summary>A cancellation was taken back.</summary>
    CancellationUndone,

    /// <summary>An officer was made.</summary>
    OfficerAdded,

    /// <summary>A file of recipients was taken on.</summary>
    ImportStarted,

    /// <summary>A file of recipients was read, or could not be.</summary>
    ImportFinished,

    /// <summary>A list was deleted.</summary>
    ListDeleted,

    /// <summary>Optional cookies were allowed.</summary>
    ConsentGranted,

    /// <summary>Optional cookies were refused.</summary>
    ConsentRefused,

    /// <summary>Another choice of optional cookies was allowed.</summary>
    ConsentChanged,

    /// <summary>A consent was taken back.</summary>
    ConsentWithdrawn,

    /// <summary>Global Privacy Control was kept with a profile.</summary>
    SignalKept,

    /// <summary>A consent ended by itself.</summary>
    ConsentExpired,

    /// <summary>An officer took a copy of the consent ledger.</summary>
    ConsentExported,

    /// <summary>A request reached us.</summary>
    RequestReceived,

    /// <summary>A letter with a link was ordered.</summary>
    RequestLinkSent,

    /// <summary>The link of a request was used.</summary>
    RequestConfirmed,

    /// <summary>A request turned out to need a sign-in.</summary>
    RequestSignInNeeded,

    /// <summary>The person behind a request signed in.</summary>
    RequestSignedIn,

    /// <summary>The work on a request began.</summary>
    RequestStarted,

    /// <summary>A request was passed on to customers who hold the address.</summary>
    RequestPassedOn,

    /// <summary>A request got more time.</summary>
    RequestExtended,

    /// <summary>One more fact was asked for before specific pieces are handed out.</summary>
    RequestFactsNeeded,

    /// <summary>A further fact was shown, and the declaration made.</summary>
    RequestFactsMatched,

    /// <summary>A request to know is answered with categories instead of specific pieces.</summary>
    RequestScopeNarrowed,

    /// <summary>An extension does not count: its notice did not leave before the first deadline.</summary>
    RequestExtensionLapsed,

    /// <summary>Officers were warned that a deadline is near or over.</summary>
    OfficersWarned,

    /// <summary>A value was corrected.</summary>
    DataCorrected,

    /// <summary>A request is done but in places that do not answer.</summary>
    RequestPartlyDone,

    /// <summary>A request was answered in full.</summary>
    RequestDone,

    /// <summary>A request was refused.</summary>
    RequestRefused,

    /// <summary>A request was taken back.</summary>
    RequestWithdrawn,

    /// <summary>A request was never confirmed.</summary>
    RequestExpired,

    /// <summary>An officer decided about a request.</summary>
    OfficerDecided,

    /// <summary>An officer looked at who made a request.</summary>
    ContactOpened,

    /// <summary>A copy of a person's data was made.</summary>
    PackageMade,

    /// <summary>A copy of a person's data was downloaded.</summary>
    PackageDownloaded,

    /// <summary>An erasure was decided.</summary>
    ErasureOrdered,

    /// <summary>The data key of the erased was destroyed.</summary>
    KeyDestroyed,

    /// <summary>Every place was read back after an erasure and nothing was left.</summary>
    ErasureVerified,

    /// <summary>The receipt of an erasure was written.</summary>
    ErasureReceiptIssued,

    /// <summary>An erasure came to its end.</summary>
    ErasureFinished,

    /// <summary>What an erasure found kept differing from its plan: nothing was erased, an officer has to look.</summary>
    ErasureHalted,

    /// <summary>An officer let a halted erasure go on, with a new plan.</summary>
    ErasureContinued,

    /// <summary>A place failed too often in an erasure: it waits for an officer.</summary>
    ErasurePlaceGivenUp,

    /// <summary>An officer let an erasure try a place again.</summary>
    ErasurePlaceRetried,

    /// <summary>An erasure was carried out again after a restore.</summary>
    ErasureReplayed,

    /// <summary>A legal hold was placed.</summary>
    HoldPlaced,

    /// <summary>A legal hold was lifted.</summary>
    HoldLifted,

    /// <summary>The retention rules were applied.</summary>
    RetentionApplied,

    /// <summary>A clock far ahead of the last round was said to be right.</summary>
    ClockConfirmed,

    /// <summary>Officers were told of deletions that are in danger of being late.</summary>
    DeletionsLate,

    /// <summary>A policy version was loaded for the first time.</summary>
    PolicyLoaded,

    /// <summary>The database was brought up to date.</summary>
    DatabaseMigrated,

    /// <summary>Everything was wrapped anew under a new master key.</summary>
    MasterKeyRotated,

    /// <summary>Values were sealed anew under a new data key.</summary>
    DataKeyRotated,

    /// <summary>Another data folder was declared to be the one of this database.</summary>
    DataFolderAdopted,

    /// <summary>A letter or call that had failed too often was put back to be tried again.</summary>
    DeliveryRetried,

    /// <summary>A letter that failed too often was given up for good, with a reason.</summary>
    DeliveryGivenUp,

    /// <summary>The trail was checked.</summary>
    TrailVerified,

    /// <summary>The oldest part of the trail was cut at a signed head.</summary>
    TrailCut,

    /// <summary>The trail goes on after a database from before was restored.</summary>
    TrailResumed,
}

/// <summary>In which role somebody acted. The names are hashed into the chain and never change.</summary>
public enum AuditRole
{
    /// <summary>Somebody who is not signed in.</summary>
    Visitor,

    /// <summary>A person who signs in to an account.</summary>
    Customer,

    /// <summary>A privacy officer.</summary>
    Officer,

    /// <summary>The program itself.</summary>
    System,

    /// <summary>Whoever runs the program and gives it a verb.</summary>
    Operator,
}

/// <summary>What came of an act. The names are hashed into the chain and never change.</summary>
public enum AuditOutcome
{
    /// <summary>It was done.</summary>
    Done,

    /// <summary>It was not allowed.</summary>
    Refused,

    /// <summary>It did not work.</summary>
    Failed,
}
