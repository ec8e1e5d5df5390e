using System.Net;
using IGSendMail.Privacy.Policy;
using IGSendMail.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Policy;

/// <summary>The pages of the published policy.</summary>
public sealed class PolicyPageTests(PolicyPageTests.PublishedSite published) : IClassFixture<PolicyPageTests.PublishedSite>
{
    private readonly PageVisitor _visitor = published.Site.Visitor();

    [Fact]
    public async Task The_policy_in_force_is_shown_with_its_version_and_its_day()
    {
        var page = await _visitor.GetAsync("/privacy");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("Privacy policy", page.TextOf("h1"));
        Assert.Contains("Version 2026-01 · In force since 1 January 2026", page.Text, StringComparison.Ordinal);
        Assert.Equal("2026-01-01", page.Document.QuerySelector(".page-head time")?.GetAttribute("datetime"));
    }

    [Fact]
    public async Task Every_clause_has_its_number_its_anchor_and_an_entry_in_the_contents()
    {
        var page = await _visitor.GetAsync("/privacy");

        var clauses = page.Document.QuerySelectorAll(".policy .clause").ToList();
        Assert.Equal(ClauseList.All.Select(c => c.Anchor), clauses.Select(c => c.Id));
        foreach (var clause in ClauseList.All)
        {
            Assert.Equal($"{clause.Number} {clause.Title}", page.TextOf($"#{clause.Anchor} h2"));
            Assert.Equal(clause.Title, page.TextOf($".policy__contents a[href='#{clause.Anchor}']"));
        }
    }

    [Fact]
    public async Task What_is_in_short_stands_beside_its_clause()
    {
        var page = await _visitor.GetAsync("/privacy");

        Assert.Contains("your lists are deleted within 30 days", page.TextOf("#data-retention .in-short"), StringComparison.Ordinal);
        Assert.DoesNotContain("In short:", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Kept:", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_id_is_there_once_and_every_link_within_the_page_leads_somewhere()
    {
        var page = await _visitor.GetAsync("/privacy");

        var ids = page.Document.QuerySelectorAll("[id]").Select(e => e.Id!).ToList();
        Assert.Equal(ids.Distinct(StringComparer.Ordinal), ids);
        Assert.All(page.Document.QuerySelectorAll("main a[href^='#']"), a => Assert.Contains(a.GetAttribute("href")![1..], ids));
    }

    [Theory]
    [InlineData("/privacy")]
    [InlineData("/privacy/versions")]
    [InlineData("/privacy/versions/2026-01")]
    [InlineData("/privacy/subprocessors")]
    public async Task The_contact_stands_on_every_page(string path)
    {
        var page = await _visitor.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.NotNull(page.Document.QuerySelector("[aria-labelledby=privacy-contact] a[href='mailto:privacy@igsendmail.com']"));
        Assert.Contains("IGSendMail LLC, United States", page.Text, StringComparison.Ordinal);
        Assert.NotEqual("IGSendMail", page.Document.Title);
        Assert.Single(page.Document.QuerySelectorAll("h1"));
    }

    [Fact]
    public async Task The_list_of_versions_leads_to_each_of_them()
    {
        var list = await _visitor.GetAsync("/privacy/versions");

        var version = await _visitor.GetAsync(list.Document.QuerySelector(".timeline a")!.GetAttribute("href")!);

        Assert.Equal(HttpStatusCode.OK, version.Status);
        Assert.Contains("Version 2026-01 · In force since 1 January 2026", version.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-02")]
    [InlineData("..%2F2026-01")]
    [InlineData("2026-01.md")]
    public async Task An_unknown_version_is_not_found(string version)
    {
        var page = await _visitor.GetAsync($"/privacy/versions/{version}");

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
    }

    [Fact]
    public async Task The_register_says_who_what_for_and_what_is_not_named_yet()
    {
        var page = await _visitor.GetAsync("/privacy/subprocessors");

        var stripe = page.Document.QuerySelectorAll("tbody tr").Single(r => r.QuerySelector("th")!.TextContent == "Stripe");
        Assert.Equal(
            ["Payment processing, for billing", "account, billing data", "not named yet", "not named yet", "not named yet"],
            stripe.QuerySelectorAll("td").Select(c => c.TextContent.Trim()));
        Assert.NotNull(page.Document.QuerySelector(".notice--attention"));
        Assert.Contains("Analytics tools", page.TextOf("[aria-labelledby=no-recipient]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_load_is_recorded_once_and_stays()
    {
        var site = published.Site;
        var first = await site.InDatabaseAsync(db => db.PolicyLoads().SingleAsync());
        Assert.Equal(("2026-01", PublishedSite.Start), (first.Version, first.FirstLoadedAt));

        site.Time.Advance(TimeSpan.FromMinutes(1));
        await site.Services.GetRequiredService<PolicyLoads>().RecordAsync(default);

        Assert.Equal(PublishedSite.Start, (await site.InDatabaseAsync(db => db.PolicyLoads().SingleAsync())).FirstLoadedAt);
    }

    public sealed class PublishedSite : IDisposable
    {
        public static readonly DateTimeOffset Start = new(2026, 11, 10, 12, 0, 0, TimeSpan.Zero);

        public PublishedSite() => _ = Site.Services;

        public TestSite Site { get; } = new();

        public void Dispose() => Site.Dispose();
    }
}
