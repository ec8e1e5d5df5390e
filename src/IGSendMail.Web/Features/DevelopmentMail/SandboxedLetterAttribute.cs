namespace IGSendMail.Web.Features.DevelopmentMail;

/// <summary>
/// Marks the route that shows an e-mail as mail programs do. Its words carry their own style, which no page of the site may; in exchange the
/// browser keeps it apart from the site.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SandboxedLetterAttribute : Attribute
{
    /// <summary>The content policy: style alone, no script, no form, no cookie and no storage of the site. Links may be followed.</summary>
    public const string ContentPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'; sandbox";
}
