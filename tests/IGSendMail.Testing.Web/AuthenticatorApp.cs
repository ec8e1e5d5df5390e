using IGSendMail.Platform.Accounts;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OtpNet;

namespace IGSendMail.Testing;

/// <summary>What an authenticator app does for a person: it is told a secret, and shows a code every half minute.</summary>
public static class AuthenticatorApp
{
    /// <summary>The code that belongs to a secret as a page shows it, made a half minute ago: later ones stay free for the next sign-ins.</summary>
    public static string FirstCode(this TestSite site, string groups) =>
        OneTimeCode.Of(Base32Encoding.ToBytes(groups.Replace(" ", "", StringComparison.Ordinal)), OneTimeCode.StepAt(site.Time.GetUtcNow()) - 1);

    /// <summary>A code of the app of whoever signs in with this address, which works now. The clock goes on where all of now were used.</summary>
    public static Task<string> CodeAsync(this TestSite site, string address) => site.InScopeAsync(async services =>
    {
        var hashes = await services.GetRequiredService<AddressHashes>().AllAsync(EmailAddress.Of(address), CancellationToken.None);
        var db = services.GetRequiredService<IGSendMailContext>();
        var factor = await db.SecondFactors().AsNoTracking()
            .SingleAsync(f => db.Users().Any(u => u.Id == f.UserId && hashes.Contains(u.AddressHash)));
        var secret = (await services.GetRequiredService<Sealer>().OpenAsync<SecondFactorContent>(factor, factor.Content, CancellationToken.None)).Secret;
        var step = Math.Max(OneTimeCode.StepAt(site.Time.GetUtcNow()), factor.LastStep + 1);
        while (OneTimeCode.StepAt(site.Time.GetUtcNow()) + 1 < step)
        {
            site.Time.Advance(TimeSpan.FromSeconds(30));
        }

        return OneTimeCode.Of(secret, step);
    });

    /// <summary>
    /// Goes on where a page asks for a code, as the person with the app does: an officer who has none yet is led to set it up. Returns the page
    /// that follows, or the same one if it asks for none.
    /// </summary>
    public static async Task<Page> EnterCodeAsync(this TestSite site, PageVisitor visitor, Page page, string address, string password)
    {
        if (page.Document.QuerySelector("#sign-in-code") is not null)
        {
            return await visitor.SubmitAsync(page, "#sign-in-code", new Dictionary<string, string> { ["Code"] = await site.CodeAsync(address) });
        }

        if (page.Document.QuerySelector("#two-step-set-up") is null)
        {
            return page;
        }

        var codes = await visitor.SubmitAsync(page, "#two-step-set-up", new Dictionary<string, string>
        {
            ["Password"] = password,
            ["Code"] = site.FirstCode(page.TextOf("#secret")!),
        });
        return await visitor.GetAsync(codes.Document.QuerySelector("main .actions a")!.GetAttribute("href")!);
    }
}
