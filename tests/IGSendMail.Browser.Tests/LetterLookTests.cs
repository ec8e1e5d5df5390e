using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Requests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace IGSendMail.Browser.Tests;

/// <summary>E-mails as a program shows them that takes their HTML.</summary>
[Collection(BrowserTests.Name)]
public sealed class LetterLookTests(SiteInBrowser browser)
{
    [Theory]
    [InlineData(360)]
    [InlineData(600)]
    public async Task A_long_address_wraps(int width)
    {
        await using var visitor = await browser.VisitorAsync(width);
        var page = await visitor.NewPageAsync();
        await Scenes.OpenAsync("account-new", page, browser.Site);
        // A browser may break a line after a hyphen, which a random secret has or has not.
        var letter = (await Scenes.NewestAsync<ConfirmAddressLetter>(browser.Site)) with { Token = new string('x', 43) };
        var html = await browser.Site.InScopeAsync(services => Task.FromResult(services.GetRequiredService<LetterTemplates>().Render(letter).Html));

        // Our own pages take no HTML from a script.
        await page.GotoAsync("about:blank");
        await page.SetContentAsync(html);

        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        // One word of an address is longer than a phone is wide.
        await page.SetContentAsync(html.Replace("overflow-wrap:anywhere", "", StringComparison.Ordinal));
        Assert.Equal(width == 360, await page.EvaluateAsync<int>("document.documentElement.scrollWidth") > width);
    }

    [Theory]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    [InlineData(600, ColorScheme.Light)]
    [InlineData(600, ColorScheme.Dark)]
    public async Task It_has_a_heading_one_button_with_its_address_beneath_a_list_and_colours_that_can_be_read(int width, ColorScheme scheme)
    {
        await using var checker = await browser.CheckerAsync(width, scheme);
        var page = await checker.NewPageAsync();
        var rendered = await browser.Site.InScopeAsync(services => Task.FromResult(services.GetRequiredService<LetterTemplates>().Render(Deleted)));
        await page.GotoAsync("about:blank");

        await page.SetContentAsync(rendered.Html);

        Assert.Equal(rendered.Subject, await page.InnerTextAsync("h1"));
        var address = await page.GetAttributeAsync(".button", "href");
        Assert.Equal(1, await page.Locator(".button").CountAsync());
        Assert.Equal(address, await page.InnerTextAsync(".button ~ a, p:has(.button) + p a"));
        Assert.Contains(address!, rendered.Text, StringComparison.Ordinal);
        Assert.Equal(["Account: 1 record", "People on your lists: 1,204 records"], await page.Locator("ul").First.Locator("li").AllInnerTextsAsync());
        var dark = await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 26)";
        Assert.Equal(scheme == ColorScheme.Dark, dark);
        var contrast = await page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast-enhanced"] } });
        Assert.NotEmpty(contrast.Passes);
        Assert.Empty(contrast.Violations.SelectMany(v => v.Nodes).Select(n => n.Html));
    }

    private static ErasureDoneLetter Deleted { get; } = new(
        "ada@example.com", "Ada Example", "ER-7Q4M-92KX", "DR-7Q4M-92KX", new DateTimeOffset(2026, 11, 10, 12, 0, 0, TimeSpan.Zero),
        new ReceiptContent(
            RequestCauses.Request, ErasureScope.Everything, new DateTimeOffset(2026, 11, 10, 11, 0, 0, TimeSpan.Zero),
            [
                new ReceiptLine("Account", "Account", DataCategory.Account, 1, 0, 0, null, null, null),
                new ReceiptLine("Subscriber", "People on your lists", DataCategory.Subscriber, 1_204, 0, 0, null, null, null),
                new ReceiptLine(
                    "ErasureReceipt", "Receipts of deletions", DataCategory.Accountability, 0, 0, 1, "It is your proof and ours; it holds counts, no names",
                    "GDPR Art. 5(2)", new DateTimeOffset(2029, 11, 10, 12, 0, 0, TimeSpan.Zero)),
            ]),
        "{}")
    { Others = [new OtherHolder("Harbour Books", new DateTimeOffset(2026, 11, 10, 11, 30, 0, TimeSpan.Zero))] };
}
