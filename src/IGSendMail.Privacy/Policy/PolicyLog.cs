using Microsoft.Extensions.Logging;

namespace IGSendMail.Privacy.Policy;

/// <summary>What this room logs. Numbers and what to do stand in docs/operations.md.</summary>
internal static partial class PolicyLog
{
    [LoggerMessage(1301, LogLevel.Information, "The policy was exchanged: {Count} versions, {Version} is in force")]
    public static partial void PolicyExchanged(this ILogger log, int count, string version);
}
