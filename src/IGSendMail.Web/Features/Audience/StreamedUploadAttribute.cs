using System.Text;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace IGSendMail.Web.Features.Audience;

/// <summary>
/// Lets an action read an uploaded file as a stream. It reads the text fields that stand before the file and hands
/// them to the request as its form, so that the antiforgery check and model binding work as ever; what follows stays
/// unread in <see cref="UploadBody"/>. Without it the first look at the form would copy the file to a temporary
/// folder in clear. The form must therefore put its antiforgery field first and the file last.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StreamedUploadAttribute : Attribute, IAsyncAuthorizationFilter, IOrderedFilter, ITakesFiles
{
    private const int MostFields = 10;
    private const int MostFieldBytes = 8 * 1024;
    private const int MostBoundary = 70;

    /// <summary>Before the antiforgery filter (1000), which looks into the form.</summary>
    public int Order => 0;

    /// <inheritdoc />
    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        if (BoundaryOf(http.Request) is not { } boundary)
        {
            // Not a form with a file: nobody shall try to read it as one; the antiforgery check refuses it.
            if (!http.Request.HasFormContentType || IsMultipart(http.Request))
            {
                http.Request.Form = FormCollection.Empty;
            }

            return;
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            // The server would cut the connection; the action counts for itself and can say what is wrong.
            limit.MaxRequestBodySize = null;
        }

        var reader = new MultipartReader(boundary, http.Request.Body);
        try
        {
            var (fields, file) = await ReadFieldsAsync(reader, http.RequestAborted);
            http.Request.Form = new FormCollection(fields);
            http.Features.Set(new UploadBody(file));
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException)
        {
            // The error page must not try to read it again.
            http.Request.Form = FormCollection.Empty;
            context.Result = new BadRequestResult();
        }
    }

    private static bool IsMultipart(HttpRequest request) =>
        request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) is true;

    private static string? BoundaryOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 and <= MostBoundary } boundary
            ? boundary
            : null;

    private static async Task<(Dictionary<string, StringValues> Fields, Stream? File)> ReadFieldsAsync(
        MultipartReader reader, CancellationToken cancellation)
    {
        var fields = new Dictionary<string, StringValues>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadNextSectionAsync(cancellation) is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
            {
                throw new InvalidDataException("A part of the form has no name.");
            }

            if (disposition.IsFileDisposition())
            {
                return (fields, section.Body);
            }

            var name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
            fields[name] = StringValues.Concat(
                fields.GetValueOrDefault(name), await ReadFieldAsync(section.Body, cancellation));
            if (fields.Count > MostFields)
            {
                throw new InvalidDataException("The form has too many fields.");
            }
        }

        return (fields, null);
    }

    private static async Task<string> ReadFieldAsync(Stream body, CancellationToken cancellation)
    {
        var bytes = new byte[MostFieldBytes + 1];
        var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        return length <= MostFieldBytes
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : throw new InvalidDataException("A field of the form is too long.");
    }
}

/// <summary>The uploaded file as it comes in; null if none was chosen.</summary>
public sealed record UploadBody(Stream? File);
