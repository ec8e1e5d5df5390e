using IGSendMail.Privacy.Settings;
using IGSendMail.Web.Features.Site;

namespace IGSendMail.Web.Hosting;

/// <summary>
/// The hosts under which the site answers: that of <c>Site:PublicUrl</c>, and this machine's own names. Anything else would be
/// repeated in redirects, which lead people to whoever wrote it. Probes of health come under whatever name they like.
/// </summary>
internal static class OwnHosts
{
    private static readonly string[] ThisMachine = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>Refuses every other host. In Development all are taken.</summary>
    public static void UseOwnHosts(this WebApplication app, SiteOptions site)
    {
        if (app.Environment.IsDevelopment())
        {
            return;
        }

        var known = ThisMachine.Append(site.PublicUrl.IdnHost).Append(site.PublicUrl.Host).ToHashSet(StringComparer.OrdinalIgnoreCase);
        app.Use((context, next) =>
        {
            if (known.Contains(context.Request.Host.Host) || IsProbe(context.Request))
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            context.Response.ContentType = "text/plain; charset=utf-8";
            return context.Response.WriteAsync("There is no such site here.", context.RequestAborted);
        });
    }

    /// <summary>True for whoever supervises the site: they ask the machine itself, in the open.</summary>
    public static bool IsProbe(HttpRequest request) =>
        request.Path.Equals(SiteRoutes.HealthLive, StringComparison.Ordinal) || request.Path.Equals(SiteRoutes.HealthReady, StringComparison.Ordinal);
}
