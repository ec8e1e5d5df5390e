using System.Net;
using IGSendMail.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Limits;

/// <summary>Lets visitors of a test come from networks of their own.</summary>
internal static class Networks
{
    private const string Header = "X-Test-Sender";

    public static TestSite WithNetworks(this TestSite site) => site.WithServices(services => services.AddSingleton<IStartupFilter, FromHeader>());

    /// <summary>Sets one limit, as an operator does.</summary>
    public static TestSite Limit(this TestSite site, string act, int perSender, int perTarget = 1_000, int seconds = 3_600) => site
        .With($"Limits:{act}:PerSender", perSender.ToString(System.Globalization.CultureInfo.InvariantCulture))
        .With($"Limits:{act}:PerTarget", perTarget.ToString(System.Globalization.CultureInfo.InvariantCulture))
        .With($"Limits:{act}:Seconds", seconds.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public static PageVisitor From(this TestSite site, string address) => site.Visitor().From(address);

    public static PageVisitor From(this PageVisitor visitor, string address)
    {
        visitor.Headers[Header] = address;
        visitor.Client.DefaultRequestHeaders.Remove(Header);
        visitor.Client.DefaultRequestHeaders.Add(Header, address);
        return visitor;
    }

    private sealed class FromHeader : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, inner) =>
            {
                if (context.Request.Headers.TryGetValue(Header, out var sender))
                {
                    context.Connection.RemoteIpAddress = IPAddress.Parse(sender.ToString());
                }

                return inner(context);
            });
            next(app);
        };
    }
}
