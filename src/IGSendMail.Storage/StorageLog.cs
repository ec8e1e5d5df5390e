using Microsoft.Extensions.Logging;

namespace IGSendMail.Storage;

/// <summary>What this room logs. Numbers and what to do stand in docs/operations.md.</summary>
public static partial class StorageLog
{
    /// <summary>Said by whoever worked under the lease.</summary>
    [LoggerMessage(1001, LogLevel.Information, "The lease of the work {Work} was lost; another process goes on with it")]
    public static partial void LeaseLost(this ILogger log, string work);

    [LoggerMessage(1002, LogLevel.Information, "Outbox message {Id} of kind {Kind} was dropped: its owner was erased")]
    internal static partial void MessageDropped(this ILogger log, Guid id, string kind);

    [LoggerMessage(1003, LogLevel.Warning, "Outbox message {Id} of kind {Kind} failed with {Failure}")]
    internal static partial void MessageFailed(this ILogger log, Guid id, string kind, string failure);

    [LoggerMessage(1004, LogLevel.Information, "Readers keep deleted content in a write-ahead log; it is tried again")]
    internal static partial void LogNotScrubbed(this ILogger log);

    [LoggerMessage(1005, LogLevel.Information, "{Kind}: {Rows} addresses looked at, {Changed} hashed anew, {Kept} kept a former hash")]
    internal static partial void AddressesHashed(this ILogger log, string kind, long rows, long changed, long kept);

    [LoggerMessage(1006, LogLevel.Information, "{Kind}: {Rows} addresses looked at so far, {Changed} hashed anew")]
    internal static partial void AddressesBeingHashed(this ILogger log, string kind, long rows, long changed);

    [LoggerMessage(1007, LogLevel.Warning, "Outbox message {Id} of kind {Kind} has left, but telling who waits for it failed with {Failure}; their own work goes on with it")]
    internal static partial void FollowersFailed(this ILogger log, Guid id, string kind, string failure);
}
