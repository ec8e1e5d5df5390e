using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.Playwright;

namespace IGSendMail.Browser.Tests;

/// <summary>Every state of every page that the scenes reach, on narrow screens; 320 pixels are also 1,280 at 400 %.</summary>
[Collection(BrowserTests.Name)]
public sealed class NarrowTests(SiteInBrowser browser)
{
    /// <summary>A tablet, where tables still are tables, and three phones, where their rows are blocks.</summary>
    private static readonly int[] Widths = [768, 360, 320, 256];

    public static TheoryData<string> Names()
    {
        var names = new TheoryData<string>();
        foreach (var name in Scenes.All.Select(scene => scene.Name).Distinct(StringComparer.Ordinal))
        {
            names.Add(name);
        }

        return names;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Nothing_reaches_beyond_the_edge_and_every_value_of_a_table_stands_after_the_name_of_its_column(string scene)
    {
        await using var visitor = await browser.VisitorAsync(Widths[0]);
        var page = await visitor.NewPageAsync();
        await Scenes.OpenAsync(scene, page, browser.Site);

        var wrong = new List<string>();
        foreach (var width in Widths)
        {
            wrong.AddRange(await PageLook.WrongAsync(page, width));
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task What_the_measurement_is_for_is_found_by_it()
    {
        await using var visitor = await browser.CheckerAsync();
        var page = await visitor.NewPageAsync();
        await page.SetContentAsync("""
            <!doctype html><body><p style="width: 900px">Wide</p><div style="overflow: auto"><p style="width: 300vw">Moved</p></div>
            <table><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead><tbody><tr><td>1</td><td> </td></tr></tbody></table>
            <time datetime="2026-11-29T00:00:00.0000000+00:00">today</time><progress></progress><div id="problems"><a href="#gone">x</a></div>
            """);

        var wrong = await PageLook.WrongAsync(page, 320);

        Assert.All(
            ["p “Wide” reaches", "is moved sideways", "does not say that it is a table", "has no title", "is laid out as table-cell", "is called",
                "to machines", "has no name", "leads nowhere"],
            (string what) => Assert.Contains(wrong, w => w.Contains(what, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("en", false)]
    [InlineData("de", false)]
    [InlineData("fr", false)]
    [InlineData("es", false)]
    [InlineData("en", true)]
    [InlineData("de", true)]
    [InlineData("fr", true)]
    [InlineData("es", true)]
    public async Task The_question_about_cookies_takes_at_most_a_third_of_a_phone(string language, bool signal)
    {
        await using var visitor = await browser.ContextAsync(new BrowserNewContextOptions
        {
            BaseURL = browser.Address.ToString(),
            ViewportSize = new ViewportSize { Width = 360, Height = 740 },
            Locale = language,
            JavaScriptEnabled = false,
            ExtraHTTPHeaders = signal ? new Dictionary<string, string> { ["Sec-GPC"] = "1" } : [],
        });
        var page = await visitor.NewPageAsync();
        await page.GotoAsync(SiteRoutes.Home);

        var height = await page.EvaluateAsync<double>("document.querySelector('#consent').parentElement.getBoundingClientRect().height");

        Assert.InRange(height, 1, 740 / 3.0);
        await Assertions.Expect(page.Locator("#consent h2")).ToBeVisibleAsync();
        Assert.StartsWith(PrivacyRoutes.Cookies, await page.Locator("#consent p a").GetAttributeAsync("href"), StringComparison.Ordinal);
        Assert.Equal(signal ? 1 : 2, await page.Locator("#consent .button").CountAsync());
    }

    [Fact]
    public async Task Fifty_people_of_a_list_take_less_than_eight_screens_of_a_phone()
    {
        await using var visitor = await browser.VisitorAsync(360);
        var page = await visitor.NewPageAsync();
        await Scenes.OpenAsync("list-full", page, browser.Site);

        var rows = page.Locator("#subscribers tbody tr");
        var height = await rows.EvaluateAllAsync<double>("rows => rows.reduce((sum, row) => sum + row.getBoundingClientRect().height, 0)");

        await Assertions.Expect(rows).ToHaveCountAsync(50);
        Assert.InRange(height, 1, 8 * 740);
    }

    [Fact]
    public async Task A_link_of_the_summary_brings_the_label_into_view_with_its_field()
    {
        await using var visitor = await browser.VisitorAsync(360);
        var page = await visitor.NewPageAsync();
        await Scenes.OpenAsync("request-form-errors", page, browser.Site);
        var links = await page.Locator("#problems a").AllAsync();
        Assert.NotEmpty(links);

        foreach (var link in links)
        {
            var id = (await link.GetAttributeAsync("href"))![1..];
            await link.ClickAsync();

            await Assertions.Expect(page.Locator($"#{id}")).ToBeFocusedAsync();
            await Assertions.Expect(page.Locator($".field:has(#{id}) > .field__label")).ToBeInViewportAsync();
        }
    }

    [Fact]
    public async Task In_forced_colours_the_current_place_and_how_far_a_clock_went_are_seen()
    {
        await using var visitor = await browser.ContextAsync(new BrowserNewContextOptions
        {
            BaseURL = browser.Address.ToString(),
            ForcedColors = ForcedColors.Active,
            // A border on its way from one colour to the other is not what is looked at.
            ReducedMotion = ReducedMotion.Reduce,
            JavaScriptEnabled = false,
        });
        var page = await visitor.NewPageAsync();
        await Scenes.OpenAsync("cancelled", page, browser.Site);

        // A busy browser paints first and learns of the forced colours a moment later.
        await Wait.UntilAsync(() => page.EvaluateAsync<bool>("""
            () => {
              const colour = link => getComputedStyle(link).borderBottomColor;
              const current = document.querySelector('.site-nav a[aria-current]');
              const others = [...document.querySelectorAll('.site-nav a:not([aria-current])')];
              return current && others.length > 1 && others.every(link => colour(link) !== colour(current));
            }
            """), "another colour of the current place");
        Assert.Equal("1px", await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('progress')).borderTopWidth"));
    }
}
