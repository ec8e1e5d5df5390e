namespace IGSendMail.Web.Features.Shared;

/// <summary>
/// Marks a page that is the same for everybody who is not signed in, and holds no secret: it may be compressed. On a page that holds
/// both a secret and what its address says, the length of the answer would tell the secret letter by letter (ADR 0043).
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CompressedAttribute : Attribute;
