using IGSendMail.Privacy.Purposes;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Cookies;
using IGSendMail.Web.Tests.Accounts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace IGSendMail.Web.Tests.Consent;

/// <summary>
/// Every route, with every choice, with and without Global Privacy Control, before and after a withdrawal: no cookie
/// that was not allowed, no other site in the content policy, no page view.
/// </summary>
public sealed class SweepTests(ITestOutputHelper output) : IAsyncDisposable
{
    private const string Origin = "https://stats.example.com";

    private readonly TestSite _site = new TestSite()
        .With("Analytics:Matomo:Url", Origin).With("Analytics:Matomo:SiteId", "1");

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    // What the visitor did, the signal, what is allowed then.
    [InlineData("nothing", false, false, false)]
    [InlineData("nothing", true, false, false)]
    [InlineData("reject", false, false, false)]
    [InlineData("reject", true, false, false)]
    [InlineData("accept", false, true, true)]
    [InlineData("accept", true, false, false)]
    [InlineData("accept despite the signal", true, true, true)]
    [InlineData("analytics", false, true, false)]
    [InlineData("analytics", true, false, false)]
    [InlineData("preference", false, false, true)]
    [InlineData("preference", true, false, false)]
    [InlineData("withdraw", false, false, false)]
    [InlineData("withdraw", true, false, false)]
    [InlineData("signed in", false, false, false)]
    [InlineData("signed in", true, false, false)]
    public async Task Nothing_optional_happens_that_was_not_allowed(string choice, bool signal, bool analytics, bool preference)
    {
        var visitor = _site.Visitor();
        await ChooseAsync(visitor, choice);
        if (signal)
        {
            visitor.Headers["Sec-GPC"] = "1";
        }

        var before = (await _site.PageViewsAsync()).Count;
        var allowed = _site.Services.GetRequiredService<SiteCookies>().All.Where(c => c.Category switch
        {
            ConsentCategory.Analytics => analytics,
            ConsentCategory.Preference => preference,
            _ => true,
        }).Select(c => c.Name).ToList();
        var routes = Paths(_site).ToList();
        foreach (var path in routes)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            foreach (var (name, value) in visitor.Headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            using var response = await visitor.Client.SendAsync(request);
            Assert.NotEqual(500, (int)response.StatusCode);
            Assert.All(Set(response), cookie => Assert.Contains(cookie.Split('=')[0], allowed));
            Assert.Equal(
                analytics, response.Headers.GetValues("Content-Security-Policy").Single().Contains(Origin, StringComparison.Ordinal));
            Assert.Equal(
                analytics && IsPage(response), (await response.Content.ReadAsStringAsync()).Contains("matomo.js", StringComparison.Ordinal));
        }

        var counted = (await _site.PageViewsAsync()).Count - before;
        output.WriteLine($"{choice}, signal {signal}: {routes.Count} routes, {counted} page views");
        Assert.Equal(analytics, counted > 0);
    }

    private static async Task ChooseAsync(PageVisitor visitor, string choice)
    {
        switch (choice)
        {
            case "reject" or "accept":
                await visitor.AnswerAsync(choice);
                break;
            case "accept despite the signal":
                visitor.Headers["Sec-GPC"] = "1";
                await visitor.SubmitAsync(
                    await visitor.GetAsync(ConsentVisitor.Settings), "#all", button: ConsentVisitor.Button("All", "accept"));
                break;
            case "analytics":
                await visitor.ChooseAsync("Analytics", "allow");
                break;
            case "preference":
                await visitor.ChooseAsync("Preference", "allow");
                break;
            case "withdraw":
                await visitor.AnswerAsync("accept");
                await visitor.SubmitAsync(
                    await visitor.GetAsync(ConsentVisitor.Settings), "#all", button: ConsentVisitor.Button("All", "reject"));
                break;
            case "signed in":
                await visitor.RegisterAsync();
                break;
        }
    }

    private static IEnumerable<string> Set(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Set-Cookie", out var set) ? set : [];

    private static bool IsPage(HttpResponseMessage response) => response.Content.Headers.ContentType?.MediaType == "text/html";

    /// <summary>Every GET route there is, with something in the place of each parameter.</summary>
    private static IEnumerable<string> Paths(TestSite site) => site.Services.GetRequiredService<EndpointDataSource>()
        .Endpoints.OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") != false)
        .Select(e => "/" + string.Join('/', e.RoutePattern.PathSegments.Select(s => string.Concat(s.Parts.Select(Value)))))
        .Append("/no/such/page")
        .Distinct();

    private static string Value(RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternParameterPart { ParameterPolicies: [{ Content: "guid" }, ..] } => "01932f5e-0000-7000-8000-000000000001",
        _ => "2026-01",
    };
}
