namespace IGSendMail.Web.Features.Shared;

/// <summary>
/// Every route of the pages about people's data. A controller takes its route from here; a test fails on any other. What only
/// this site has stands in the site's own list. <see cref="PrivacyLinks"/> makes addresses of them.
/// </summary>
public static class PrivacyRoutes
{
    // Policy
    public const string Policy = "/privacy";
    public const string PolicyVersions = "/privacy/versions";
    public const string PolicyVersion = "/privacy/versions/{version}";
    public const string Subprocessors = "/privacy/subprocessors";

    // Personal data
    public const string PersonalData = "/privacy/data";
    public const string PortabilitySchema = "/privacy/portability.schema.json";

    // Consent
    public const string Cookies = "/privacy/cookies";
    public const string CookiesKept = "/privacy/cookies/kept";
    public const string CookieReceipt = "/privacy/cookies/receipt";
    public const string CookieReceiptWithdraw = "/privacy/cookies/receipt/withdraw";
    public const string CookieReceiptDownload = "/privacy/cookies/receipt/download";
    public const string Appearance = "/privacy/cookies/appearance";
    public const string Choices = "/privacy/choices";
    public const string GlobalPrivacyControl = "/.well-known/gpc.json";

    // Requests and officers
    public const string Requests = "/privacy/requests";
    public const string NewRequest = "/privacy/requests/new";
    public const string RequestSent = "/privacy/requests/sent";
    public const string RequestCode = "/privacy/requests/code";
    public const string ConfirmRequest = "/privacy/requests/confirm";
    public const string Request = "/privacy/requests/{reference}";
    public const string RequestLink = "/privacy/requests/{reference}/link";
    public const string RequestDownload = "/privacy/requests/{reference}/download";
    public const string RequestReceipt = "/privacy/requests/{reference}/receipt";
    public const string RequestFacts = "/privacy/requests/{reference}/facts";
    public const string RequestCategories = "/privacy/requests/{reference}/categories";
    public const string RequestUnproved = "/privacy/requests/{reference}/unconfirmed-account";
    public const string WriteToCustomer = "/privacy/requests/{reference}/write";
    public const string ConfirmBeside = "/privacy/requests/{reference}/beside/confirm";
    public const string DropBeside = "/privacy/requests/{reference}/beside/drop";
    public const string WithdrawRequest = "/privacy/requests/{reference}/withdraw";
    public const string CheckReceipt = "/privacy/receipts/check";
    public const string ReceiptKeys = "/privacy/receipts/check/keys.json";
    public const string AccountData = "/account/data";
    public const string AccountDataCorrect = "/account/data/correct";
    public const string AccountDataErase = "/account/data/erase";
    public const string Officer = "/officer";
    public const string OfficerRequest = "/officer/requests/{reference}";
    public const string OfficerConsentExport = "/officer/consent/export";
    public const string OfficerExtend = "/officer/requests/{reference}/extend";
    public const string OfficerCorrect = "/officer/requests/{reference}/correct";
    public const string OfficerRefuse = "/officer/requests/{reference}/refuse";
    public const string OfficerAudit = "/officer/audit";
    public const string OfficerRequestContact = "/officer/requests/{reference}/contact";
    public const string OfficerConsent = "/officer/consent";
    public const string OfficerErasureContinue = "/officer/requests/{reference}/continue";
    public const string OfficerErasureRetry = "/officer/requests/{reference}/try-again";
    public const string OfficerHolds = "/officer/holds";
    public const string OfficerHoldLift = "/officer/holds/{holdId:guid}/lift";
    public const string OfficerHoldKeep = "/officer/holds/{holdId:guid}/keep";
    public const string OfficerRetention = "/officer/retention";
    public const string OfficerRetentionRules = "/officer/retention/rules";
    public const string OfficerLetters = "/officer/letters";
    public const string OfficerLetter = "/officer/letters/{letterId:guid}";
    public const string OfficerLetterRetry = "/officer/letters/{letterId:guid}/retry";
    public const string OfficerLetterGiveUp = "/officer/letters/{letterId:guid}/give-up";
}
