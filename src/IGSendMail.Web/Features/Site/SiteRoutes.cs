namespace IGSendMail.Web.Features.Site;

/// <summary>
/// Every route that only this site has. A controller takes its route from here; a test fails on any other. Those of the pages
/// about people's data stand in <see cref="Shared.PrivacyRoutes"/>.
/// </summary>
public static class SiteRoutes
{
    public const string Home = "/";

    // Accounts
    public const string Account = "/account";
    public const string Register = "/account/register";
    public const string CheckMail = "/account/register/check-mail";
    public const string ForgottenPassword = "/account/forgotten";
    public const string ForgottenSent = "/account/forgotten/sent";
    public const string NewPassword = "/account/new-password";
    public const string ConfirmAddress = "/account/address/confirm";
    public const string SendAddressLink = "/account/address/send";
    public const string DiscardAccount = "/account/address/discard";
    public const string SignIn = "/account/sign-in";
    public const string SignOut = "/account/sign-out";
    public const string Password = "/account/password";
    public const string SignInCode = "/account/sign-in/code";
    public const string TwoStep = "/account/two-step";
    public const string TwoStepSetUp = "/account/two-step/set-up";
    public const string TwoStepOff = "/account/two-step/off";
    public const string TwoStepCodes = "/account/two-step/recovery-codes";
    public const string Passkeys = "/account/passkeys";
    public const string RemovePasskey = "/account/passkeys/remove";
    public const string PasskeySignIn = "/account/sign-in/passkey";
    public const string Sessions = "/account/sessions";
    public const string EndSession = "/account/sessions/{sessionId:guid}/end";
    public const string EndOtherSessions = "/account/sessions/end-others";
    public const string Cancel = "/account/cancel";
    public const string Deletions = "/account/deletions";
    public const string UndoCancel = "/account/undo-cancel";
    public const string ChangePassword = "/.well-known/change-password";

    // Audience
    public const string Lists = "/lists";
    public const string NewList = "/lists/new";
    public const string SearchLists = "/lists/search";
    public const string OptOuts = "/lists/opted-out";
    public const string OptOutFile = "/lists/opted-out/file";
    public const string OptOutAddresses = "/lists/opted-out/addresses";
    public const string OptOutHashes = "/lists/opted-out/hashes";
    public const string PeopleRequests = "/lists/requests";
    public const string PeopleContact = "/lists/requests/contact";
    public const string PeopleRequest = "/lists/requests/{requestId:guid}";
    public const string TakeBackAnswer = "/lists/requests/{requestId:guid}/take-back";
    public const string List = "/lists/{listId:guid}";
    public const string AddToList = "/lists/{listId:guid}/add";
    public const string DeleteList = "/lists/{listId:guid}/delete";
    public const string RenameList = "/lists/{listId:guid}/rename";
    public const string MergeList = "/lists/{listId:guid}/merge";
    public const string DownloadList = "/lists/{listId:guid}/download";
    public const string NewPerson = "/lists/{listId:guid}/people/new";
    public const string AskAgain = "/lists/{listId:guid}/people/ask-again";
    public const string MailAgain = "/e-mails-again";
    public const string Person = "/lists/{listId:guid}/people/{personId:guid}";
    public const string RemovePerson = "/lists/{listId:guid}/people/{personId:guid}/remove";
    public const string ListImport = "/lists/uploads/{importId:guid}";
    public const string ImportReading = "/lists/uploads/{importId:guid}/reading";
    public const string DiscardImport = "/lists/uploads/{importId:guid}/discard";
    public const string UndoImport = "/lists/uploads/{importId:guid}/undo";
    public const string ImportRows = "/lists/uploads/{importId:guid}/rows";

    // Shown in place of a page that could not be; asking for them by address finds nothing.
    public const string Error = "/error/{0}";
    public const string Broken = "/error/500";
    public const string ErrorPage = "/error/{status:int}";

    // For people who found a hole
    public const string SecurityText = "/.well-known/security.txt";

    // For whoever tries the site out; in Development alone
    public const string DevelopmentMail = "/development/mail";
    public const string DevelopmentLetter = "/development/mail/{letter:guid}";
    public const string DevelopmentLetterHtml = "/development/mail/{letter:guid}/html";

    // Health
    public const string HealthLive = "/health/live";
    public const string HealthReady = "/health/ready";
}
