namespace IGSendMail.Web.Hosting;

/// <summary>What this room logs. Numbers and what to do stand in docs/operations.md.</summary>
internal static partial class HostingLog
{
    [LoggerMessage(2301, LogLevel.Information, "{Method} {Route} {Status} in {Milliseconds} ms")]
    public static partial void Answered(this ILogger log, string method, string route, int status, long milliseconds);
}
