using System.Net;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Consent;
using IGSendMail.Web.Features.Cookies;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Consent;

public sealed class SettingsTests(TestSite site) : IClassFixture<TestSite>
{
    [Fact]
    public async Task The_table_is_the_register()
    {
        var page = await site.Visitor().GetAsync(ConsentVisitor.Settings);

        var rows = page.Document.QuerySelectorAll("table.table tbody tr")
            .Select(r => string.Join('|', r.Children.Select(c => c.TextContent.Trim())));
        var register = site.Services.GetRequiredService<SiteCookies>().Register.Select(e => string.Join(
            '|', e.Name, e.PurposeIn(ConsentVisitor.Words), e.LifetimeIn(ConsentVisitor.Words), e.PartyIn(ConsentVisitor.Words)));
        Assert.Equal(register.Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Essential_cookies_are_always_on_and_have_no_form()
    {
        var page = await site.Visitor().GetAsync(ConsentVisitor.Settings);

        Assert.Contains("Always on", page.TextOf("section[aria-labelledby=essential]"), StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("section[aria-labelledby=essential] form"));
        Assert.NotNull(page.Document.QuerySelector("section[aria-labelledby=analytics] form"));
        Assert.NotNull(page.Document.QuerySelector("section[aria-labelledby=preference] form"));
        Assert.Null(page.Document.QuerySelector("script"));
    }

    [Fact]
    public async Task A_setting_is_remembered_with_preference_consent()
    {
        var visitor = site.Visitor();
        await visitor.ChooseAsync("Preference", "allow");

        var page = await AppearAsync(visitor, "dark");

        Assert.Equal("dark", page.Document.DocumentElement.GetAttribute("data-appearance"));
        Assert.Equal("dark", (await visitor.GetAsync("/privacy")).Document.DocumentElement.GetAttribute("data-appearance"));
        Assert.Contains("appearance", visitor.CookieNames());

        page = await AppearAsync(visitor, "automatic");
        Assert.Equal("automatic", page.Document.DocumentElement.GetAttribute("data-appearance"));
        Assert.DoesNotContain("appearance", visitor.CookieNames());
    }

    [Fact]
    public async Task Without_preference_consent_the_page_says_why_nothing_is_remembered()
    {
        var visitor = site.Visitor();

        var page = await visitor.GetAsync(ConsentVisitor.Settings);
        Assert.Null(page.Document.QuerySelector("#choose-appearance"));
        Assert.Contains("because preference cookies are off", page.Text, StringComparison.Ordinal);

        using var request = new HttpRequestMessage(HttpMethod.Post, "/privacy/cookies/appearance")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["Scheme"] = "dark" }),
        };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        var response = await visitor.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.DoesNotContain("appearance", visitor.CookieNames());
        Assert.Contains("We cannot remember", (await visitor.GetAsync("/")).TextOf("#confirmation"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_left_in_the_browser_is_not_read_without_consent()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("Cookie", "appearance=dark");

        var body = await (await site.CreateClient().SendAsync(request)).Content.ReadAsStringAsync();

        Assert.Contains("data-appearance=\"automatic\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_setting_is_asked_for_again()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/privacy/cookies/appearance")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["Scheme"] = "purple" }),
        };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");

        Assert.Equal(HttpStatusCode.BadRequest, (await site.Visitor().Client.SendAsync(request)).StatusCode);
    }

    private static async Task<Page> AppearAsync(PageVisitor visitor, string scheme) => await visitor.SubmitAsync(
        await visitor.GetAsync(ConsentVisitor.Settings), "#choose-appearance", button: ConsentVisitor.Button("Scheme", scheme));
}
