using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Html.Parser;
using IGSendMail.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Errors;

public sealed class ErrorPageTests(ErrorPageTests.SiteWithTrouble site) : IClassFixture<ErrorPageTests.SiteWithTrouble>
{
    [Theory]
    [InlineData("GET", "/no-such-page", 404, "We have no such page")]
    [InlineData("GET", "/error/500", 404, "We have no such page")]
    [InlineData("DELETE", "/", 405, "That cannot be done here")]
    [InlineData("GET", "/trouble/400", 400, "That did not reach us whole")]
    [InlineData("GET", "/trouble/403", 403, "This page is not open to you")]
    [InlineData("GET", "/trouble/failure", 500, "Something broke on our side")]
    [InlineData("POST", "/trouble/failure", 500, "Something broke on our side")]
    [InlineData("GET", "/trouble/unreadable", 413, "That is too large")]
    public async Task An_error_keeps_its_status_and_says_in_plain_words_what_to_do(
        string method, string path, int status, string title)
    {
        using var client = site.CreateClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        var answer = await client.SendAsync(request);
        var page = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(title, page.QuerySelector("main h1")!.TextContent);
        Assert.NotEmpty(page.QuerySelectorAll("main a[href='/']"));
        Assert.Contains(title, page.Title, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("link[rel=stylesheet]"));
    }

    [Fact]
    public async Task A_failure_shows_nothing_of_its_cause()
    {
        using var client = site.CreateClient();

        var answer = await client.GetAsync("/trouble/failure");
        var text = await answer.Content.ReadAsStringAsync();

        Assert.DoesNotContain("the secret cause", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        Assert.Contains("Content-Security-Policy", answer.Headers.Select(h => h.Key));
        Assert.Equal(new CacheControlHeaderValue { NoStore = true, NoCache = true }.ToString(), answer.Headers.CacheControl?.ToString());
    }

    [Theory]
    [InlineData("antiforgery=old", "did not reach us whole")]
    [InlineData("of-another-program=1", "Your browser sent no cookie")]
    [InlineData(null, "Your browser sent no cookie")]
    public async Task A_form_without_its_token_is_refused_and_says_so(string? cookie, string words)
    {
        using var client = site.CreateClient();
        using var nothing = new HttpRequestMessage(HttpMethod.Post, "/trouble/form") { Content = new FormUrlEncodedContent([]) };
        if (cookie is not null)
        {
            nothing.Headers.Add("Cookie", cookie);
        }

        var answer = await client.SendAsync(nothing);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(words, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    /// <summary>The site with pages that fail, which it has none of itself.</summary>
    public sealed class SiteWithTrouble : IDisposable
    {
        private readonly TestSite _site = new();
        private readonly WebApplicationFactory<Program> _withTrouble;

        public SiteWithTrouble() => _withTrouble = _site.WithWebHostBuilder(web => web.ConfigureTestServices(
            services => services.AddControllers().AddApplicationPart(typeof(TroubleController).Assembly)));

        public HttpClient CreateClient() => _withTrouble.CreateClient();

        public void Dispose()
        {
            _withTrouble.Dispose();
            _site.Dispose();
        }
    }
}

/// <summary>Pages that fail.</summary>
public sealed class TroubleController : Controller
{
    [HttpGet("/trouble/{status:int}")]
    public IActionResult Answer(int status) => StatusCode(status);

    [HttpGet("/trouble/failure")]
    [HttpPost("/trouble/failure")]
    [IgnoreAntiforgeryToken]
    public IActionResult Fail() => throw new InvalidOperationException("the secret cause");

    [HttpGet("/trouble/unreadable")]
    public IActionResult Unreadable() => throw new BadHttpRequestException("the secret cause", StatusCodes.Status413PayloadTooLarge);

    [HttpPost("/trouble/form")]
    public IActionResult Form() => Ok();
}
