using System.Net;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Consent;

public sealed class SameOriginTests(TestSite site) : IClassFixture<TestSite>
{
    [Theory]
    // Sec-Fetch-Site, Origin, answer → status, saved
    [InlineData("same-origin", null, "accept", HttpStatusCode.SeeOther)]
    [InlineData("same-origin", "null", "accept", HttpStatusCode.SeeOther)]
    [InlineData(null, "http://localhost", "accept", HttpStatusCode.SeeOther)]
    [InlineData(null, "http://localhost:5080", "accept", HttpStatusCode.SeeOther)]
    [InlineData(null, null, "accept", HttpStatusCode.Forbidden)]
    [InlineData(null, "null", "accept", HttpStatusCode.Forbidden)]
    [InlineData(null, null, "reject", HttpStatusCode.SeeOther)]
    [InlineData(null, "null", "reject", HttpStatusCode.SeeOther)]
    [InlineData("cross-site", null, "reject", HttpStatusCode.Forbidden)]
    [InlineData("cross-site", "http://localhost", "accept", HttpStatusCode.Forbidden)]
    [InlineData("same-site", null, "accept", HttpStatusCode.Forbidden)]
    [InlineData("none", null, "accept", HttpStatusCode.Forbidden)]
    [InlineData(null, "https://evil.example", "accept", HttpStatusCode.Forbidden)]
    [InlineData(null, "https://evil.example", "reject", HttpStatusCode.Forbidden)]
    [InlineData(null, "http://localhost.evil.example", "accept", HttpStatusCode.Forbidden)]
    public async Task A_choice_counts_by_where_it_came_from(string? site, string? origin, string answer, HttpStatusCode status)
    {
        var response = await PostAsync(ConsentVisitor.Settings, site, origin, new() { ["All"] = answer, ["Shown"] = await ShownAsync() });

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(status == HttpStatusCode.SeeOther, SetsConsent(response));
    }

    [Theory]
    [InlineData("words-of-last-year")]
    [InlineData("")]
    public async Task A_stale_page_can_refuse_but_not_grant(string shown)
    {
        var accepted = await PostAsync(ConsentVisitor.Settings, "same-origin", null, new() { ["All"] = "accept", ["Shown"] = shown });
        var refused = await PostAsync(ConsentVisitor.Settings, "same-origin", null, new() { ["All"] = "reject", ["Shown"] = shown });

        Assert.Equal(HttpStatusCode.BadRequest, accepted.StatusCode);
        Assert.False(SetsConsent(accepted));
        Assert.Contains("Our words have changed", await accepted.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, refused.StatusCode);
        Assert.True(SetsConsent(refused));
    }

    [Theory]
    [InlineData("All", "maybe")]
    [InlineData("Analytics", "on")]
    [InlineData("Essential", "refuse")]
    public async Task An_answer_that_is_none_is_asked_for_again(string name, string value)
    {
        var response = await PostAsync(ConsentVisitor.Settings, "same-origin", null, new() { [name] = value });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.False(SetsConsent(response));
        Assert.Contains("press one of the buttons", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_is_not_remembered_for_a_form_of_another_site()
    {
        var response = await PostAsync("/privacy/cookies/appearance", "cross-site", null, new() { ["Scheme"] = "dark" });

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public void The_endpoints_without_token_are_exactly_the_listed_ones()
    {
        var marked = site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<SameOriginAttribute>() is not null)
            .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/'));

        Assert.Equal(SameOriginEndpoints.Routes.Order(StringComparer.Ordinal), marked.Order(StringComparer.Ordinal));
        Assert.IsAssignableFrom<IgnoreAntiforgeryTokenAttribute>(new SameOriginAttribute());
    }

    private async Task<string> ShownAsync()
    {
        var page = await site.Visitor().GetAsync(ConsentVisitor.Settings);
        return page.Document.QuerySelector("input[name=Shown]")!.GetAttribute("value")!;
    }

    private static bool SetsConsent(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Set-Cookie", out var set) && set.Any(c => c.StartsWith("consent=", StringComparison.Ordinal));

    private async Task<HttpResponseMessage> PostAsync(string path, string? fetchSite, string? origin, Dictionary<string, string> fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) };
        if (fetchSite is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", fetchSite);
        }

        if (origin is not null)
        {
            request.Headers.TryAddWithoutValidation("Origin", origin);
        }

        var client = site.Visitor().Client;
        var sent = await client.SendAsync(request);
        return sent.Headers.Location?.OriginalString == PrivacyRoutes.CookiesKept ? await client.GetAsync(sent.Headers.Location) : sent;
    }
}
