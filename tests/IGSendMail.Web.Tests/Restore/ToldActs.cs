using IGSendMail.Platform.Accounts;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Consent;
using IGSendMail.Privacy.Holds;
using IGSendMail.Privacy.Requests;
using IGSendMail.Privacy.Retention;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Tests.Audience;
using IGSendMail.Web.Tests.Consent;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Restore;

/// <summary>Something that somebody is told, and how one sees that it is so.</summary>
/// <param name="Name">In words.</param>
/// <param name="Before">What was there before.</param>
/// <param name="Told">What happens.</param>
/// <param name="IsSo">Whether it is so.</param>
/// <param name="Tables">The tables that say it: each may be put back alone.</param>
internal sealed record ToldAct(
    string Name, Func<ToldWorld, Task> Before, Func<ToldWorld, Task> Told, Func<TestSite, ToldWorld, Task<bool>> IsSo, params string[] Tables);

/// <summary>Who takes part.</summary>
internal sealed class ToldWorld(TestSite site)
{
    public TestSite Site => site;

    public PageVisitor Guest { get; } = site.Visitor();

    public PageVisitor Owner { get; set; } = site.Visitor();

    public Guid Account { get; set; }

    public string OldCookies { get; set; } = "";

    public string Reference { get; set; } = "";

    public IReadOnlyList<string> RecoveryCodes { get; set; } = [];
}

/// <summary>All that people are told and a restore could undo.</summary>
internal static class ToldActs
{
    public const string Owner = "owner@example.com";

    private const string Guest = "guest@example.com", Moved = "moved@example.com";

    public static readonly ToldAct[] All =
    [
        new("a list is deleted", OneListAsync, DeleteListAsync,
            async (site, world) => !(await (await site.SignedInAsync(Owner)).GetAsync("/lists")).Text.Contains("Readers", StringComparison.Ordinal)
                && await site.InDatabaseAsync(db => db.SubscriberLists().CountAsync(l => l.AccountId == world.Account && l.DeletedAt == null)) == 0,
            "SubscriberLists"),
        new("a person is removed", OneListAsync, RemovePersonAsync,
            async (site, _) => (await (await site.SignedInAsync(Owner)).AddressesAsync()).Count == 0, "Subscribers"),
        new("a consent is withdrawn", AcceptAsync, world => world.Guest.ChooseAllAsync("reject"), IsNotCountedAsync, "ConsentRecords"),
        new("an account is cancelled", OneListAsync, CancelAsync, (site, world) => IsCancelledAsync(site, world, true), "PromisedDeletions", "Accounts"),
        new("a cancellation is taken back", async world => { await OneListAsync(world); await CancelAsync(world); }, UndoAsync,
            (site, world) => IsCancelledAsync(site, world, false), "PromisedDeletions"),
        new("an account is cancelled, taken back and cancelled", async world => { await OneListAsync(world); await CancelAsync(world); },
            async world => { await UndoAsync(world); await CancelAsync(world); }, (site, world) => IsCancelledAsync(site, world, true), "PromisedDeletions"),
        new("a request is received", OneListAsync, world => world.Site.AskAsync(Guest),
            (site, _) => IsRequestAsync(site, RequestState.AwaitingConfirmation, RequestEventKind.Received), "DataSubjectRequests", "RequestEvents"),
        new("a request is confirmed", world => world.Site.AskAsync(Guest), world => world.Site.ConfirmAsync(Guest, world.Guest),
            (site, _) => IsRequestAsync(site, RequestState.Received, RequestEventKind.Confirmed), "DataSubjectRequests", "RequestEvents"),
        new("a name is corrected", OneListAsync, CorrectNameAsync,
            async (site, _) => (await (await site.SignedInAsync(Owner)).GetAsync("/account")).Text.Contains("Grace Example", StringComparison.Ordinal), "Users"),
        new("a hold is placed", OneListAsync, PlaceHoldAsync,
            async (site, _) => await site.InDatabaseAsync(db => db.LegalHolds().CountAsync(h => h.LiftedAt == null)) == 1, "LegalHolds"),
        new("a wish for a correction is refused", AskForRefusalAsync, RefuseAsync,
            async (site, _) => await site.InDatabaseAsync(db => db.Corrections().CountAsync()) == 0
                && await site.InDatabaseAsync(db => db.DataSubjectRequests().CountAsync(r => r.State == RequestState.Refused)) == 1, "Corrections"),
        new("a copy is made", OneListAsync, MakeCopyAsync, HasCopyAsync, "DataSubjectRequests"),
        new("an account is opened", OneListAsync, world => world.Site.RegisterAsync(Moved),
            async (site, _) => (await site.SignedInAsync(Moved)) is not null, "Accounts", "Users"),
        .. SignInToldActs.All,
    ];

    public static async Task OneListAsync(ToldWorld world)
    {
        await world.Site.PlantRecipientAsync(Owner, Guest);
        world.Account = await world.Site.InDatabaseAsync(db => db.Accounts().Select(a => a.Id).SingleAsync());
        world.Owner = await world.Site.SignedInAsync(Owner);
    }

    public static async Task DeleteListAsync(ToldWorld world)
    {
        var list = (await world.Owner.GetAsync("/lists")).Document.QuerySelector("th a[href^='/lists/']")!.GetAttribute("href")!;
        var after = await world.Owner.SubmitAsync(await world.Owner.GetAsync(list + "/delete"), "form#delete");
        Assert.Contains("The list is deleted.", after.TextOf("#confirmation"), StringComparison.Ordinal);
    }

    private static async Task RemovePersonAsync(ToldWorld world)
    {
        var found = await world.Owner.SubmitAsync(
            await world.Owner.GetAsync("/lists/search"), "form#search", new Dictionary<string, string> { ["Email"] = Guest });
        var person = found.Document.QuerySelector("#found a")!.GetAttribute("href")!;
        await world.Owner.SubmitAsync(await world.Owner.GetAsync(person.Split('?')[0] + "/remove"), "form#remove");
        Assert.Empty(await world.Owner.AddressesAsync());
    }

    private static async Task AcceptAsync(ToldWorld world)
    {
        await world.Guest.AnswerAsync("accept");
        await world.Guest.GetAsync("/privacy");
        Assert.Contains(await world.Site.PageViewsAsync(), v => v.VisitorId is not null);
        world.OldCookies = $"consent={world.Guest.CookieValue("consent")}; visitor={world.Guest.CookieValue("visitor")}";
    }

    private static async Task<bool> IsNotCountedAsync(TestSite site, ToldWorld world)
    {
        var before = (await site.PageViewsAsync()).Count;
        using var old = new HttpRequestMessage(HttpMethod.Get, "/privacy");
        old.Headers.Add("Cookie", world.OldCookies);
        (await site.CreateClient().SendAsync(old)).EnsureSuccessStatusCode();
        var views = await site.PageViewsAsync();
        return views.Count == before && views.TrueForAll(v => v.VisitorId is null)
            && await site.InDatabaseAsync(db => db.ConsentRecords().AnyAsync(r => r.Kind == ConsentKind.Withdrawn));
    }

    private static Task CancelAsync(ToldWorld world) => world.Site.InScopeAsync(
        services => services.GetRequiredService<Cancellation>().CancelAsync(world.Account, CancellationToken.None));

    private static Task UndoAsync(ToldWorld world) => world.Site.InScopeAsync(
        services => services.GetRequiredService<Cancellation>().UndoAsync(world.Account, CancellationToken.None));

    private static async Task<bool> IsCancelledAsync(TestSite site, ToldWorld world, bool expected)
    {
        var page = await (await site.SignedInAsync(Owner)).GetAsync("/account/cancel");
        var promised = await site.InDatabaseAsync(db => db.PromisedDeletions().CountAsync(p => p.AccountId == world.Account));
        return expected
            ? promised == 2 && page.Document.QuerySelector("form[action='/account/undo-cancel']") is not null
            : promised == 0 && page.Document.QuerySelector("form#cancel") is not null;
    }

    private static async Task<bool> IsRequestAsync(TestSite site, RequestState state, RequestEventKind line) =>
        await site.InDatabaseAsync(db => db.DataSubjectRequests().CountAsync(r => r.State == state && r.Contact != null)) == 1
        && await site.InDatabaseAsync(db => db.RequestEvents().CountAsync(e => e.Kind == line)) == 1;

    private static async Task CorrectNameAsync(ToldWorld world)
    {
        await world.Owner.SubmitAsync(await world.Owner.GetAsync(PrivacyRoutes.AccountDataCorrect), "#correct-form", new Dictionary<string, string>
        {
            ["Field"] = "Name",
            ["Wish"] = "Grace Example",
            ["Password"] = RequestSteps.Password,
        });
        await world.Site.WorkAsync();
    }

    /// <summary>Something other than a name or an address is corrected by an officer, or not.</summary>
    private static async Task AskForRefusalAsync(ToldWorld world)
    {
        await OneListAsync(world);
        await world.Owner.SubmitAsync(await world.Owner.GetAsync(PrivacyRoutes.AccountDataCorrect), "#correct-form", new Dictionary<string, string>
        {
            ["Field"] = "Other",
            ["Wish"] = "My lists are longer than you say.",
            ["Password"] = RequestSteps.Password,
        });
        Assert.Equal(1, await world.Site.InDatabaseAsync(db => db.Corrections().CountAsync()));
    }

    private static Task RefuseAsync(ToldWorld world) => world.Site.InScopeAsync(async services =>
    {
        var request = await services.GetRequiredService<IGSendMailContext>().DataSubjectRequests().Select(r => r.Id).SingleAsync();
        Assert.True(await services.GetRequiredService<RequestDecisions>().RefuseAsync(
            request, RequestReason.UnfoundedOrExcessive, default, CancellationToken.None));
    });

    private static async Task MakeCopyAsync(ToldWorld world)
    {
        world.Reference = await RequestSteps.AskForPackageAsync(world.Owner, "Access");
        await world.Site.WorkAsync();
    }

    /// <summary>Made anew, if it was lost: the queue does that as soon as the site is there.</summary>
    private static async Task<bool> HasCopyAsync(TestSite site, ToldWorld world)
    {
        await site.WorkAsync();
        var owner = await site.SignedInAsync(Owner);
        var page = await owner.GetAsync(PrivacyLinks.Request(world.Reference));
        var copy = await owner.GetAsync(PrivacyLinks.RequestDownload(world.Reference));
        return page.Document.QuerySelector("#package, a[href$='/download']") is not null && copy.Status == System.Net.HttpStatusCode.OK
            && (await site.ReadAsync(world.Reference)).State == RequestState.Done;
    }

    private static Task PlaceHoldAsync(ToldWorld world) => world.Site.InScopeAsync(services => services.GetRequiredService<LegalHolds>().PlaceAsync(
        new NewHold(EmailAddress.Of(Owner), null, HoldReason.LegalClaim, "A-1", new DateOnly(2027, 6, 1)), default, CancellationToken.None));
}
