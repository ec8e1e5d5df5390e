using IGSendMail.Web.Features.Site;
using Microsoft.Playwright;

namespace IGSendMail.Browser.Tests;

/// <summary>Whoever types a password can look at it, under the site's own policy for scripts.</summary>
[Collection(BrowserTests.Name)]
public sealed class ShownPasswordTests(SiteInBrowser browser)
{
    [Fact]
    public async Task A_password_is_shown_when_asked_for_hidden_again_before_it_is_sent_and_nothing_leaves_the_page_meanwhile()
    {
        await using var visitor = await VisitorAsync(script: true);
        var page = await visitor.NewPageAsync();
        var (messages, requests) = (new List<string>(), 0);
        page.Console += (_, message) => messages.Add(message.Text);
        await page.GotoAsync(SiteRoutes.SignIn);
        // A busy browser fetches the icon of the page only now.
        page.Request += (_, request) => requests += request.Url.Contains("favicon", StringComparison.Ordinal) ? 0 : 1;
        var (password, button) = (page.Locator("#Password"), page.Locator(".secret button"));
        await PasteAsync(page, "correct horse");

        await Assertions.Expect(password).ToHaveAttributeAsync("type", "password");
        Assert.InRange((await button.BoundingBoxAsync())!.Height, 44, 60);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Show, Password" }).ClickAsync();
        await Assertions.Expect(password).ToHaveAttributeAsync("type", "text");
        await Assertions.Expect(password).ToHaveValueAsync("correct horse");
        await Assertions.Expect(button).ToHaveTextAsync("Hide");
        Assert.Equal(0, requests);
        Assert.InRange(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 1, 360);

        await page.EvaluateAsync("document.forms['sign-in'].addEventListener('submit', e => { e.preventDefault(); window.sentAs = e.target.elements.Password.type; })");
        await page.Locator("#sign-in .actions button").ClickAsync();
        Assert.Equal("password", await page.EvaluateAsync<string>("window.sentAs"));
        await Assertions.Expect(button).ToHaveTextAsync("Show");
        Assert.DoesNotContain(messages, m => m.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("register", 1)]
    [InlineData("new-password", 1)]
    [InlineData("cancel", 1)]
    [InlineData("erase", 1)]
    [InlineData("correct", 1)]
    [InlineData("account-data", 1)]
    [InlineData("two-step-set-up", 1)]
    [InlineData("password", 2)]
    public async Task Every_form_with_a_password_has_a_button_a_field_and_each_is_called_after_its_field(string scene, int fields)
    {
        await using var visitor = await VisitorAsync(script: true);
        var page = await visitor.NewPageAsync();

        await Scenes.OpenAsync(scene, page, browser.Site);

        var names = await page.Locator("main .secret button").EvaluateAllAsync<string[]>("all => all.map(button => button.ariaLabel)");
        var labels = await page.Locator("main label:has(+ * .secret), main .field:has(.secret) > label").AllTextContentsAsync();
        Assert.Equal(fields, await page.Locator("main input[type=password][autocomplete$=-password]").CountAsync());
        Assert.Equal(labels.Select(label => $"Show, {label}"), names);
        Assert.Equal(fields, names.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Without_scripts_there_is_no_button_and_the_field_takes_a_password()
    {
        await using var visitor = await VisitorAsync(script: false);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync($"{SiteRoutes.SignIn}");

        await PasteAsync(page, "correct horse");

        await Assertions.Expect(page.Locator(".secret button")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("#Password")).ToHaveAttributeAsync("spellcheck", "false");
    }

    private static async Task PasteAsync(IPage page, string words)
    {
        await page.FillAsync("#Email", words);
        await page.Locator("#Email").PressAsync("Control+a");
        await page.Locator("#Email").PressAsync("Control+x");
        await page.Locator("#Password").PressAsync("Control+v");
        await Assertions.Expect(page.Locator("#Password")).ToHaveValueAsync(words);
    }

    private Task<IBrowserContext> VisitorAsync(bool script) => browser.ContextAsync(new BrowserNewContextOptions
    {
        BaseURL = browser.Address.ToString(),
        JavaScriptEnabled = script,
        ViewportSize = new ViewportSize { Width = 360, Height = 740 },
    });
}
