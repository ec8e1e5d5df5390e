using Microsoft.Playwright;

namespace IGSendMail.Browser.Tests;

/// <summary>
/// Writes the twelve pictures that tell the story into docs/images when asked to (IGSENDMAIL_STORY=1): what a person sees, from the first page to
/// the last e-mail, and what customers and officers do. docs/images/README.md shows them in this order.
/// </summary>
[Collection(BrowserTests.Name)]
public sealed class Story(SiteInBrowser browser)
{
    private static readonly (string File, string Scene, int Width, int Height, ColorScheme Scheme)[] Pictures =
    [
        ("home", "home", 1280, 800, ColorScheme.Light),
        ("policy", "policy-asked", 1280, 720, ColorScheme.Light),
        ("question", "requests-asked-de", 360, 740, ColorScheme.Light),
        ("choice", "receipt-history", 1280, 720, ColorScheme.Light),
        ("inventory", "inventory", 1280, 720, ColorScheme.Light),
        ("ask", "request-form-fr", 360, 740, ColorScheme.Dark),
        ("copy", "status-access", 1280, 720, ColorScheme.Dark),
        ("receipt", "status-erased", 1280, 720, ColorScheme.Light),
        ("letter", "letter-erased", 360, 740, ColorScheme.Light),
        ("upload", "upload-asked", 1280, 720, ColorScheme.Light),
        ("cancel", "cancel-lists", 1280, 720, ColorScheme.Light),
        ("officer", "officer", 1280, 600, ColorScheme.Dark),
    ];

    [SkippableFact]
    public async Task The_twelve_pictures_are_taken()
    {
        Skip.If(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("IGSENDMAIL_STORY")), "IGSENDMAIL_STORY is not set");
        var folder = Path.Combine(Repository.Root, "docs", "images");

        foreach (var (file, scene, width, height, scheme) in Pictures)
        {
            await using var visitor = await browser.CheckerAsync(width, scheme);
            var page = await visitor.NewPageAsync();
            await page.SetViewportSizeAsync(width, height);
            await Scenes.OpenAsync(scene, page, browser.Site);
            if (await page.Locator(".confirmation").CountAsync() > 0)
            {
                // What a page says once is not what it is about.
                await page.GotoAsync(new Uri(page.Url).PathAndQuery);
            }

            await page.EvaluateAsync("scrollTo(0, 0)");
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{file}.png") });
        }
    }
}
