using Microsoft.Extensions.Logging;

namespace IGSendMail.Privacy.Packages;

/// <summary>What this room logs. Numbers and what to do stand in docs/operations.md.</summary>
internal static partial class PackagesLog
{
    [LoggerMessage(1601, LogLevel.Error, "The package of request {Id} cannot be opened")]
    public static partial void PackageNotOpened(this ILogger log, Exception damaged, Guid id);
}
