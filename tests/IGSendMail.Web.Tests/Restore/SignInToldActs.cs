using IGSendMail.Platform.Accounts;
using IGSendMail.Testing;
using IGSendMail.Web.Tests.Identity;
using IGSendMail.Web.Tests.Requests;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Restore;

/// <summary>What people are told of the ways in which they sign in.</summary>
internal static class SignInToldActs
{
    public static readonly ToldAct[] All =
    [
        new("a passkey is added", ToldActs.OneListAsync, AddPasskeyAsync, (site, _) => HasPasskeysAsync(site, 1), "Passkeys"),
        new("a passkey is removed", async world => { await ToldActs.OneListAsync(world); await AddPasskeyAsync(world); }, RemovePasskeyAsync,
            (site, _) => HasPasskeysAsync(site, 0), "Passkeys"),
        new("codes of an app are set up", ToldActs.OneListAsync, SetUpAsync, (site, _) => HasCodesAsync(site, 10), "SecondFactors"),
        new("codes of an app are turned off", WithCodesAsync, TurnOffAsync, (site, _) => HasCodesAsync(site, null), "SecondFactors"),
        new("codes of an app are turned off and set up anew", WithCodesAsync, SetUpAnewAsync, TakesRecoveryCodeAsync, "SecondFactors"),
        new("a recovery code is used", WithCodesAsync, UseCodeAsync, (site, _) => HasCodesAsync(site, 9), "SecondFactors"),
    ];

    private static async Task WithCodesAsync(ToldWorld world)
    {
        await ToldActs.OneListAsync(world);
        await SetUpAsync(world);
    }

    private static async Task SetUpAsync(ToldWorld world) => world.RecoveryCodes = await world.Site.SetUpTwoStepAsync(world.Owner);

    private static async Task TurnOffAsync(ToldWorld world)
    {
        var owner = await OwnerAsync(world.Site);
        await world.Site.InScopeAsync(services => services.GetRequiredService<SecondFactors>().TurnOffAsync(owner, null, CancellationToken.None));
    }

    private static async Task SetUpAnewAsync(ToldWorld world)
    {
        await TurnOffAsync(world);
        world.Owner = await world.Site.SignedInAsync(ToldActs.Owner);
        await SetUpAsync(world);
    }

    private static async Task UseCodeAsync(ToldWorld world)
    {
        var owner = await OwnerAsync(world.Site);
        Assert.Equal(CodeAnswer.Right, await world.Site.InScopeAsync(
            services => services.GetRequiredService<SecondFactors>().TakeAsync(owner, world.RecoveryCodes[0])));
    }

    /// <summary>The newest codes count, and no older ones.</summary>
    private static async Task<bool> TakesRecoveryCodeAsync(TestSite site, ToldWorld world)
    {
        // Each works once.
        var code = world.RecoveryCodes[^1];
        world.RecoveryCodes = [.. world.RecoveryCodes.SkipLast(1)];
        var owner = await OwnerAsync(site);
        return await site.InScopeAsync(services => services.GetRequiredService<SecondFactors>().TakeAsync(owner, code)) == CodeAnswer.Right;
    }

    private static async Task<bool> HasCodesAsync(TestSite site, int? left)
    {
        var owner = await OwnerAsync(site);
        return (await site.InScopeAsync(services => services.GetRequiredService<SecondFactors>().OfAsync(owner, CancellationToken.None)))?.RecoveryCodesLeft == left;
    }

    private static async Task AddPasskeyAsync(ToldWorld world)
    {
        var owner = await OwnerAsync(world.Site);
        var info = new UserPasskeyInfo(
            [1, 2, 3], [4, 5, 6], world.Site.Time.GetUtcNow(), signCount: 0, ["internal"], isUserVerified: true, isBackupEligible: false, isBackedUp: false, [], []);
        Assert.NotNull(await world.Site.InScopeAsync(
            services => services.GetRequiredService<Passkeys>().AddAsync(new NewPasskey(owner, info), "Telephone", CancellationToken.None)));
    }

    private static async Task RemovePasskeyAsync(ToldWorld world)
    {
        var owner = await OwnerAsync(world.Site);
        Assert.NotNull(await world.Site.InScopeAsync(
            services => services.GetRequiredService<Passkeys>().RemoveAsync(owner, passkey: null, by: null, CancellationToken.None)));
    }

    private static async Task<bool> HasPasskeysAsync(TestSite site, int count)
    {
        var owner = await OwnerAsync(site);
        return await site.InDatabaseAsync(db => db.Passkeys().CountAsync(p => p.UserId == owner)) == count;
    }

    private static async Task<Guid> OwnerAsync(TestSite site) => Assert.Single(await site.UsersAsync(ToldActs.Owner)).Id;
}
