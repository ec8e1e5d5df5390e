namespace IGSendMail.Web.Features.Shared;

/// <summary>Who may do what; named in <c>[Authorize(Policy = …)]</c>.</summary>
public static class SitePolicies
{
    /// <summary>A person signed in to an account.</summary>
    public const string Customer = "customer";

    /// <summary>A privacy officer.</summary>
    public const string Officer = "officer";
}
