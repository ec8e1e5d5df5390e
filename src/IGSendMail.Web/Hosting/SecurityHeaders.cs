using IGSendMail.Web.Features.Consent;
using IGSendMail.Web.Features.DevelopmentMail;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Hosting;

/// <summary>What every response says to the browser about what it may do with it.</summary>
internal static class SecurityHeaders
{
    private const string PermissionsPolicy =
        "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
        + "interest-cohort=(), microphone=(), payment=(), usb=()";

    /// <summary>Adds the headers to every response, also to errors and files.</summary>
    public static void UseSecurityHeaders(this WebApplication app)
    {
        var policy = app.Services.GetRequiredService<ContentPolicy>();
        app.Use((context, next) =>
        {
            // On starting, because an error clears the headers that were set before it.
            context.Response.OnStarting(static state =>
            {
                var (context, policy) = ((HttpContext, ContentPolicy))state;
                var page = context.GetEndpoint()?.Metadata;
                Add(context.Response.Headers, page?.GetMetadata<SandboxedLetterAttribute>() is not null
                    ? SandboxedLetterAttribute.ContentPolicy
                    : policy.For(context.Features.Get<VisitorConsent>()?.State ?? default, PageScripts.Of(context)));
                KeepApart(context.Response);
                return Task.CompletedTask;
            }, (context, policy));
            return next(context);
        });
    }

    private static void Add(IHeaderDictionary headers, string contentPolicy)
    {
        headers.ContentSecurityPolicy = contentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Permissions-Policy"] = PermissionsPolicy;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }

    /// <summary>A page is one visitor's: it depends on their choice, their signal and their language. No shared cache may mix them.</summary>
    private static void KeepApart(HttpResponse response)
    {
        if (response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) != true)
        {
            return;
        }

        response.Headers.Append("Vary", "Cookie, Sec-GPC, Accept-Language");
        if (response.Headers.CacheControl.Count == 0)
        {
            response.Headers.CacheControl = "private, no-cache";
        }
    }
}
