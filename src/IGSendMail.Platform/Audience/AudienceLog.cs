using Microsoft.Extensions.Logging;

namespace IGSendMail.Platform.Audience;

/// <summary>What this room logs. Numbers and what to do stand in docs/operations.md.</summary>
internal static partial class AudienceLog
{
    [LoggerMessage(3001, LogLevel.Error, "Import {Import} stopped with {Failure}; it is tried again later")]
    public static partial void ImportStopped(this ILogger log, Guid import, string failure);

    [LoggerMessage(3002, LogLevel.Error, "The file of import {Import} cannot be opened")]
    public static partial void ImportFileNotOpened(this ILogger log, Exception damaged, Guid import);

    [LoggerMessage(3003, LogLevel.Information, "Import {Import} is {State}")]
    public static partial void ImportIs(this ILogger log, Guid import, ImportState state);
}
