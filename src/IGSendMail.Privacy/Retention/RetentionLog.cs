using Microsoft.Extensions.Logging;

namespace IGSendMail.Privacy.Retention;

/// <summary>What this room logs. Numbers and what to do stand in docs/operations.md.</summary>
internal static partial class RetentionLog
{
    [LoggerMessage(1701, LogLevel.Critical, "Nothing is deleted by time. {Reason}")]
    public static partial void RoundRefused(this ILogger log, string reason);

    [LoggerMessage(1702, LogLevel.Information, "{Expired} went from {Place} by age")]
    public static partial void WentByAge(this ILogger log, long expired, string place);
}
