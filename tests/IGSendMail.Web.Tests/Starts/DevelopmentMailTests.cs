using System.Net;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using IGSendMail.Web.Tests.Requests;

namespace IGSendMail.Web.Tests.Starts;

/// <summary>Whoever tries the site out reads in the browser what it has "sent", and nobody else does.</summary>
public sealed class DevelopmentMailTests : IAsyncDisposable
{
    private const string Ann = "ann@example.com", Ben = "ben@example.com";
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Sent_e_mails_are_listed_with_the_newest_first_and_their_links_can_be_followed()
    {
        Assert.Contains("No e-mail yet", (await _site.Visitor().GetAsync(SiteRoutes.DevelopmentMail)).Text, StringComparison.Ordinal);
        await _site.AskAsync(Ann);
        await _site.WorkAsync();
        _site.Time.Advance(TimeSpan.FromMinutes(5));
        await _site.AskAsync(Ben);
        await _site.WorkAsync();
        var visitor = _site.Visitor();

        var list = await visitor.GetAsync(SiteRoutes.DevelopmentMail);

        Assert.Equal([Ben, Ann], list.Document.QuerySelectorAll("tbody tr td:nth-of-type(1)").Select(d => d.TextContent));
        Assert.Equal(2, list.Document.QuerySelectorAll("tbody time").Length);
        var letter = await visitor.GetAsync(list.Document.QuerySelector("tbody a")!.GetAttribute("href")!);
        Assert.Contains(Ben, letter.Text, StringComparison.Ordinal);
        var confirm = Assert.Single(
            letter.Document.QuerySelectorAll("#text a"), a => a.GetAttribute("href")!.Contains(PrivacyRoutes.ConfirmRequest, StringComparison.Ordinal));
        var page = await visitor.GetAsync(new Uri(confirm.GetAttribute("href")!).PathAndQuery);
        Assert.NotNull(page.Document.QuerySelector("#confirm-form"));
    }

    [Fact]
    public async Task An_e_mail_as_mail_programs_show_it_is_kept_apart_from_the_site()
    {
        await _site.AskAsync(Ann);
        await _site.WorkAsync();
        var list = await _site.Visitor().GetAsync(SiteRoutes.DevelopmentMail);
        using var client = _site.CreateClient();

        using var shown = await client.GetAsync(list.Document.QuerySelector("tbody a")!.GetAttribute("href") + "/html");

        Assert.Equal("text/html", shown.Content.Headers.ContentType!.MediaType);
        Assert.Contains("<!doctype html>", await shown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var policy = string.Join(' ', shown.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.EndsWith("sandbox", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", policy, StringComparison.Ordinal);
        using var listed = await client.GetAsync(new Uri(SiteRoutes.DevelopmentMail, UriKind.Relative));
        Assert.DoesNotContain("unsafe-inline", string.Join(' ', listed.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/development/mail/00000000000000000000000000000000")]
    [InlineData("/development/mail/..%2F..%2Figsendmail.db")]
    [InlineData("/development/mail/00000000000000000000000000000000/html")]
    public async Task What_is_no_e_mail_is_not_found(string path)
    {
        await _site.AskAsync(Ann);
        await _site.WorkAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await _site.Visitor().GetAsync(path)).Status);
    }

    [Fact]
    public async Task Outside_Development_there_is_no_such_page()
    {
        using var place = new ProductionPlace();
        await place.MigrateAsync();
        var settings = place.With();

        await place.ServeAsync(settings, async client =>
        {
            foreach (var path in new[] { SiteRoutes.DevelopmentMail, SiteRoutes.DevelopmentMail + "/00000000000000000000000000000000" })
            {
                using var ask = new HttpRequestMessage(HttpMethod.Get, path);
                using var answer = await client.SendAsync(ask);
                Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            }
        });
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task A_start_says_where_it_listens_and_where_the_e_mails_are(string seed)
    {
        using var place = new ProductionPlace();
        var settings = place.With(("ASPNETCORE_ENVIRONMENT", "Development"), ("Site__PublicUrl", null), ("Demo__Seed", seed));

        var said = await ProductionPlace.SaidAsync(settings, until: "Clock__AdvanceDays=31");

        var begins = said.ToList().FindIndex(line => line.Contains("Where to look:", StringComparison.Ordinal));
        Assert.True(begins >= 0);
        var at = said[begins + 1].Trim().TrimEnd('/');
        Assert.StartsWith("http://127.0.0.1:", at, StringComparison.Ordinal);
        Assert.NotEqual(0, new Uri(at).Port);
        Assert.Single(said, line => line.StartsWith($"  {at}/development/mail ", StringComparison.Ordinal));
        Assert.Equal(seed == "true", said.Any(line => line.Contains("four calm paper boats", StringComparison.Ordinal)));
    }
}
