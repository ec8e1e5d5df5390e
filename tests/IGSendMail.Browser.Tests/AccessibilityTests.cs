using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace IGSendMail.Browser.Tests;

[Collection(BrowserTests.Name)]
public sealed class AccessibilityTests(SiteInBrowser browser)
{
    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    public async Task No_public_page_has_a_fault_that_axe_can_find(int width, ColorScheme scheme)
    {
        await using var checker = await browser.CheckerAsync(width, scheme);

        var wrong = await PublicPages.VisitAsync(checker, async page =>
            (await page.RunAxe()).Violations.Select(v =>
                $"{v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Select(n => n.Html))}"));

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task What_is_read_has_a_contrast_of_seven_to_one(ColorScheme scheme)
    {
        await using var checker = await browser.CheckerAsync(scheme: scheme);
        var enhanced = new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast-enhanced"] } };

        var wrong = await PublicPages.VisitAsync(checker, async page =>
        {
            var found = await page.RunAxe(enhanced);
            Assert.NotEmpty(found.Passes);
            return found.Violations.SelectMany(v => v.Nodes).Select(n => n.Html);
        });
        var form = await checker.NewPageAsync();
        await Scenes.OpenAsync("request-form-errors", form, browser.Site);
        wrong = [.. wrong, .. (await form.RunAxe(enhanced)).Violations.SelectMany(v => v.Nodes).Select(n => n.Html)];

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task On_a_phone_no_page_scrolls_sideways()
    {
        await using var visitor = await browser.VisitorAsync(width: 360);

        var wrong = await PublicPages.VisitAsync(visitor, async page =>
            await page.EvaluateAsync<int>("document.documentElement.scrollWidth") is > 360 and var width
                ? [$"{width} pixels wide"]
                : []);

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task What_one_presses_is_at_least_24_pixels_high_and_wide()
    {
        await using var visitor = await browser.VisitorAsync(width: 360);

        // Links inside a sentence are exempt (WCAG 2.2, 2.5.8); these are not.
        var wrong = await PublicPages.VisitAsync(visitor, async page => await page.EvaluateAsync<string[]>(
            """
            [...document.querySelectorAll('button, .button, nav a, .site-foot a, .brand, input:not([type=hidden]), select, textarea')]
              .filter(e => e.checkVisibility())
              .map(e => [e, e.getBoundingClientRect()])
              .filter(([e, box]) => box.width < 24 || box.height < 24)
              .map(([e, box]) => `${e.outerHTML.slice(0, 80)} is ${box.width} by ${box.height}`)
            """));

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Every_page_has_one_heading_of_the_first_level_a_title_and_a_language()
    {
        await using var visitor = await browser.VisitorAsync();

        var wrong = await PublicPages.VisitAsync(visitor, async page =>
        {
            var found = new List<string>();
            if (await page.Locator("h1").CountAsync() is not 1 and var count)
            {
                found.Add($"{count} first headings");
            }

            if (!(await page.TitleAsync()).EndsWith(" · IGSendMail", StringComparison.Ordinal))
            {
                found.Add($"the title is \"{await page.TitleAsync()}\"");
            }

            if (await page.Locator("html").GetAttributeAsync("lang") != "en")
            {
                found.Add("no language");
            }

            return found;
        });

        Assert.Empty(wrong);
    }
}
