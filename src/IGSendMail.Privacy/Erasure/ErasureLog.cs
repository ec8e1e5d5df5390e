using Microsoft.Extensions.Logging;

namespace IGSendMail.Privacy.Erasure;

/// <summary>What this room logs. Numbers and what to do stand in docs/operations.md.</summary>
internal static partial class ErasureLog
{
    [LoggerMessage(1401, LogLevel.Warning, "Erasures could not be purged together: {Failure}")]
    public static partial void NotPurgedTogether(this ILogger log, string failure);

    [LoggerMessage(1402, LogLevel.Error, "Erasure {Run} stopped with {Failure}; it will be tried again")]
    public static partial void ErasureStopped(this ILogger log, Guid run, string failure);

    [LoggerMessage(1403, LogLevel.Warning, "Erasure {Run}: {Store} failed with {Failure}; it will be tried again")]
    public static partial void StoreFailed(this ILogger log, Guid run, string store, string failure);

    [LoggerMessage(1404, LogLevel.Information, "Erasure {Run} plans anew: a place no longer holds what was counted")]
    public static partial void PlansAnew(this ILogger log, Guid run);

    [LoggerMessage(1405, LogLevel.Warning, "Erasure {Run} waits for an officer: its plan did not stand {Times} times in a row")]
    public static partial void WaitsForOfficer(this ILogger log, Guid run, int times);

    [LoggerMessage(1406, LogLevel.Warning, "The place {Place} did not answer when it was counted")]
    public static partial void StoreNotCounted(this ILogger log, string place);

    [LoggerMessage(1407, LogLevel.Information, "Erasure {Run} waits: readers keep deleted content or a destroyed key in a write-ahead log")]
    public static partial void WaitsForReaders(this ILogger log, Guid run);

    [LoggerMessage(1408, LogLevel.Warning, "Erasure {Run}: {Left} values are still in {Store}; it is purged again")]
    public static partial void ValuesLeft(this ILogger log, Guid run, long left, string store);
}
