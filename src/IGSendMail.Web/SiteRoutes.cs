namespace IGSendMail.Web;

/// <summary>Every route of the site. A controller takes its route from here; a test fails on any other.</summary>
public static class SiteRoutes
{
    public const string Home = "/";

    // Consent
    public const string Cookies = "/privacy/cookies";
    public const string Appearance = "/privacy/cookies/appearance";
    public const string GlobalPrivacyControl = "/.well-known/gpc.json";
}
