using Microsoft.AspNetCore.Http.Features;

namespace IGSendMail.Web.Hosting;

/// <summary>
/// Reads a form before anything else does. One that is too large, or holds what no form can hold (such as an encoded
/// NUL), makes the framework throw in the middle of its own work, which would look like a fault of ours.
/// </summary>
public sealed class ReadableForms(RequestDelegate next)
{
    private static readonly int Largest = new FormOptions().ValueLengthLimit;

    private const string Form = "application/x-www-form-urlencoded";

    /// <summary>Answers 400 or 413 to a form that cannot be read; everything else goes on.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Request.ContentType?.StartsWith(Form, StringComparison.OrdinalIgnoreCase) == true
            && await WhyUnreadableAsync(context.Request) is { } status)
        {
            context.Response.StatusCode = status;
            return;
        }

        await next(context);
    }

    private static async Task<int?> WhyUnreadableAsync(HttpRequest request)
    {
        try
        {
            await request.ReadFormAsync(request.HttpContext.RequestAborted);
            return null;
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or InvalidOperationException)
        {
            // Whoever writes the page that says so must not fail at it once more.
            request.Form = FormCollection.Empty;
            return request.ContentLength > Largest
                ? StatusCodes.Status413PayloadTooLarge
                : StatusCodes.Status400BadRequest;
        }
    }
}
