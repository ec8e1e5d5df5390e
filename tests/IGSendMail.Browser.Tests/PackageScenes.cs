using System.IO.Compression;
using IGSendMail.Privacy.Packages;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace IGSendMail.Browser.Tests;

/// <summary>A copy of everything, as its person opens it from their own disk.</summary>
internal static partial class Scenes
{
    private static IReadOnlyList<(string Name, Func<IPage, TestSite, Task> Open)> OfPackages =>
    [
        ("package", (page, site) => PackageAsync(page, site)),
        ("package-german", (page, site) => PackageAsync(page, site, "de")),
    ];

    private static async Task PackageAsync(IPage page, TestSite site, string? language = null)
    {
        await ImportedAsync(page, site);
        await site.InScopeAsync(services => services.GetRequiredService<Outbox>().DeliverDueAsync(CancellationToken.None));
        await page.SetExtraHTTPHeadersAsync(new Dictionary<string, string> { ["Accept-Language"] = language ?? SiteLanguages.OfSite });
        await page.GotoAsync(PrivacyRoutes.AccountData);
        await page.FillAsync("#ask-form [name=Password]", Password);
        await page.Locator("#ask-form button[value=Access]").ClickAsync();
        await page.WaitForURLAsync("**/privacy/requests/*");
        var reference = new Uri(page.Url).AbsolutePath.Split('/')[^1];
        await WorkAsync(site);
        await ShowPackageAsync(page, site, reference);
    }

    /// <summary>Shows the page of a request's package, without the site around it.</summary>
    internal static async Task ShowPackageAsync(IPage page, TestSite site, string reference)
    {
        var html = await site.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<IGSendMailContext>();
            var request = await db.DataSubjectRequests().SingleAsync(r => r.Reference == reference);
            var package = await db.ExportPackages().SingleAsync(p => p.RequestId == request.Id);
            await using var file = await services.GetRequiredService<PackageFiles>().OpenAsync(package, CancellationToken.None);
            var whole = new MemoryStream();
            await file!.CopyToAsync(whole);
            await using var zip = new ZipArchive(whole);
            using var index = new StreamReader(await zip.GetEntry("index.html")!.OpenAsync());
            return await index.ReadToEndAsync();
        });

        await page.GotoAsync("about:blank");
        await page.SetContentAsync(html);
    }
}
