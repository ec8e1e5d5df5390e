using Microsoft.Extensions.Logging;

namespace IGSendMail.Privacy.Audit;

/// <summary>What this room logs. Numbers and what to do stand in docs/operations.md.</summary>
internal static partial class AuditLog
{
    [LoggerMessage(1101, LogLevel.Error, "The audit trail is not continued. {Problem}")]
    public static partial void TrailNotContinued(this ILogger log, string problem);
}
