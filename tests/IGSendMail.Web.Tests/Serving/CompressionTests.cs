using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using IGSendMail.Web.Tests.Consent;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace IGSendMail.Web.Tests.Serving;

/// <summary>Pages that are the same for everybody are compressed; a page with a secret never is (ADR 0043).</summary>
public sealed partial class CompressionTests(TestSite site, ITestOutputHelper output) : IClassFixture<TestSite>
{
    /// <summary>What a server may send before it has heard from a browser at all: ten packets (RFC 6928).</summary>
    private const int FirstFlight = 14_600;

    private static readonly string[] Listed =
    [
        "/", "/privacy", "/privacy/choices", "/privacy/cookies", "/privacy/data", "/privacy/requests", "/privacy/subprocessors",
        "/privacy/versions", "/privacy/versions/{version}",
    ];

    [Fact]
    public void The_pages_that_are_compressed_are_these()
    {
        var marked = site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<CompressedAttribute>() is not null)
            .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/'))
            .Order(StringComparer.Ordinal);

        Assert.Equal(Listed, marked);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task They_read_the_same_as_without_and_hold_neither_a_token_nor_a_cookie(string coding)
    {
        using var client = Client();
        foreach (var path in Listed.Where(path => !path.Contains('{', StringComparison.Ordinal)))
        {
            using var answer = await GetAsync(client, path, coding);

            Assert.Equal([coding], answer.Content.Headers.ContentEncoding);
            Assert.Contains("Accept-Encoding", answer.Headers.Vary);
            Assert.False(answer.Headers.Contains("Set-Cookie"));
            var page = await ReadAsync(answer, coding);
            Assert.DoesNotContain("__RequestVerificationToken", page, StringComparison.Ordinal);
            using var plain = await GetAsync(client, path, "identity");
            Assert.Empty(plain.Content.Headers.ContentEncoding);
            Assert.Equal(WithoutNumber(await plain.Content.ReadAsStringAsync()), WithoutNumber(page));
        }
    }

    [Fact]
    public async Task No_other_page_is_and_none_of_who_is_signed_in_or_was_just_told_something()
    {
        using var client = Client();
        var others = site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<ControllerActionDescriptor>() is not null
                && e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
            .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/'))
            .Where(path => !path.Contains('{', StringComparison.Ordinal))
            .Except(Listed).ToList();
        Assert.True(others.Count > 20);
        foreach (var path in others.Append("/no/such/page").Append("/privacy/versions/none"))
        {
            using var answer = await GetAsync(client, path, "br");
            Assert.Empty(answer.Content.Headers.ContentEncoding);
        }

        foreach (var cookie in new[] { "signin", "requester", "confirmation" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/privacy");
            request.Headers.Add("Accept-Encoding", "br");
            request.Headers.Add("Cookie", $"{cookie}=any");
            using var answer = await client.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Empty(answer.Content.Headers.ContentEncoding);
        }
    }

    [Fact]
    public async Task The_receipt_code_of_a_choice_is_shown_on_a_page_that_is_not_compressed()
    {
        var visitor = site.Visitor();
        var asked = await visitor.GetAsync(PrivacyRoutes.Policy);
        visitor.Headers["Accept-Encoding"] = "br";

        var page = await visitor.SubmitAsync(asked, ConsentVisitor.Banner, button: ConsentVisitor.Button("All", "accept"));

        Assert.False(string.IsNullOrEmpty(page.TextOf("#receipt strong")));
        Assert.Empty(page.Response.Content.Headers.ContentEncoding);
    }

    [Theory]
    [InlineData(PrivacyRoutes.Policy)]
    [InlineData(PrivacyRoutes.PersonalData)]
    [InlineData(SiteRoutes.Home)]
    public async Task A_first_page_fits_what_a_server_sends_before_it_hears_from_the_browser(string path)
    {
        using var client = Client();
        foreach (var language in SiteLanguages.All)
        {
            using var answer = await GetAsync(client, $"{path}?{SiteLanguages.Key}={language}", "br");
            var body = (await answer.Content.ReadAsByteArrayAsync()).Length;
            var head = answer.Headers.Concat(answer.Content.Headers).Sum(h => h.Value.Sum(value => h.Key.Length + value.Length + 4)) + 19;
            output.WriteLine($"{path} {language}: {body} bytes and {head} of headers");
            Assert.InRange(body + head, 1, FirstFlight);
        }
    }

    /// <summary>Every form that asks about cookies has a number of its own.</summary>
    private static string WithoutNumber(string page) => Number().Replace(page, "");

    [GeneratedRegex("name=\"Asked\" value=\"[0-9a-f]{32}\"", RegexOptions.NonBacktracking)]
    private static partial Regex Number();

    private HttpClient Client() => site.CreateDefaultClient(new Uri("http://localhost"));

    private static Task<HttpResponseMessage> GetAsync(HttpClient client, string path, string coding)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept-Encoding", coding);
        return client.SendAsync(request);
    }

    private static async Task<string> ReadAsync(HttpResponseMessage answer, string coding)
    {
        await using var packed = await answer.Content.ReadAsStreamAsync();
        await using Stream open = coding == "br"
            ? new BrotliStream(packed, CompressionMode.Decompress)
            : new GZipStream(packed, CompressionMode.Decompress);
        using var reader = new StreamReader(open);
        return await reader.ReadToEndAsync();
    }
}
