using IGSendMail.Privacy.Guard;

namespace IGSendMail.Web.Features.Consent.Guard;

/// <summary>What this room logs. Numbers and what to do stand in docs/operations.md.</summary>
internal static partial class GuardLog
{
    [LoggerMessage(2201, LogLevel.Warning, "The cookie {Cookie} was taken out of an answer of {Page}: {Problem}")]
    public static partial void CookieTakenOut(this ILogger log, string cookie, string page, CookieProblem problem);

    [LoggerMessage(2202, LogLevel.Warning, "A library wanted to grant consent in a visitor's name; only the visitor can, at {Path}")]
    public static partial void GrantByLibrary(this ILogger log, string path);
}
