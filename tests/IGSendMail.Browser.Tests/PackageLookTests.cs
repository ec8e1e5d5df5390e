using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace IGSendMail.Browser.Tests;

/// <summary>The page of a package on paper, and for people who do not see it.</summary>
[Collection(BrowserTests.Name)]
public sealed class PackageLookTests(SiteInBrowser browser)
{
    /// <summary>A4 without the margins that the page sets, in pixels of 1/96 inch.</summary>
    private const int Paper = (210 - 28) * 96 * 10 / 254;

    [Fact]
    public async Task On_paper_nothing_is_cut_off_and_the_summary_stands_on_the_first_sheet()
    {
        await using var visitor = await browser.VisitorAsync(Paper, ColorScheme.Dark);
        var page = await visitor.NewPageAsync();
        await OpenAsync(page);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        Assert.Equal(Paper, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.Empty(await page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.textContent.slice(0, 60))"));
        Assert.InRange(await page.EvaluateAsync<double>("document.querySelector('.short').getBoundingClientRect().bottom"), 1, 1000);
        // Ink on white, whatever the screen looks like.
        Assert.Equal("rgb(0, 0, 0)", await page.EvaluateAsync<string>("getComputedStyle(document.body).color"));
        Assert.NotEmpty(await page.PdfAsync(new PagePdfOptions { PreferCSSPageSize = true }));
    }

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    public async Task It_has_no_fault_that_axe_can_find(int width, ColorScheme scheme)
    {
        await using var checker = await browser.CheckerAsync(width, scheme);
        var page = await checker.NewPageAsync();
        await OpenAsync(page);

        Assert.Empty((await page.RunAxe()).Violations.Select(v => $"{v.Id}: {string.Join(" | ", v.Nodes.Select(n => n.Html))}"));
    }

    private Task OpenAsync(IPage page) => Scenes.OpenAsync("package", page, browser.Site);
}
