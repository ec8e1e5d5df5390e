using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using IGSendMail.Web.Tests.Accounts;

namespace IGSendMail.Web.Tests.Shared;

/// <summary>The summary of what is wrong, on whole pages: it stands above fields that are rendered after it.</summary>
public sealed class SummaryPageTests(TestSite site) : IClassFixture<TestSite>
{
    [Theory]
    [InlineData(SiteRoutes.Register, "#register", 4)]
    [InlineData(PrivacyRoutes.NewRequest, "#request-form", 2)]
    public async Task An_empty_form_is_answered_with_links_in_the_order_of_the_fields(string path, string form, int atLeast)
    {
        var visitor = site.Visitor();

        var page = await visitor.SubmitAsync(await visitor.GetAsync(path), form);

        var links = page.Document.QuerySelectorAll("#problems a").Select(a => a.GetAttribute("href")!).ToList();
        Assert.True(links.Count >= atLeast, string.Join(' ', links));
        var all = page.Document.All.ToList();
        var places = links.Select(link => all.IndexOf(page.Document.QuerySelector(link)!)).ToList();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
        Assert.Equal(links.Count, links.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_wrong_password_on_the_page_of_cancelling_leads_to_its_field()
    {
        var visitor = site.Visitor();
        await visitor.RegisterAsync();

        var page = await visitor.SubmitAsync(
            await visitor.GetAsync(SiteRoutes.Cancel), "#cancel", new Dictionary<string, string> { ["Password"] = "not the password" });

        var link = page.Document.QuerySelector("#problems a")!.GetAttribute("href")!;
        Assert.Equal("password", page.Document.QuerySelector(link)!.GetAttribute("type"));
    }
}
