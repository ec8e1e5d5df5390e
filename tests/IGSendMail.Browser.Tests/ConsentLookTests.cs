using Deque.AxeCore.Playwright;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.Playwright;

namespace IGSendMail.Browser.Tests;

/// <summary>The question about cookies as a browser shows it: fair in every language, and in nobody's way.</summary>
[Collection(BrowserTests.Name)]
public sealed class ConsentLookTests(SiteInBrowser browser)
{
    private const string Look = """
        [...document.querySelectorAll('#consent .button')].map(button => {
          const box = button.getBoundingClientRect(), style = getComputedStyle(button);
          return [box.width.toFixed(1), box.height.toFixed(1), style.fontFamily, style.fontSize, style.fontWeight,
            style.color, style.backgroundColor, style.borderTopColor, style.borderTopWidth, style.opacity].join(' | ');
        })
        """;

    public static TheoryData<string, int, ColorScheme> Views()
    {
        var views = new TheoryData<string, int, ColorScheme>();
        foreach (var language in SiteLanguages.All)
        {
            foreach (var width in new[] { 360, 1280 })
            {
                views.Add(language, width, ColorScheme.Light);
                views.Add(language, width, ColorScheme.Dark);
            }
        }

        return views;
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Rejecting_and_accepting_have_one_size_one_font_and_one_contrast(string language, int width, ColorScheme scheme)
    {
        await using var visitor = await VisitorAsync(language, width, scheme);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync(PrivacyRoutes.Policy);

        var looks = await page.EvaluateAsync<string[]>(Look);

        Assert.Equal(2, looks.Length);
        Assert.Single(looks.Distinct(StringComparer.Ordinal));
        Assert.Equal(language, await page.EvaluateAsync<string>("document.querySelector('#consent').closest('[lang]').lang"));
    }

    [Theory]
    [InlineData("en", 1280, ColorScheme.Light)]
    [InlineData("de", 360, ColorScheme.Dark)]
    [InlineData("fr", 360, ColorScheme.Light)]
    [InlineData("es", 1280, ColorScheme.Dark)]
    public async Task Axe_finds_no_fault_in_question_settings_and_confirmation(string language, int width, ColorScheme scheme)
    {
        await using var checker = await VisitorAsync(language, width, scheme, script: true);
        var page = await checker.NewPageAsync();
        var wrong = new List<string>();
        await page.GotoAsync(SiteRoutes.Home);
        await LookAsync("question");
        await page.Locator("#consent button[value=reject]").ClickAsync();
        await LookAsync("confirmation");
        await page.GotoAsync(PrivacyRoutes.Cookies);
        await LookAsync("settings");
        await page.Locator("#all button[value=accept]").ClickAsync();
        await LookAsync("settings after a grant");

        Assert.Empty(wrong);

        async Task LookAsync(string where) => wrong.AddRange((await page.RunAxe()).Violations
            .Select(v => $"{where}: {v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Select(n => n.Html))}"));
    }

    [Fact]
    public async Task Two_presses_of_Tab_after_the_skip_link_reach_the_refusal_and_the_confirmation_takes_the_focus()
    {
        await using var visitor = await browser.VisitorAsync();
        var page = await visitor.NewPageAsync();
        await page.GotoAsync(PrivacyRoutes.Policy);
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator("a.skip")).ToBeFocusedAsync();

        var reject = page.Locator("#consent button[value=reject]");
        var presses = 0;
        while (!await reject.EvaluateAsync<bool>("button => button === document.activeElement"))
        {
            Assert.True(++presses <= 2, "the refusal is further than two presses away");
            await page.Keyboard.PressAsync("Tab");
        }

        await page.Keyboard.PressAsync("Enter");

        await page.WaitForURLAsync("**/privacy#confirmation");
        await Assertions.Expect(page.Locator("#consent")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("#confirmation")).ToBeInViewportAsync();
        Assert.StartsWith("Your choice is saved", await page.TitleAsync(), StringComparison.Ordinal);
        // The browser goes on from the confirmation: the next stops are what the receipt code is for, and hiding it.
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.GetByText("What the code is for")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.GetByText("Hide this message")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#confirmation")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_question_stands_in_the_flow_of_the_page_and_nothing_moves()
    {
        await using var visitor = await VisitorAsync("en", 1280, ColorScheme.Light, script: true);
        var page = await visitor.NewPageAsync();
        await page.AddInitScriptAsync("""
            window.shifts = 0;
            new PerformanceObserver(list => list.getEntries().forEach(entry => window.shifts += entry.value))
              .observe({ type: 'layout-shift', buffered: true });
            """);
        foreach (var path in new[] { SiteRoutes.Home, PrivacyRoutes.Policy, PrivacyRoutes.Cookies })
        {
            await page.GotoAsync(path, new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
            Assert.Equal(0, await page.EvaluateAsync<double>("window.shifts"));
        }

        await page.GotoAsync(SiteRoutes.Home);
        var positions = await page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('#consent, #consent *, .band')].map(e => getComputedStyle(e).position)");
        Assert.Equal(["static"], positions.Distinct(StringComparer.Ordinal));
    }

    private Task<IBrowserContext> VisitorAsync(string language, int width, ColorScheme scheme, bool script = false) =>
        browser.ContextAsync(new BrowserNewContextOptions
        {
            BaseURL = browser.Address.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = language,
            JavaScriptEnabled = script,
            BypassCSP = script,
        });
}
