using System.Net;
using IGSendMail.Privacy.Settings;
using IGSendMail.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;

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
    [InlineData("http://localhost:5080", "Production")]
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
        await using var app = await StartAsync("http://localhost:5080", "Production", networks);

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

    private static async Task<WebApplication> StartAsync(string url, string environment, string? networks = null)
    {
        var site = new SiteOptions { PublicUrl = new Uri(url) };
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseTestServer();
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
        app.GetTestServer().SendAsync(context =>
        {
            context.Request.Method = "GET";
            context.Request.Scheme = scheme;
            context.Request.Host = new HostString("igsendmail.com");
            context.Request.Path = "/privacy";
            context.Connection.RemoteIpAddress = IPAddress.Parse(remote);
            foreach (var (name, value) in headers)
            {
                context.Request.Headers[name] = value;
            }
        });
}
