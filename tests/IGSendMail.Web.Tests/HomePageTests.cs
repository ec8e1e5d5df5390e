using System.Globalization;
using System.IO.Compression;
using System.Net;
using IGSendMail.Privacy.Policy;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace IGSendMail.Web.Tests;

public sealed class HomePageTests(TestSite site, ITestOutputHelper output) : IClassFixture<TestSite>
{
    /// <summary>Ten packets, which a server sends before it hears from the browser (RFC 6928).</summary>
    private const int FirstFlight = 14_600;

    [Fact]
    public async Task The_first_page_says_what_this_is_shows_it_and_leads_to_where_one_starts()
    {
        var page = await site.Visitor().GetAsync(SiteRoutes.Home);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("is an e-mail marketing platform", page.TextOf(".lead"), StringComparison.Ordinal);
        Assert.Equal(
            [PrivacyRoutes.Policy, PrivacyRoutes.NewRequest, SiteRoutes.Register],
            page.Document.QuerySelectorAll(".page-head .button").Select(link => link.GetAttribute("href")));
        Assert.Contains("the receipt that follows", page.Document.QuerySelector(".picture [role=img]")!.GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_figure_on_it_is_one_of_the_policy_in_force()
    {
        var figures = site.Services.GetRequiredService<PolicyShelf>().Snapshot().InForce.Commitments;

        var page = await site.Visitor().GetAsync(SiteRoutes.Home);

        Assert.Equal(
            [figures.Answer, figures.SubscriberDataGone, figures.AccountDataKept, figures.Notice],
            page.Document.QuerySelectorAll(".figures dd").Select(said => TimeSpan.FromDays(int.Parse(said.TextContent.Split(' ')[0], CultureInfo.InvariantCulture))));
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"1 of {figures.Answer.TotalDays}"), page.TextOf(".picture .clock__figure"));
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"at day 1 of {figures.Answer.TotalDays},"), page.Document.QuerySelector(".picture [role=img]")!.GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_of_a_first_visit_fits_what_a_server_sends_before_it_hears_from_the_browser()
    {
        using var client = site.CreateDefaultClient(new Uri("http://localhost"));
        var page = await site.Visitor().GetAsync(SiteRoutes.Home);
        var files = page.Document.QuerySelectorAll("head link[href]").Select(link => link.GetAttribute("href")!).ToList();
        Assert.Equal(3, files.Count);
        Assert.Empty(page.Document.QuerySelectorAll("img, script, iframe"));

        var whole = 0;
        foreach (var path in files.Prepend(SiteRoutes.Home))
        {
            using var answer = await client.GetAsync(path);
            var head = answer.Headers.Concat(answer.Content.Headers).Sum(h => h.Value.Sum(value => h.Key.Length + value.Length + 4)) + 19;
            var body = Packed(await answer.Content.ReadAsByteArrayAsync());
            output.WriteLine($"{path}: {body} bytes and {head} of headers");
            whole += body + head;
        }

        output.WriteLine($"in all: {whole}");
        Assert.InRange(whole, 1, FirstFlight);
    }

    /// <summary>As it is sent once the site is published; a test serves the files as they are.</summary>
    private static int Packed(byte[] file)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            brotli.Write(file);
        }

        return (int)packed.Length;
    }
}
