using Microsoft.Playwright;
using Xunit.Abstractions;

namespace IGSendMail.Browser.Tests.PageChecks;

/// <summary>
/// Three checkers that know more rules than anybody who reads pages. Every run shows them a third of the scenes, each in one look, another
/// than its neighbours; all scenes in one with IGSENDMAIL_PAGES=each, in all nine with =all, and the named ones with =home,policy. What axe and
/// HTML_CodeSniffer say of a scene is also added to the file that IGSENDMAIL_PROGRESS names: a long run that is cut off leaves what it found.
/// </summary>
[Collection(BrowserTests.Name)]
public sealed class PageCheckTests(SiteInBrowser browser, ITestOutputHelper output)
{
    [SkippableFact]
    public async Task No_checker_finds_anything_on_any_page_in_any_state()
    {
        NodePrograms.SkipWithoutNode();
        var asked = Environment.GetEnvironmentVariable("IGSENDMAIL_PAGES");
        var visits = Visits(asked);
        Assert.NotEmpty(visits);

        using var markup = new Markup();
        var wrong = new List<(string Where, string What)>();
        foreach (var (scene, looks) in visits)
        {
            var before = wrong.Count;
            await using var checker = await browser.CheckerAsync();
            var page = await checker.NewPageAsync();
            var text = Markup.TextOf(page);
            try
            {
                await Scenes.OpenAsync(scene, page, browser.Site);
                await markup.KeepAsync(scene, await text());
                foreach (var look in looks)
                {
                    await look.ShowAsync(page);
                    wrong.AddRange((await Checkers.AxeAsync(page)).Select(what => ($"{scene} {look}", what)));
                    wrong.AddRange((await Checkers.HtmlCodeSnifferAsync(page)).Select(what => ($"{scene} {look}", what)));
                }
            }
            catch (Exception failed) when (failed is PlaywrightException or TimeoutException)
            {
                // A long run goes on: what it has found so far is worth more than the one scene.
                wrong.Add((scene, $"could not be looked at: {failed.Message}"));
            }

            if (Environment.GetEnvironmentVariable("IGSENDMAIL_PROGRESS") is { Length: > 0 } file)
            {
                var found = wrong.Skip(before).Select(w => $"  {w.Where}: {w.What}").ToList();
                await File.AppendAllLinesAsync(file, [$"{scene}: {looks.Count} looks, {found.Count} findings", .. found]);
            }
        }

        wrong.AddRange(await markup.WrongAsync());
        output.WriteLine($"{markup.Count} pages read by html-validate, {visits.Sum(v => v.Looks.Count)} looks at them by axe and HTML_CodeSniffer: {wrong.Count} findings");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong
            .GroupBy(w => w.What, StringComparer.Ordinal)
            .Select(same => $"{same.Key}\n    {same.Count()} times: {string.Join(", ", same.Select(w => w.Where).Take(12))}")));
    }

    [SkippableFact]
    public async Task What_the_checkers_are_for_is_found_by_them()
    {
        NodePrograms.SkipWithoutNode();
        await using var checker = await browser.CheckerAsync();
        var page = await checker.NewPageAsync();
        const string Bad = "<!doctype html>\n<html lang=\"en\"><head><title>x</title></head><body><h1>x</h1><p id=\"a\" id=\"b\">x<img src=\"data:,\"></p></body></html>\n";
        await page.SetContentAsync(Bad);
        using var markup = new Markup();
        await markup.KeepAsync("bad", Bad);

        Assert.Contains(await Checkers.AxeAsync(page), what => what.StartsWith("axe image-alt", StringComparison.Ordinal));
        Assert.Contains(await Checkers.HtmlCodeSnifferAsync(page), what => what.Contains("Guideline1_1.1_1_1.H37", StringComparison.Ordinal));
        Assert.Contains(await markup.WrongAsync(), found => found.What.StartsWith("html-validate no-dup-attr", StringComparison.Ordinal));
    }

    private static List<(string Scene, IReadOnlyList<Look> Looks)> Visits(string? asked)
    {
        var names = Scenes.All.Select(scene => scene.Name).Distinct(StringComparer.Ordinal).ToList();
        if (!string.IsNullOrEmpty(asked) && asked != "each")
        {
            return [.. names.Where(name => asked == "all" || asked.Split(',').Contains(name)).Select(name => (name, Look.All))];
        }

        return
        [
            .. names.Index().Where(scene => scene.Index % 3 == 0 || asked == "each")
                .Select(scene => (scene.Item, (IReadOnlyList<Look>)[Look.All[scene.Index / 3 % Look.All.Count]])),
        ];
    }
}
