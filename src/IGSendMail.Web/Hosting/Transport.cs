using System.Net;
using IGSendMail.Privacy.Settings;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

using IPNetwork = System.Net.IPNetwork;

namespace IGSendMail.Web.Hosting;

/// <summary>
/// How the site is reached: in the open only in Development or when <c>Site:PublicUrl</c> says http; otherwise by TLS
/// alone, and the browser is told to remember that for a year.
/// </summary>
internal static class Transport
{
    /// <summary>One year, as lists of such sites ask for.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(365);

    public static void AddTransport(this IServiceCollection services, IConfiguration configuration, SiteOptions site)
    {
        services.AddHsts(hsts =>
        {
            hsts.MaxAge = Remembered;
            hsts.IncludeSubDomains = true;
            hsts.ExcludedHosts.Clear();
        });
        services.AddHttpsRedirection(https =>
        {
            https.RedirectStatusCode = StatusCodes.Status308PermanentRedirect;
            https.HttpsPort = site.PublicUrl.Port;
        });

        var proxies = ReadNetworks(new Section(configuration, "Proxy"));
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = proxies.Count == 0
                ? ForwardedHeaders.None
                : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            proxies.ForEach(forwarded.KnownIPNetworks.Add);
        });
    }

    public static void UseTransport(this WebApplication app, SiteOptions site)
    {
        app.UseUnknownProxyWarning();
        app.UseForwardedHeaders();
        app.UseOwnHosts(site);
        if (site.PublicUrl.Scheme == Uri.UriSchemeHttps && !app.Environment.IsDevelopment())
        {
            app.UseHsts();
            app.UseWhen(context => !context.Request.IsHttps && !OwnHosts.IsProbe(context.Request), open =>
            {
                open.Use((context, next) =>
                {
                    // A browser that kept it would be sent in a circle long after a proxy was put right.
                    context.Response.Headers.CacheControl = "no-store";
                    return next(context);
                });
                open.UseHttpsRedirection();
            });
        }
    }

    /// <summary>
    /// Says once that somebody in front of the site tells how people reach it and is not believed: with such a proxy every page
    /// would be sent to where it already is.
    /// </summary>
    private static void UseUnknownProxyWarning(this WebApplication app)
    {
        var known = app.Services.GetRequiredService<IOptions<ForwardedHeadersOptions>>().Value.KnownIPNetworks;
        var said = 0;
        app.Use((context, next) =>
        {
            if (said == 0 && context.Request.Headers.ContainsKey("X-Forwarded-Proto")
                && !(context.Connection.RemoteIpAddress is { } sender && known.Any(network => network.Contains(Plain(sender))))
                && Interlocked.Exchange(ref said, 1) == 0)
            {
                app.Logger.ProxyIsNotKnown();
            }

            return next(context);
        });
    }

    /// <summary>An IPv4 address as such, also where the machine listens for both kinds.</summary>
    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <exception cref="InvalidSettingException">A network is not in the form 10.0.0.0/8.</exception>
    private static List<IPNetwork> ReadNetworks(Section proxy)
    {
        var networks = new List<IPNetwork>();
        foreach (var part in (proxy.Find("KnownNetworks") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            networks.Add(IPNetwork.TryParse(part, out var network)
                ? network
                : throw proxy.Wrong("KnownNetworks", $"holds \"{part}\", which is no network such as 10.0.0.0/8"));
        }

        return networks;
    }
}
