using System.Net;
using IGSendMail.Testing;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Serving;

public sealed class HeadTests(TestSite site) : IClassFixture<TestSite>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/privacy")]
    [InlineData("/privacy/data")]
    [InlineData("/privacy/requests/new")]
    [InlineData("/privacy/requests/confirm?token=nobody")]
    [InlineData("/privacy/requests/AAAA-AAAA-AAAA")]
    [InlineData("/account/sign-in")]
    [InlineData("/account")]
    [InlineData("/.well-known/gpc.json")]
    [InlineData("/robots.txt")]
    [InlineData("/health/live")]
    [InlineData("/no/such/page")]
    public async Task HEAD_is_answered_as_GET(string path)
    {
        using var client = site.CreateClient(new() { AllowAutoRedirect = false });

        using var get = await client.GetAsync(path);
        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));

        Assert.Equal(get.StatusCode, head.StatusCode);
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Equal(get.Headers.Location, head.Headers.Location);
    }

    [Fact]
    public async Task Over_the_wire_it_has_no_body_and_nobody_names_the_server()
    {
        await using var own = new TestSite();
        using var client = new HttpClient { BaseAddress = own.StartOnPort() };

        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/privacy"));

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        Assert.Empty(head.Headers.Server);
    }

    [Fact]
    public void No_page_takes_GET_without_HEAD()
    {
        var pages = site.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .Where(e => e.Metadata.GetMetadata<ControllerActionDescriptor>() is not null)
            .Select(e => (e.DisplayName, Methods: e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []))
            .Where(e => e.Methods.Contains("GET"))
            .ToList();

        Assert.True(pages.Count > 30);
        Assert.Empty(pages.Where(e => !e.Methods.Contains("HEAD")));
    }
}
