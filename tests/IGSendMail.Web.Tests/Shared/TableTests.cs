using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Tests.Shared;

/// <summary>What a plain table of a view becomes, so that it can be shown as blocks.</summary>
public sealed class TableTests(TestSite site) : IClassFixture<TestSite>
{
    [Theory]
    [InlineData(PrivacyRoutes.Cookies)]
    [InlineData(PrivacyRoutes.Cookies + "?lang=fr")]
    [InlineData(PrivacyRoutes.PersonalData)]
    [InlineData(PrivacyRoutes.Subprocessors)]
    public async Task Every_value_carries_the_name_of_its_column_and_every_part_says_its_role(string path)
    {
        var page = await site.Visitor().GetAsync(path);

        var tables = page.Document.QuerySelectorAll<IHtmlTableElement>("table").ToList();
        Assert.NotEmpty(tables);
        foreach (var table in tables)
        {
            var columns = table.Head!.QuerySelectorAll("th").Select(h => h.TextContent).ToList();
            Assert.Equal("table", table.GetAttribute("role"));
            Assert.All(table.QuerySelectorAll("thead, tbody"), group => Assert.Equal("rowgroup", group.GetAttribute("role")));
            Assert.All(table.QuerySelectorAll("thead th"), heading => Assert.Equal("columnheader", heading.GetAttribute("role")));
            Assert.All(table.Rows, row => Assert.Equal("row", row.GetAttribute("role")));
            foreach (var row in table.QuerySelectorAll("tbody tr"))
            {
                Assert.Equal("rowheader", Assert.Single(row.QuerySelectorAll("th[scope=row]")).GetAttribute("role"));
                Assert.Equal(columns, row.Children.Select(cell => cell.GetAttribute("data-label")));
                Assert.All(row.QuerySelectorAll("td"), cell => Assert.Equal("cell", cell.GetAttribute("role")));
            }
        }
    }

    [Fact]
    public async Task A_region_that_can_scroll_is_called_what_its_table_is_called()
    {
        var page = await site.Visitor().GetAsync(PrivacyRoutes.Cookies + "?lang=de");

        var regions = page.Document.QuerySelectorAll(".table-scroll").ToList();
        Assert.Equal(3, regions.Count);
        Assert.All(regions, region => Assert.Equal(region.QuerySelector("caption")!.TextContent, region.GetAttribute("aria-label")));
        Assert.Equal(3, regions.Select(region => region.GetAttribute("aria-label")).Distinct().Count());
    }
}
