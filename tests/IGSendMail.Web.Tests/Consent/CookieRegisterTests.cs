using IGSendMail.Privacy;
using IGSendMail.Privacy.Consent;
using IGSendMail.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Consent;

public sealed class CookieRegisterTests
{
    [Theory]
    [InlineData("none")]
    [InlineData("reject")]
    [InlineData("accept")]
    public async Task No_page_sets_a_cookie_that_is_not_in_the_register_or_not_allowed(string answer)
    {
        await using var site = new TestSite();
        var visitor = site.Visitor();
        if (answer != "none")
        {
            await visitor.AnswerAsync(answer);
        }

        var allowed = new SiteCookies(new SiteOptions()).All
            .Where(c => answer == "accept" || c.Category == ConsentCategory.Essential)
            .Select(c => c.Name)
            .ToList();
        foreach (var path in Paths(site))
        {
            using var response = await visitor.Client.GetAsync(path);
            var set = response.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [];
            Assert.All(set, cookie => Assert.Contains(cookie.Split('=')[0], allowed));
        }
    }

    [Fact]
    public void Names_are_bound_to_the_host_where_the_site_is_reached_over_https()
    {
        var cookies = new SiteCookies(new SiteOptions { PublicUrl = new("https://igsendmail.com") });

        Assert.All(cookies.All, c => Assert.StartsWith("__Host-", c.Name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Host_bound_cookies_are_secure_and_for_the_whole_site()
    {
        await using var site = new TestSite().With("Site:PublicUrl", "https://igsendmail.com");
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://localhost/privacy/cookies")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["All"] = "reject" }),
        };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");

        var response = await site.Visitor().Client.SendAsync(request);

        var set = response.Headers.GetValues("Set-Cookie").ToList();
        Assert.NotEmpty(set);
        Assert.All(set, cookie =>
        {
            Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal);
            Assert.Contains("; secure", cookie, StringComparison.Ordinal);
            Assert.Contains("; path=/", cookie, StringComparison.Ordinal);
            Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public void Every_cookie_says_what_it_is_for_and_how_long_it_stays() =>
        Assert.All(new SiteCookies(new SiteOptions()).All, c =>
        {
            Assert.EndsWith(".", c.PurposeIn(ConsentVisitor.Words), StringComparison.Ordinal);
            Assert.NotEmpty(c.LifetimeIn(ConsentVisitor.Words));
            Assert.NotEmpty(c.PartyIn(ConsentVisitor.Words));
        });

    /// <summary>Every GET route there is, with something in the place of each parameter.</summary>
    private static IEnumerable<string> Paths(TestSite site) => site.Services.GetRequiredService<EndpointDataSource>()
        .Endpoints.OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") != false)
        .Select(e => "/" + string.Join('/', e.RoutePattern.PathSegments.Select(s => string.Concat(s.Parts.Select(p =>
            p is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal ? literal.Content : "2026-01")))))
        .Append("/no/such/page")
        .Distinct();
}
