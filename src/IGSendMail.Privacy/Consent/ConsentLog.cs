using Microsoft.Extensions.Logging;

namespace IGSendMail.Privacy.Consent;

/// <summary>What this room logs. Numbers and what to do stand in docs/operations.md.</summary>
internal static partial class ConsentLog
{
    [LoggerMessage(1201, LogLevel.Error, "The kept choice {File} cannot be opened: {Failure}")]
    public static partial void KeptChoiceNotOpened(this ILogger log, string file, string failure);

    [LoggerMessage(1202, LogLevel.Critical, "The refusal {Record} was honoured, but neither the ledger nor the disk took its record: {Failure}")]
    public static partial void RefusalWithoutRecord(this ILogger log, Guid record, string failure);

    [LoggerMessage(1203, LogLevel.Error, "The kept choice {File} cannot be read and was set aside")]
    public static partial void KeptChoiceSetAside(this ILogger log, string file);

    [LoggerMessage(1204, LogLevel.Warning, "The file of the recorded choice {Record} cannot be removed yet: {Failure}")]
    public static partial void KeptChoiceNotRemoved(this ILogger log, Guid record, string failure);

    [LoggerMessage(1205, LogLevel.Error, "Recording {Count} consent decisions failed with {Failure}")]
    public static partial void RecordingFailed(this ILogger log, int count, string failure);

    [LoggerMessage(1206, LogLevel.Error, "The kept choice {File} could not be taken in and waits on: {Failure}")]
    public static partial void KeptChoiceWaits(this ILogger log, string file, string failure);
}
