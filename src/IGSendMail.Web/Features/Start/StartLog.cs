namespace IGSendMail.Web.Features.Start;

/// <summary>What this room logs. Numbers and what to do stand in docs/operations.md.</summary>
internal static partial class StartLog
{
    [LoggerMessage(2001, LogLevel.Information, "The database and the vault belong together; the site serves")]
    public static partial void SiteServes(this ILogger log);

    [LoggerMessage(2002, LogLevel.Critical, "The site shows its maintenance page only. {Remedy}")]
    public static partial void SiteIsClosed(this ILogger log, string remedy);

    [LoggerMessage(2003, LogLevel.Error, "Comparing the database with the vault failed with {Failure}")]
    public static partial void ComparingFailed(this ILogger log, string failure);

    [LoggerMessage(2004, LogLevel.Error, "The work {Work} failed with {Failure} at {Place}")]
    public static partial void WorkFailed(this ILogger log, string work, string failure, string? place);
}
