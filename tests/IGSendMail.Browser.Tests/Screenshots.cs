using Microsoft.Playwright;

namespace IGSendMail.Browser.Tests;

/// <summary>
/// Writes pictures of the site into artifacts/screenshots when asked to (IGSENDMAIL_SCREENSHOTS=1, or the names of a few
/// scenes): each scene on a phone and on a desk, light and dark. A scene is a name and how to get there; add a line to
/// <see cref="Scenes.All"/>.
/// </summary>
[Collection(BrowserTests.Name)]
public sealed class Screenshots(SiteInBrowser browser)
{
    [SkippableFact]
    public async Task Every_scene_is_taken_on_a_phone_and_on_a_desk_light_and_dark()
    {
        var wanted = Environment.GetEnvironmentVariable("IGSENDMAIL_SCREENSHOTS");
        Skip.If(string.IsNullOrEmpty(wanted), "IGSENDMAIL_SCREENSHOTS is not set");
        var scenes = wanted == "1" ? Scenes.All : [.. Scenes.All.Where(s => wanted.Split(',').Contains(s.Name))];
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "screenshots")).FullName;

        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            foreach (var width in new[] { 360, 1280 })
            {
                foreach (var (name, open) in scenes)
                {
                    // Every scene begins with a browser that knows nothing.
                    await using var visitor = await browser.CheckerAsync(width, scheme);
                    var page = await visitor.NewPageAsync();
                    await open(page, browser.Site);
                    var file = $"{name}-{width}-{scheme}.png".ToLowerInvariant();
                    await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, file), FullPage = true });
                }
            }
        }
    }
}
