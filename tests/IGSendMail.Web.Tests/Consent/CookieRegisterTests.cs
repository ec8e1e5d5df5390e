using IGSendMail.Privacy.Settings;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Consent;
using IGSendMail.Web.Features.Cookies;

namespace IGSendMail.Web.Tests.Consent;

public sealed class CookieRegisterTests
{
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
}
