using Microsoft.Extensions.Logging;

namespace IGSendMail.Privacy.Recovery;

/// <summary>What this room logs. Numbers and what to do stand in docs/operations.md.</summary>
internal static partial class RecoveryLog
{
    [LoggerMessage(1801, LogLevel.Critical, "The audit trail does not go on by itself: {Reason}. See: audit verify")]
    public static partial void TrailStands(this ILogger log, string reason);
}
