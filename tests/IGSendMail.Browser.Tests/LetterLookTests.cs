using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Letters;
using Microsoft.Extensions.DependencyInjection;

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
        await Scenes.All.First(s => s.Name == "account-new").Open(page, browser.Site);
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
}
