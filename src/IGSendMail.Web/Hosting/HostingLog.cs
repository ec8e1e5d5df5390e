namespace IGSendMail.Web.Hosting;

/// <summary>What this room logs. Numbers and what to do stand in docs/operations.md.</summary>
internal static partial class HostingLog
{
    [LoggerMessage(2301, LogLevel.Information, "{Method} {Route} {Status} in {Milliseconds} ms")]
    public static partial void Answered(this ILogger log, string method, string route, int status, long milliseconds);

    [LoggerMessage(2302, LogLevel.Warning, "{Warning}")]
    public static partial void FolderIsOpen(this ILogger log, string warning);

    [LoggerMessage(2303, LogLevel.Critical, "The site ended")]
    public static partial void SiteEnded(this ILogger log, Exception failure);

    [LoggerMessage(2304, LogLevel.Error, "The verb ended")]
    public static partial void VerbEnded(this ILogger log, Exception failure);

    [LoggerMessage(2305, LogLevel.Warning, "No e-mail leaves this machine: each waits unencrypted in {Folder}")]
    public static partial void MailWaitsInClear(this ILogger log, string folder);

    [LoggerMessage(2306, LogLevel.Warning, "X-Forwarded-Proto came from a sender outside Proxy:KnownNetworks and was not believed")]
    public static partial void ProxyIsNotKnown(this ILogger log);
}
