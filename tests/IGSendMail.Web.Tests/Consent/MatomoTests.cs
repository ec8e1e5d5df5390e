using System.Security.Cryptography;
using IGSendMail.Privacy.Settings;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Consent.Matomo;
using Microsoft.Extensions.Configuration;

namespace IGSendMail.Web.Tests.Consent;

public sealed class MatomoTests : IAsyncDisposable
{
    private const string Origin = "https://stats.example.com";

    private readonly TestSite _site = new TestSite()
        .With("Analytics:Matomo:Url", $"{Origin}/matomo").With("Analytics:Matomo:SiteId", "7");

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Without_consent_no_page_and_no_rule_names_it()
    {
        var visitor = _site.Visitor();

        foreach (var answer in new[] { "none", "reject" })
        {
            var page = answer == "none" ? await visitor.GetAsync("/privacy") : await visitor.AnswerAsync(answer);
            Assert.Empty(page.Document.QuerySelectorAll("script"));
            Assert.DoesNotContain(Origin, PolicyOf(page), StringComparison.Ordinal);
            Assert.DoesNotContain("script-src", PolicyOf(page), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task With_consent_it_runs_by_the_content_of_our_script_and_is_told_the_kind_of_page_alone()
    {
        var visitor = _site.Visitor();
        await visitor.AnswerAsync("accept");

        var page = await visitor.GetAsync("/privacy/versions/2026-01?secret=canary");

        var scripts = page.Document.QuerySelectorAll("script").ToList();
        Assert.Equal(["/matomo-start.js", $"{Origin}/matomo/matomo.js"], scripts.Select(s => s.GetAttribute("src")));
        Assert.Equal("/privacy/versions/{version}", scripts[0].GetAttribute("data-page"));
        Assert.Equal("7", scripts[0].GetAttribute("data-site"));
        Assert.All(scripts, s => Assert.Empty(s.TextContent));
        var served = await visitor.Client.GetByteArrayAsync("/matomo-start.js");
        var hash = "sha256-" + Convert.ToBase64String(SHA256.HashData(served));
        Assert.Equal(hash, scripts[0].GetAttribute("integrity"));
        Assert.Contains($"script-src '{hash}' {Origin}; connect-src 'self' {Origin}; ", PolicyOf(page), StringComparison.Ordinal);
        Assert.Contains($"img-src 'self' {Origin}; ", PolicyOf(page), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", PolicyOf(page), StringComparison.Ordinal);
        Assert.DoesNotContain("nonce", PolicyOf(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Withdrawal_takes_it_out_of_the_very_next_page()
    {
        var visitor = _site.Visitor();
        await visitor.AnswerAsync("accept");
        Assert.Contains(Origin, PolicyOf(await visitor.GetAsync("/")), StringComparison.Ordinal);

        var page = await visitor.ChooseAsync("Analytics", "refuse");

        Assert.DoesNotContain(Origin, PolicyOf(page), StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("script"));
    }

    [Fact]
    public async Task It_stands_in_the_table_of_the_settings()
    {
        var page = await _site.Visitor().GetAsync(ConsentVisitor.Settings);

        var row = page.Document.QuerySelectorAll("section[aria-labelledby=analytics] tbody tr").Single(r => r.TextContent.Contains(Origin, StringComparison.Ordinal));
        Assert.Contains("Matomo at stats.example.com, run for IGSendMail", row.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stats.example.com", "1", "Analytics:Matomo:Url")]
    [InlineData("http://stats.example.com", "1", "Analytics:Matomo:Url")]
    [InlineData("javascript:alert(1)", "1", "Analytics:Matomo:Url")]
    [InlineData("https://stats.example.com", null, "Analytics:Matomo:SiteId")]
    [InlineData("https://stats.example.com", "0", "Analytics:Matomo:SiteId")]
    [InlineData("https://stats.example.com", "x", "Analytics:Matomo:SiteId")]
    public void A_wrong_setting_is_named(string url, string? id, string key)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Analytics:Matomo:Url"] = url,
            ["Analytics:Matomo:SiteId"] = id,
        }).Build();

        var wrong = Assert.Throws<InvalidSettingException>(() => MatomoOptions.Read(configuration));

        Assert.Contains(key, wrong.Message, StringComparison.Ordinal);
    }

    private static string PolicyOf(Page page) => page.Response.Headers.GetValues("Content-Security-Policy").Single();
}
