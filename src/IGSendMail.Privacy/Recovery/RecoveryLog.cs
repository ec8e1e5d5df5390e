using Microsoft.Extensions.Logging;

namespace IGSendMail.Privacy.Recovery;

/// <summary>What this room logs. Numbers and what to do stand in docs/operations.md.</summary>
internal static partial class RecoveryLog
{
    [LoggerMessage(1801, LogLevel.Critical, "The audit trail does not go on by itself: {Reason}. See: audit verify")]
    public static partial void TrailStands(this ILogger log, string reason);

    [LoggerMessage(1802, LogLevel.Warning, "The database came back from a backup: {Count} things that people were told since are true again")]
    public static partial void ToldAgain(this ILogger log, int count);

    [LoggerMessage(1803, LogLevel.Error, "{Kind} {Subject} was told to somebody and cannot be made true again yet: something else stands in its place")]
    public static partial void NotToldAgain(this ILogger log, string kind, Guid subject);

    [LoggerMessage(1804, LogLevel.Critical, "The entry {Kind} {Subject} of the journal of what was told cannot be opened and is left out")]
    public static partial void ToldEntryClosed(this ILogger log, string kind, Guid subject);

    [LoggerMessage(1805, LogLevel.Critical, "The witness has seen more of the vault than there is: it is left as it is")]
    public static partial void WitnessDisagrees(this ILogger log);

    [LoggerMessage(1806, LogLevel.Warning, "The witness could not be written: {Failure}")]
    public static partial void WitnessNotWritten(this ILogger log, string failure);

    [LoggerMessage(1807, LogLevel.Warning, "The witness cannot be read ({Failure}) and is written anew")]
    public static partial void WitnessTorn(this ILogger log, string failure);
}
