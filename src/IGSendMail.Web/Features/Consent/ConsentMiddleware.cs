using IGSendMail.Privacy.Consent;
using IGSendMail.Storage;
using IGSendMail.Web.Features.Cookies;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Features.Consent;

/// <summary>
/// Reads the visitor's choice before anything else looks at the request, and counts the page after it was answered:
/// only with analytics consent and with a visitor id, only pages, only the pattern of their route. A browser that
/// dropped the visitor cookie is no longer counted.
/// </summary>
internal sealed class ConsentMiddleware(
    RequestDelegate next, ConsentSeals seals, ConsentRevocations revocations, SiteCookies cookies, ConsentNotices notices,
    IPageCounter pages, TimeProvider time)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var seal = await seals.GetAsync(context.RequestAborted);
        var consent = VisitorConsent.Read(context.Request, seal, cookies, revocations, notices.Fingerprints, time.GetUtcNow());
        context.Features.Set(consent);
        if (consent.TakenBack)
        {
            ConsentCookies.SettleWithdrawal(context, cookies, seal, consent.Choice!.Value);
        }

        await next(context);

        if (consent.State.MayRun(ChoiceCookies.CountPageViews)
            && consent.VisitorId is { } visitor && PageOf(context) is { } page)
        {
            pages.Count(new PageLook(visitor, context.User.AccountIdOrNull(), page));
        }
    }

    private static string? PageOf(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method)
        && context.Response.StatusCode == StatusCodes.Status200OK
        && context.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true
        && context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } pattern }
            ? "/" + pattern.TrimStart('/')
            : null;
}

/// <summary>Registers the web side of this room.</summary>
internal static class ConsentWeb
{
    /// <summary>Adds the web side of this room.</summary>
    public static IServiceCollection AddConsentWeb(this IServiceCollection services) => services
        .AddWords(typeof(ChoiceCookies))
        .AddSingleton<ConsentNotices>()
        .AddSingleton<ReceiptJson>()
        .AddSingleton<PendingChoices>()
        .AddScoped<ConsentDesk>();

    /// <summary>Reads choices and counts pages. Comes before whatever shows a page, error pages too.</summary>
    public static void UseConsent(this WebApplication app) => app.UseMiddleware<ConsentMiddleware>();
}
