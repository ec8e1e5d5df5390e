using System.Net;
using IGSendMail.Privacy.Settings;
using IGSendMail.Testing;
using IGSendMail.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Logging;

namespace IGSendMail.Web.Tests.Hosting;

public sealed class TransportTests
{
    private const string Proxy = "10.1.2.3";

    [Fact]
    public async Task A_published_site_is_reached_by_TLS_alone()
    {
        await using var app = await StartAsync("https://igsendmail.com", "Production");

        var answer = await SendAsync(app, "http", remote: "203.0.113.9");

        Assert.Equal(StatusCodes.Status308PermanentRedirect, answer.Response.StatusCode);
        Assert.Equal("https://igsendmail.com/privacy", answer.Response.Headers.Location);
    }

    [Fact]
    public async Task A_browser_remembers_that_for_a_year_and_for_every_subdomain()
    {
        await using var app = await StartAsync("https://igsendmail.com", "Production");

        var answer = await SendAsync(app, "https", remote: "203.0.113.9");

        Assert.Equal("max-age=31536000; includeSubDomains", answer.Response.Headers.StrictTransportSecurity);
    }

    [Theory]
    [InlineData("http://igsendmail.com", "Production")]
    [InlineData("https://igsendmail.com", "Development")]
    public async Task In_Development_or_when_published_in_the_open_nothing_is_redirected(string url, string environment)
    {
        await using var app = await StartAsync(url, environment);

        var answer = await SendAsync(app, "http", remote: "203.0.113.9");

        Assert.Equal(StatusCodes.Status200OK, answer.Response.StatusCode);
        Assert.Empty(answer.Response.Headers.StrictTransportSecurity.ToString());
    }

    [Theory]
    [InlineData(Proxy, StatusCodes.Status200OK)]
    [InlineData("203.0.113.9", StatusCodes.Status308PermanentRedirect)]
    public async Task Only_a_known_proxy_is_believed_when_it_says_that_TLS_ended_there(string sender, int status)
    {
        await using var app = await StartAsync("https://igsendmail.com", "Production", networks: "10.1.0.0/16");

        var answer = await SendAsync(app, "http", sender, ("X-Forwarded-Proto", "https"));

        Assert.Equal(status, answer.Response.StatusCode);
    }

    [Theory]
    [InlineData("10.1.0.0/16", Proxy, "198.51.100.7")]
    [InlineData("10.1.0.0/16", "203.0.113.9", "203.0.113.9")]
    [InlineData(null, Proxy, Proxy)]
    [InlineData(null, "127.0.0.1", "127.0.0.1")]
    public async Task Whom_a_request_comes_from_is_taken_from_a_known_proxy_alone_and_the_host_from_nobody(
        string? networks, string sender, string seen)
    {
        await using var app = await StartAsync("http://igsendmail.com", "Production", networks);

        var answer = await SendAsync(app, "http", sender, ("X-Forwarded-For", "198.51.100.7"), ("X-Forwarded-Host", "evil.example"));

        Assert.Equal($"{seen} igsendmail.com", answer.Response.Headers["Seen"]);
    }

    [Fact]
    public async Task A_network_that_is_none_stops_the_start_and_names_its_key()
    {
        var wrong = await Assert.ThrowsAsync<InvalidSettingException>(
            () => StartAsync("https://igsendmail.com", "Production", networks: "10.1.0.0/99"));

        Assert.Contains("Proxy:KnownNetworks", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Who_supervises_the_site_asks_in_the_open_and_by_any_name(string path)
    {
        await using var app = await StartAsync("https://igsendmail.com", "Production");

        var answer = await SendAsync(app, "http", remote: "203.0.113.9", path, "10.0.0.7");

        Assert.Equal(StatusCodes.Status200OK, answer.Response.StatusCode);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task A_host_that_is_not_ours_is_refused_and_never_repeated(string scheme)
    {
        await using var app = await StartAsync("https://igsendmail.com", "Production");

        var answer = await SendAsync(app, scheme, remote: "203.0.113.9", host: "evil.example");

        Assert.Equal(StatusCodes.Status400BadRequest, answer.Response.StatusCode);
        Assert.Empty(answer.Response.Headers.Location.ToString());
    }

    [Theory]
    [InlineData("igsendmail.com")]
    [InlineData("IGSendMail.com")]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    public async Task Its_own_hosts_are_answered(string host)
    {
        await using var app = await StartAsync("https://igsendmail.com", "Production");

        Assert.Equal(StatusCodes.Status200OK, (await SendAsync(app, "https", remote: "203.0.113.9", host: host)).Response.StatusCode);
    }

    [Fact]
    public async Task No_browser_keeps_the_way_to_TLS()
    {
        await using var app = await StartAsync("https://igsendmail.com", "Production");

        Assert.Equal("no-store", (await SendAsync(app, "http", remote: "203.0.113.9")).Response.Headers.CacheControl);
    }

    [Fact]
    public async Task A_proxy_that_is_not_known_is_named_once_in_the_log()
    {
        var said = new SaidLog();
        await using var app = await StartAsync("https://igsendmail.com", "Production", "10.1.0.0/16", said);

        await SendAsync(app, "http", Proxy, ("X-Forwarded-Proto", "https"));
        Assert.Empty(said.All.Where(IsWarning));
        await SendAsync(app, "http", "::ffff:203.0.113.9", ("X-Forwarded-Proto", "https"));
        await SendAsync(app, "http", "203.0.113.9", ("X-Forwarded-Proto", "https"));

        Assert.Single(said.All, IsWarning);

        static bool IsWarning(Said line) => line.Words.Contains("Proxy:KnownNetworks", StringComparison.Ordinal);
    }

    private static async Task<WebApplication> StartAsync(string url, string environment, string? networks = null, SaidLog? said = null)
    {
        var site = new SiteOptions { PublicUrl = new Uri(url) };
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseTestServer();
        if (said is not null)
        {
            builder.Logging.AddProvider(said);
        }

        builder.Configuration["Proxy:KnownNetworks"] = networks;
        builder.Services.AddTransport(builder.Configuration, site);
        var app = builder.Build();
        app.UseTransport(site);
        app.Run(context =>
        {
            context.Response.Headers["Seen"] = $"{context.Connection.RemoteIpAddress} {context.Request.Host}";
            return context.Response.WriteAsync("here");
        });
        await app.StartAsync();
        return app;
    }

    private static Task<HttpContext> SendAsync(WebApplication app, string scheme, string remote, params (string Name, string Value)[] headers) =>
        SendAsync(app, scheme, remote, "/privacy", "igsendmail.com", headers);

    private static Task<HttpContext> SendAsync(
        WebApplication app, string scheme, string remote, string path = "/privacy", string host = "igsendmail.com",
        params (string Name, string Value)[] headers) =>
        app.GetTestServer().SendAsync(context =>
        {
            context.Request.Method = "GET";
            context.Request.Scheme = scheme;
            context.Request.Host = new HostString(host);
            context.Request.Path = path;
            context.Connection.RemoteIpAddress = IPAddress.Parse(remote);
            foreach (var (name, value) in headers)
            {
                context.Request.Headers[name] = value;
            }
        });
}
