using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Letters;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace IGSendMail.Browser.Tests;

/// <summary>Confirming an address, and the way back in after a forgotten password.</summary>
internal static partial class Scenes
{
    private static IReadOnlyList<(string Name, Func<IPage, TestSite, Task> Open)> OfWaysBackIn =>
    [
        ("confirm-address", (page, site) => ConfirmAddressAsync(page, site)),
        ("address-confirmed", (page, site) => AddressConfirmedAsync(page, site)),
        ("address-link-gone", (page, _) => ChosenAsync(page, $"{SiteRoutes.ConfirmAddress}?token=used")),
        ("forgotten", (page, _) => ChosenAsync(page, SiteRoutes.ForgottenPassword)),
        ("forgotten-sent-de", (page, _) => ForgottenAsync(page)),
        ("new-password", (page, site) => NewPasswordAsync(page, site)),
        ("sessions", (page, _) => RegisteredAsync(page, SiteRoutes.Sessions)),
    ];

    private static async Task ConfirmAddressAsync(IPage page, TestSite site)
    {
        await RegisterAsync(page);
        await page.GotoAsync($"{SiteRoutes.ConfirmAddress}?token={(await NewestAsync<ConfirmAddressLetter>(site)).Token}");
    }

    private static async Task AddressConfirmedAsync(IPage page, TestSite site)
    {
        await ConfirmAddressAsync(page, site);
        await page.Locator("#confirm-address button").ClickAsync();
    }

    private static async Task ForgottenAsync(IPage page)
    {
        await ChosenAsync(page, $"{SiteRoutes.ForgottenPassword}?lang=de");
        await page.FillAsync("#Email", "jemand@example.com");
        await page.Locator("main form button").ClickAsync();
    }

    private static async Task NewPasswordAsync(IPage page, TestSite site)
    {
        await AddressConfirmedAsync(page, site);
        await page.Context.ClearCookiesAsync();
        await ChosenAsync(page, SiteRoutes.ForgottenPassword);
        await page.FillAsync("#Email", $"ada{_people}@example.com");
        await page.Locator("main form button").ClickAsync();
        await site.InScopeAsync(services => services.GetServices<IRepeatedWork>().OfType<PasswordAskWork>().Single().RunAsync(CancellationToken.None));
        await page.GotoAsync($"{SiteRoutes.NewPassword}?token={(await NewestAsync<NewPasswordLetter>(site)).Token}");
    }

    /// <summary>The e-mail of a kind that was written last.</summary>
    public static Task<T> NewestAsync<T>(TestSite site) where T : Letter => site.InScopeAsync(async services =>
    {
        var sealer = services.GetRequiredService<Sealer>();
        var templates = services.GetRequiredService<LetterTemplates>();
        foreach (var message in await services.GetRequiredService<IGSendMailContext>().OutboxMessages()
            .Where(m => m.Kind == LetterBox.Kind).OrderByDescending(m => m.Id).ToListAsync())
        {
            if (templates.Open(await sealer.OpenAsync<SealedLetter>(message, message.Payload, CancellationToken.None)) is T letter)
            {
                return letter;
            }
        }

        throw new InvalidOperationException($"No {typeof(T).Name} waits.");
    });
}
