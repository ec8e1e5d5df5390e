using System.Globalization;
using System.Text.Json.Nodes;
using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Erasures;

/// <summary>A site with one customer whose data lie in a remote place too.</summary>
internal sealed class ErasureCase : IAsyncDisposable
{
    public const int Records = 5;

    private ErasureCase(TestSite site, RemotePlace place) => (Site, Place) = (site, place);

    public TestSite Site { get; }

    public RemotePlace Place { get; }

    public User User { get; private set; } = null!;

    public Guid RunId { get; private set; }

    public static async Task<ErasureCase> StartAsync()
    {
        var place = await RemotePlace.StartAsync();
        var site = new TestSite();
        foreach (var (key, value) in place.Settings())
        {
            site.With(key, value);
        }

        var one = new ErasureCase(site, place);
        one.User = await site.RegisterAsync("ada@example.com");
        place.Hold(one.User.AccountId!.Value, Enumerable.Range(1, Records).Select(i => new JsonObject
        {
            ["Note"] = string.Create(CultureInfo.InvariantCulture, $"rang us {i} times"),
        }));
        return one;
    }

    /// <summary>The customer asks to be erased; the erasure is ordered and nothing more.</summary>
    public async Task<string> AskAsync()
    {
        var visitor = await Site.SignedInAsync("ada@example.com");
        var review = await visitor.GetAsync(PrivacyRoutes.AccountDataErase);
        var page = await visitor.SubmitAsync(review, "#erase-form", new Dictionary<string, string> { ["Password"] = RequestSteps.Password });
        await Site.RunRequestsAsync();
        RunId = await Site.InDatabaseAsync(db => db.ErasureRuns().Select(r => r.Id).SingleAsync());
        return page.Url.AbsolutePath.Split('/')[^1];
    }

    /// <summary>One step of the run by hand, as the worker does it.</summary>
    public Task<bool> StepAsync() => Site.InScopeAsync(async services =>
    {
        var leases = services.GetRequiredService<Leases>();
        var held = (await leases.TryTakeAsync("erasure", default))!;
        var goesOn = await services.GetRequiredService<ErasureSteps>().AdvanceAsync(RunId, held, default);
        await leases.ReleaseAsync(held, default);
        return goesOn;
    });

    public Task<ErasureRun> RunAsync() => Site.InDatabaseAsync(db => db.ErasureRuns().AsNoTracking().SingleAsync(r => r.Id == RunId));

    public Task<List<ErasureTask>> TasksAsync() => Site.InDatabaseAsync(db => db.ErasureTasks().AsNoTracking().Where(t => t.RunId == RunId).ToListAsync());

    public async Task<ErasureTask> RemoteTaskAsync() => (await TasksAsync()).Single(t => t.StoreKey == "crm");

    public Task<ReceiptContent> ReceiptAsync() => Site.InDatabaseAsync(async db =>
        (await db.ErasureReceipts().AsNoTracking().SingleAsync(r => r.RunId == RunId)).Read());

    public Task<List<string>> ActsAsync() => Site.InDatabaseAsync(db =>
        db.Set<Privacy.Audit.AuditEntry>().AsNoTracking().OrderBy(e => e.At).ThenBy(e => e.Id).Select(e => e.Act).ToListAsync());

    /// <summary>The word that whoever supervises the site gets.</summary>
    public async Task<string> HealthAsync()
    {
        var page = await Site.Visitor().GetAsync(SiteRoutes.HealthReady);
        return (string)JsonNode.Parse(page.Body)!["status"]!;
    }

    public async ValueTask DisposeAsync()
    {
        await Site.DisposeAsync();
        await Place.DisposeAsync();
    }
}
