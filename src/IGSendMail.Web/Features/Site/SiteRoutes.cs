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
    public const string List = "/lists/{listId:guid}";
    public const string AddToList = "/lists/{listId:guid}/add";
    public const string DeleteList = "/lists/{listId:guid}/delete";
    public const string ListImport = "/lists/{listId:guid}/imports/{importId:guid}";

    // Shown in place of a page that could not be; asking for them by address finds nothing.
    public const string Error = "/error/{0}";
    public const string Broken = "/error/500";
    public const string ErrorPage = "/error/{status:int}";

    // For people who found a hole
    public const string SecurityText = "/.well-known/security.txt";

    // Health
    public const string HealthLive = "/health/live";
    public const string HealthReady = "/health/ready";
}
