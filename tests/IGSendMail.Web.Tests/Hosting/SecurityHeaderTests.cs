using System.Net;
using IGSendMail.Testing;

namespace IGSendMail.Web.Tests.Hosting;

public sealed class SecurityHeaderTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/site.css")]
    [InlineData("/no-such-page")]
    public async Task Every_answer_forbids_all_that_the_site_does_not_use(string path)
    {
        await using var site = new TestSite();

        var answer = (await site.Visitor().GetAsync(path)).Response;

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'; base-uri 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("strict-origin-when-cross-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.Contains("camera=()", Assert.Single(answer.Headers.GetValues("Permissions-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_has_nothing_inline_that_the_policy_would_stop()
    {
        await using var site = new TestSite();

        var page = await site.Visitor().GetAsync("/");

        Assert.Empty(page.Document.QuerySelectorAll("script, style, [style]"));
        Assert.DoesNotContain(
            page.Document.All.SelectMany(e => e.Attributes), a => a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_sheet_is_named_after_its_content_so_that_browsers_may_keep_it()
    {
        await using var site = new TestSite();
        var visitor = site.Visitor();
        var page = await visitor.GetAsync("/");

        var address = page.Document.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!;
        var sheet = await visitor.GetAsync(address);

        Assert.NotEqual("/site.css", address);
        Assert.Equal(HttpStatusCode.OK, sheet.Status);
        Assert.Equal("text/css", sheet.Response.Content.Headers.ContentType?.MediaType);
        Assert.NotNull(sheet.Response.Headers.ETag);
    }

    [Fact]
    public async Task A_site_in_the_open_on_this_machine_does_not_ask_for_TLS()
    {
        await using var site = new TestSite();

        var page = await site.Visitor().GetAsync("/");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.False(page.Response.Headers.Contains("Strict-Transport-Security"));
    }
}
