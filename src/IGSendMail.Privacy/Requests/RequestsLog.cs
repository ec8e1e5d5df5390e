using Microsoft.Extensions.Logging;

namespace IGSendMail.Privacy.Requests;

/// <summary>What this room logs. Numbers and what to do stand in docs/operations.md.</summary>
internal static partial class RequestsLog
{
    [LoggerMessage(1501, LogLevel.Error, "Request {Id} failed with {Failure} at {Place}")]
    public static partial void RequestFailed(this ILogger log, Guid id, string failure, string? place);
}
