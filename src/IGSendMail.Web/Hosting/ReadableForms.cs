using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace IGSendMail.Web.Hosting;

/// <summary>
/// Reads a form before anything else does. One that is too large, or holds what no form can hold (an encoded NUL, letters of
/// an unknown alphabet), makes the framework throw in the middle of its own work, which would look like a fault of ours. A
/// form with files is refused unread where no file is taken. Stands after routing.
/// </summary>
public sealed class ReadableForms(RequestDelegate next)
{
    private static readonly int Largest = new FormOptions().ValueLengthLimit;

    /// <summary>Answers 400, 413 or 415 to a form that cannot be read; everything else goes on.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        // The page that says so stands in for the page that was asked for, and is asked for with the same form.
        var isErrorPage = context.Features.Get<IStatusCodeReExecuteFeature>() is not null
            || context.Features.Get<IExceptionHandlerFeature>() is not null;
        if (!isErrorPage && await WhyUnreadableAsync(context) is { } status)
        {
            // Whoever writes that page must not fail at it once more.
            context.Request.Form = FormCollection.Empty;
            context.Response.StatusCode = status;
            return;
        }

        await next(context);
    }

    private static async Task<int?> WhyUnreadableAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true)
        {
            return context.GetEndpoint()?.Metadata.GetMetadata<ITakesFiles>() is null
                ? StatusCodes.Status415UnsupportedMediaType
                : null;
        }

        if (request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true)
        {
            return null;
        }

        try
        {
            await request.ReadFormAsync(context.RequestAborted);
            return null;
        }
        catch (Exception unreadable) when (
            unreadable is InvalidDataException or InvalidOperationException or NotSupportedException or ArgumentException or IOException)
        {
            return unreadable is BadHttpRequestException bad ? bad.StatusCode
                : request.ContentLength > Largest ? StatusCodes.Status413PayloadTooLarge
                : StatusCodes.Status400BadRequest;
        }
    }
}
