namespace IGSendMail.Web;

/// <summary>Every route of the site. A controller takes its route from here; a test fails on any other.</summary>
public static class SiteRoutes
{
    public const string Home = "/";
}
