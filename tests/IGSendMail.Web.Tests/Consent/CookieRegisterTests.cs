using System.Globalization;
using IGSendMail.Privacy.Purposes;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Consent;
using IGSendMail.Web.Features.Cookies;
using IGSendMail.Web.Features.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Consent;

public sealed class CookieRegisterTests(TestSite site) : IClassFixture<TestSite>
{
    private IReadOnlyList<CookieKind> Kinds => site.Services.GetRequiredService<WordBook>().All<CookieKind>();

    [Fact]
    public void Names_are_bound_to_the_host_where_the_site_is_reached_over_https()
    {
        var cookies = new SiteCookies(new SiteOptions { PublicUrl = new("https://igsendmail.com") }, Kinds);

        Assert.All(cookies.All, c => Assert.StartsWith("__Host-", c.Name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Host_bound_cookies_are_secure_and_for_the_whole_site()
    {
        await using var secure = new TestSite().With("Site:PublicUrl", "https://igsendmail.com");
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://localhost/privacy/cookies")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["All"] = "reject" }),
        };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");

        var response = await secure.Visitor().Client.SendAsync(request);

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
        Assert.All(new SiteCookies(new SiteOptions(), Kinds).All, c =>
        {
            Assert.EndsWith(".", c.PurposeIn(ConsentVisitor.Words), StringComparison.Ordinal);
            Assert.NotEmpty(c.LifetimeIn(ConsentVisitor.Words));
            Assert.NotEmpty(c.PartyIn(ConsentVisitor.Words));
        });

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    [InlineData("fr")]
    [InlineData("es")]
    public void Every_purpose_brings_its_words_in_every_language(string language)
    {
        var culture = language == SiteLanguages.OfSite ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(language);

        Assert.All(site.Services.GetRequiredService<WordBook>().All<CookiePurpose>(), purpose =>
        {
            var texts = purpose.Texts.GetResourceSet(culture, createIfNotExists: true, tryParents: false);
            Assert.NotNull(texts);
            Assert.False(string.IsNullOrWhiteSpace(texts.GetString($"Purpose.{purpose}")), $"Purpose.{purpose}");
            if (purpose.Category != ConsentCategory.Essential)
            {
                Assert.False(string.IsNullOrWhiteSpace(texts.GetString($"Short.{purpose}")), $"Short.{purpose}");
            }

            foreach (var kind in Kinds.Where(k => k.Purpose == purpose && k.Lifetime is null))
            {
                Assert.False(string.IsNullOrWhiteSpace(texts.GetString($"Lifetime.{kind}")), $"Lifetime.{kind}");
            }
        });
    }
}
