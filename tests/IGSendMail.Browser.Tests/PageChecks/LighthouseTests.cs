using System.Text.Json;
using Xunit.Abstractions;

namespace IGSendMail.Browser.Tests.PageChecks;

/// <summary>What Lighthouse says of the public pages, on a phone; it takes minutes, so it is asked for (IGSENDMAIL_LIGHTHOUSE=1).</summary>
[Collection(BrowserTests.Name)]
public sealed class LighthouseTests(SiteInBrowser browser, ITestOutputHelper output)
{
    private const string ChromiumFlags =
        "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

    private static readonly string[] Categories = ["accessibility", "best-practices", "seo"];

    [SkippableFact]
    public async Task Every_public_page_has_a_hundred_for_accessibility_best_practices_and_findability()
    {
        Skip.If(Environment.GetEnvironmentVariable("IGSENDMAIL_LIGHTHOUSE") != "1", "IGSENDMAIL_LIGHTHOUSE is not set");
        NodePrograms.SkipWithoutNode();
        await using var visitor = await browser.VisitorAsync();

        var wrong = await PublicPages.VisitAsync(visitor, async page =>
            // What is not there has nothing that could be found.
            new Uri(page.Url).AbsolutePath == PublicPages.Missing ? [] : await LostAsync(new Uri(page.Url)));

        Assert.Empty(wrong);
    }

    private async Task<IReadOnlyList<string>> LostAsync(Uri address)
    {
        var file = Path.GetTempFileName();
        var said = await NodePrograms.RunAsync(
            await NodePrograms.FileAsync("lighthouse", "cli", "index.js"),
            [
                address.ToString(), "--quiet", "--output=json", $"--output-path={file}", "--no-enable-error-reporting",
                $"--only-categories={string.Join(',', Categories)}", $"--chrome-flags={ChromiumFlags}",
            ],
            TimeSpan.FromMinutes(3),
            SiteInBrowser.Chromium());
        if (said.Code != 0)
        {
            return [$"Lighthouse ended with {said.Code}: {said.Errors}"];
        }

        using var report = JsonDocument.Parse(await File.ReadAllBytesAsync(file));
        File.Delete(file);
        var categories = report.RootElement.GetProperty("categories");
        var audits = report.RootElement.GetProperty("audits");
        output.WriteLine($"{address.AbsolutePath}: {string.Join(", ", Categories.Select(c => $"{c} {Points(categories.GetProperty(c)) * 100:0}"))}");
        return
        [
            .. from category in Categories
               where Points(categories.GetProperty(category)) < 1
               from audit in categories.GetProperty(category).GetProperty("auditRefs").EnumerateArray()
               let id = audit.GetProperty("id").GetString()!
               let found = audits.GetProperty(id)
               // robots.txt keeps searches away from pages that say what somebody has just done; DescriptionTests hold from which others.
               where !(id == "is-crawlable" && address.AbsolutePath.EndsWith("/sent", StringComparison.Ordinal)) && audit.GetProperty("weight").GetDouble() > 0 && Points(found) < 1
               select $"{category}: {found.GetProperty("title").GetString()}",
        ];
    }

    /// <summary>1 is all; null, where a rule has nothing to look at, loses nothing.</summary>
    private static double Points(JsonElement scored) =>
        scored.GetProperty("score") is { ValueKind: JsonValueKind.Number } score ? score.GetDouble() : 1;
}
