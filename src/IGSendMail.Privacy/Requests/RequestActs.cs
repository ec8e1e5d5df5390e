using IGSendMail.Privacy.Audit;

namespace IGSendMail.Privacy.Requests;

/// <summary>What this room enters in the trail.</summary>
public static class RequestActs
{
    /// <summary>A request reached us.</summary>
    public static readonly AuditAct Received = new("RequestReceived", "Request received");

    /// <summary>A letter with a link was ordered.</summary>
    public static readonly AuditAct LinkSent = new("RequestLinkSent", "E-mail with a link sent");

    /// <summary>A request waits for an e-mail that was sent for another one: its mailbox had enough.</summary>
    public static readonly AuditAct WaitsBeside = new("RequestWaitsBeside", "Request waits beside others of its mailbox");

    /// <summary>The link of a request was used.</summary>
    public static readonly AuditAct Confirmed = new("RequestConfirmed", "Request confirmed");

    /// <summary>A request turned out to need a sign-in.</summary>
    public static readonly AuditAct SignInNeeded = new("RequestSignInNeeded", "Request waits for a sign-in");

    /// <summary>The person behind a request signed in.</summary>
    public static readonly AuditAct SignedIn = new("RequestSignedIn", "Request confirmed by signing in");

    /// <summary>A request waited for an account that is gone, and goes on without it.</summary>
    public static readonly AuditAct AccountGone = new("RequestAccountGone", "Request goes on: its account is gone");

    /// <summary>The work on a request began.</summary>
    public static readonly AuditAct Started = new("RequestStarted", "Work on a request begun");

    /// <summary>A request was passed on to customers who hold the address.</summary>
    public static readonly AuditAct PassedOn = new("RequestPassedOn", "Request passed on to customers");

    /// <summary>The person wrote to a customer to whom a request was passed on.</summary>
    public static readonly AuditAct WroteToCustomer = new("RequestWroteToCustomer", "Words of a person passed on to a customer");

    /// <summary>A customer said what they did about a request that was passed on to them.</summary>
    public static readonly AuditAct CustomerAnswered = new("CustomerAnswered", "Customer said what they did about a request");

    /// <summary>A customer took back what they had said about it.</summary>
    public static readonly AuditAct CustomerTookBack = new("CustomerTookBack", "Customer took back what they said about a request");

    /// <summary>A request got more time.</summary>
    public static readonly AuditAct Extended = new("RequestExtended", "Request given more time");

    /// <summary>One more fact was asked for before specific pieces are handed out.</summary>
    public static readonly AuditAct FactsNeeded = new("RequestFactsNeeded", "Further fact asked for");

    /// <summary>A further fact was shown, and the declaration made.</summary>
    public static readonly AuditAct FactsMatched = new("RequestFactsMatched", "Further fact shown");

    /// <summary>A request to know is answered with categories instead of specific pieces.</summary>
    public static readonly AuditAct ScopeNarrowed = new("RequestScopeNarrowed", "Request answered with categories");

    /// <summary>An extension does not count: its notice did not leave before the first deadline.</summary>
    public static readonly AuditAct ExtensionLapsed = new("RequestExtensionLapsed", "More time does not count: notice left too late");

    /// <summary>Officers were warned that a deadline is near or over.</summary>
    public static readonly AuditAct OfficersWarned = new("OfficersWarned", "Officers warned of a deadline");

    /// <summary>A value was corrected.</summary>
    public static readonly AuditAct DataCorrected = new("DataCorrected", "Data corrected");

    /// <summary>A request is done but in places that do not answer.</summary>
    public static readonly AuditAct PartlyDone = new("RequestPartlyDone", "Request done in part");

    /// <summary>A request was answered in full.</summary>
    public static readonly AuditAct Done = new("RequestDone", "Request answered");

    /// <summary>A request was refused.</summary>
    public static readonly AuditAct Refused = new("RequestRefused", "Request refused");

    /// <summary>A request was taken back.</summary>
    public static readonly AuditAct Withdrawn = new("RequestWithdrawn", "Request taken back");

    /// <summary>A request was never confirmed.</summary>
    public static readonly AuditAct Expired = new("RequestExpired", "Request never confirmed");

    /// <summary>An officer decided about a request.</summary>
    public static readonly AuditAct OfficerDecided = new("OfficerDecided", "Officer decided");

    /// <summary>An officer looked at who made a request.</summary>
    public static readonly AuditAct ContactOpened = new("ContactOpened", "Officer looked at a contact");

    /// <summary>A copy of a person's data was made.</summary>
    public static readonly AuditAct PackageMade = new("PackageMade", "Copy of data made");

    /// <summary>A copy of a person's data was downloaded.</summary>
    public static readonly AuditAct PackageDownloaded = new("PackageDownloaded", "Copy of data downloaded");
}
