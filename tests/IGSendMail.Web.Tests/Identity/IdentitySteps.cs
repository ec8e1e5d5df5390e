using System.Net;
using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Retention;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Site;
using IGSendMail.Web.Tests.Accounts;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Identity;

/// <summary>What people do who have, and who have not, the mailbox of an address.</summary>
internal static class IdentitySteps
{
    /// <summary>A name that nobody but the holder of an account may read.</summary>
    public const string TypedName = "Mallory Typed-This";

    /// <summary>Opens an account with an address through the form and confirms nothing.</summary>
    public static async Task<PageVisitor> SquatAsync(this TestSite site, string address)
    {
        var visitor = site.Visitor();
        var asked = Customer.Registration(address);
        asked["Name"] = TypedName;
        Assert.Equal("/account", (await visitor.RegisterAsync(asked)).Path);
        return visitor;
    }

    /// <summary>An account from before addresses were confirmed, as the migration leaves it. Its holder is signed in.</summary>
    public static async Task<PageVisitor> FromBeforeAsync(this TestSite site, string address)
    {
        var visitor = await site.SquatAsync(address);
        var hash = await site.HashAsync(address);
        await site.InDatabaseAsync(db => db.Users().Where(u => u.AddressHash == hash)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.UnconfirmedSince, (DateTimeOffset?)null).SetProperty(u => u.AddressConfirmedAt, (DateTimeOffset?)null)));
        return visitor;
    }

    /// <summary>A customer who has two-step sign-in and is signed in, with the recovery codes.</summary>
    public static async Task<(PageVisitor Visitor, IReadOnlyList<string> Codes)> WithTwoStepAsync(this TestSite site, string address)
    {
        await site.RegisterAsync(address);
        var visitor = await site.SignedInAsync(address);
        return (visitor, await site.SetUpTwoStepAsync(visitor));
    }

    /// <summary>Sets up the codes of an app for whoever is signed in; the recovery codes.</summary>
    public static async Task<IReadOnlyList<string>> SetUpTwoStepAsync(this TestSite site, PageVisitor visitor)
    {
        var page = await visitor.GetAsync(SiteRoutes.TwoStepSetUp);
        var codes = await visitor.SubmitAsync(page, "#two-step-set-up", new Dictionary<string, string>
        {
            ["Password"] = RequestSteps.Password,
            ["Code"] = site.FirstCode(page.TextOf("#secret")!),
        });
        Assert.Equal(HttpStatusCode.OK, codes.Status);
        return [.. codes.Document.QuerySelectorAll("#recovery-codes code").Select(c => c.TextContent)];
    }

    /// <summary>How rows name an address.</summary>
    public static Task<Guid> HashAsync(this TestSite site, string address) => site.InScopeAsync(async services =>
        await services.GetRequiredService<AddressHashes>().HashAsync(EmailAddress.Of(address), CancellationToken.None));

    /// <summary>The users who sign in with an address.</summary>
    public static async Task<List<User>> UsersAsync(this TestSite site, string address)
    {
        var hash = await site.HashAsync(address);
        return await site.InDatabaseAsync(db => db.Users().AsNoTracking().Where(u => u.AddressHash == hash).ToListAsync());
    }

    /// <summary>Asks by e-mail and shows the mailbox by the link.</summary>
    public static async Task<string> AskAndConfirmAsync(
        this TestSite site, string address, Privacy.Requests.Right right, PageVisitor visitor, string wish = "My secret diagnosis XYZZY is wrong")
    {
        await site.AskAsync(address, right, visitor, further: new Dictionary<string, string> { ["Wish"] = wish });
        var page = await site.ConfirmAsync(address, visitor);
        return page.Path.Split('/')[^1];
    }

    /// <summary>Says that the password of an address is forgotten, and returns the newest letter with a link.</summary>
    public static async Task<NewPasswordLetter?> AskForPasswordAsync(this TestSite site, PageVisitor visitor, string address)
    {
        await visitor.SubmitAsync(
            await visitor.GetAsync(SiteRoutes.ForgottenPassword), "#forgotten", new Dictionary<string, string> { ["Email"] = address });
        await site.LookUpAsksAsync();
        return (await site.LettersAsync<NewPasswordLetter>()).LastOrDefault();
    }

    /// <summary>Looks up whose passwords were forgotten.</summary>
    public static Task LookUpAsksAsync(this TestSite site) => site.InScopeAsync(services =>
        services.GetServices<IRepeatedWork>().Single(w => w.Name == PasswordAskWork.WorkName).RunAsync(CancellationToken.None));

    public static Task RetainAsync(this TestSite site) =>
        site.InScopeAsync(services => services.GetRequiredService<RetentionJob>().RunAsync(site.Time.GetUtcNow(), CancellationToken.None));

    public static Task<UnprovedAccount> UnprovedAsync(this TestSite site, string address) => site.InScopeAsync(async services =>
        await services.GetRequiredService<IUnprovedAccounts>().FindAsync([await site.HashAsync(address)], CancellationToken.None));
}
