using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Shared;

/// <summary>Hands out a CSV file as it is written.</summary>
/// <param name="fileName">How it is to be called where it is kept; plain letters, digits, <c>-</c> and <c>.</c>.</param>
/// <param name="write">Writes it.</param>
public sealed class CsvDownload(string fileName, Func<Stream, CancellationToken, Task> write) : IActionResult
{
    /// <inheritdoc />
    public Task ExecuteResultAsync(ActionContext context)
    {
        var http = context.HttpContext;
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
        return write(http.Response.Body, http.RequestAborted);
    }
}
