namespace IGSendMail.Web.Features.Consent;

/// <summary>What this room logs. Numbers and what to do stand in docs/operations.md.</summary>
internal static partial class ConsentWebLog
{
    [LoggerMessage(2101, LogLevel.Error, "No receipt code could be made: {Failure}")]
    public static partial void NoReceiptCode(this ILogger log, string failure);
}
