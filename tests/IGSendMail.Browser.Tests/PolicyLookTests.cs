using System.Text;
using System.Text.RegularExpressions;
using IGSendMail.Web.Features.Shared;
using Microsoft.Playwright;

namespace IGSendMail.Browser.Tests;

[Collection(BrowserTests.Name)]
public sealed partial class PolicyLookTests(SiteInBrowser browser)
{
    [Fact]
    public async Task The_policy_is_printed_on_four_to_five_pages()
    {
        await using var visitor = await browser.VisitorAsync();
        var page = await visitor.NewPageAsync();
        await page.GotoAsync(PrivacyRoutes.Policy);

        var printed = await page.PdfAsync(new PagePdfOptions { PreferCSSPageSize = true });

        Assert.InRange(SheetOfPaper().Count(Encoding.Latin1.GetString(printed)), 4, 5);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        // What is the foot of a table stands at the end of every page that the table reaches.
        Assert.Equal("table-footer-group", await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.print-foot')).display"));
        Assert.Contains("version", await page.Locator(".print-foot").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(360, false)]
    [InlineData(1280, true)]
    public async Task Its_contents_are_folded_on_a_phone_and_seen_beside_the_text_where_there_is_room(int width, bool seen)
    {
        await using var visitor = await browser.VisitorAsync(width);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync(PrivacyRoutes.Policy);
        var first = page.Locator(".policy__contents a").First;

        await Assertions.Expect(first).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Visible = seen });
        if (!seen)
        {
            await page.Locator(".policy__contents summary").PressAsync("Enter");
            await Assertions.Expect(first).ToBeVisibleAsync();
        }
    }

    [GeneratedRegex(@"/Type\s*/Page\b(?!s)", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex SheetOfPaper();
}
