using System.Globalization;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Consent;
using IGSendMail.Storage;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Officer;

/// <summary>
/// The consent ledger as a file, to be shown to a regulator. It names no account and no browser: the consent id stands for
/// the person. Taking a copy is entered in the audit trail.
/// </summary>
[Authorize(Policy = SitePolicies.Officer)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ConsentExportController(
    IGSendMailContext db, ConsentExport export, AuditTrail trail, ConsentExportWriter writer) : Controller
{
    private const string DayFormat = "yyyy-MM-dd";

    /// <summary>
    /// The choices of the days from <paramref name="from"/> to <paramref name="to"/>, both included and counted in UTC; all
    /// of them without days. <paramref name="format"/> is <c>csv</c> or <c>jsonl</c>.
    /// </summary>
    [HttpGet(PrivacyRoutes.OfficerConsentExport)]
    public async Task<IActionResult> Export(
        [FromQuery] string? format, [FromQuery] string? from, [FromQuery] string? to, CancellationToken cancellation)
    {
        if (format is not ("csv" or "jsonl"))
        {
            return Wrong("\"format\" must be csv or jsonl.");
        }

        if (!TryReadDay(from, DateOnly.MinValue, out var first) || !TryReadDay(to, DateOnly.MaxValue, out var last))
        {
            return Wrong("\"from\" and \"to\" must be days such as 2026-11-24, or be left out.");
        }

        if (last < first)
        {
            return Wrong("\"to\" must not be a day before \"from\".");
        }

        await db.WriteAsync(WriteUrgency.Interactive, token => trail.AppendAsync(
            db,
            new(ConsentActs.Exported, AuditActor.Officer(User.OfficerId()))
            {
                Facts = AuditFacts.Of(("format", format), ("from", Word(first)), ("to", Word(last))),
            },
            token).AsTask(), cancellation);

        var records = export.RecordsAsync(StartOf(first), last == DateOnly.MaxValue ? DateTimeOffset.MaxValue : StartOf(last.AddDays(1)), cancellation);
        Response.ContentType = format == "csv" ? "text/csv; charset=utf-8" : "application/jsonl; charset=utf-8";
        Response.Headers.ContentDisposition = $"attachment; filename=\"consent-ledger.{format}\"";
        if (format == "csv")
        {
            await writer.WriteCsvAsync(records, Response.Body, cancellation);
        }
        else
        {
            await writer.WriteJsonLinesAsync(export.TextsAsync(), records, Response.Body, cancellation);
        }

        return new EmptyResult();
    }

    private static ContentResult Wrong(string problem) => new()
    {
        StatusCode = StatusCodes.Status400BadRequest,
        ContentType = "text/plain; charset=utf-8",
        Content = problem,
    };

    private static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private static string Word(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    private static bool TryReadDay(string? text, DateOnly standard, out DateOnly day)
    {
        day = standard;
        return string.IsNullOrEmpty(text)
            || DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
    }
}
