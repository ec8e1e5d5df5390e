using Microsoft.Extensions.Logging;

namespace IGSendMail.Platform.Accounts;

/// <summary>What this room logs. Numbers and what to do stand in docs/operations.md.</summary>
internal static partial class AccountsLog
{
    [LoggerMessage(3101, LogLevel.Error, "The wish {Ask} for a new password could not be looked at: {Failure}; it is tried again")]
    internal static partial void AskFailed(this ILogger log, Guid ask, string failure);
}
