using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Site;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace IGSendMail.Browser.Tests;

internal static partial class Scenes
{
    /// <summary>What whoever tries the site out reads of its e-mails.</summary>
    private static IReadOnlyList<(string Name, Func<IPage, TestSite, Task> Open)> OfSentMail { get; } =
    [
        ("development-mail", SentMailAsync),
        ("development-letter", OneLetterAsync),
    ];

    private static async Task SentMailAsync(IPage page, TestSite site)
    {
        await RegisteredAsync(page, SiteRoutes.Account);
        await site.InScopeAsync(services => services.GetRequiredService<Outbox>().DeliverDueAsync(CancellationToken.None));
        await page.GotoAsync(SiteRoutes.DevelopmentMail);
    }

    private static async Task OneLetterAsync(IPage page, TestSite site)
    {
        await SentMailAsync(page, site);
        await page.ClickAsync("tbody a");
        await page.WaitForURLAsync("**/development/mail/*");
    }
}
