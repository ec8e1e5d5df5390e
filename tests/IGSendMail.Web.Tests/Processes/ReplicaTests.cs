using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using IGSendMail.Platform.Accounts;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Requests;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using IGSendMail.Web.Tests.Accounts;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace IGSendMail.Web.Tests.Processes;

/// <summary>Two real processes of the site on one data folder.</summary>
public sealed class ReplicaTests(ITestOutputHelper output)
{
    private const int People = 3_000;

    [Fact]
    public async Task A_person_signs_in_at_one_downloads_at_the_other_and_a_killed_purge_is_finished_by_the_other()
    {
        // Its services only look into the files; its own site is not asked for pages.
        await using var look = new TestSite();
        using var a = await SiteProcess.ServeAsync(look.Folder, ("Erasure:Slice", "5"));
        using var b = await SiteProcess.ServeAsync(look.Folder, ("Erasure:Slice", "5"));
        var staying = new CookieContainer();
        var leaving = new CookieContainer();
        await a.Visitor(staying).RegisterAsync(Customer.Registration("staying@example.org"));
        await a.Visitor(leaving).RegisterAsync(Customer.Registration("leaving@example.org"));
        // As accounts from before addresses were confirmed: they upload and are kept.
        await look.InDatabaseAsync(db => db.Users().ExecuteUpdateAsync(set => set.SetProperty(u => u.UnconfirmedSince, (DateTimeOffset?)null)));

        await DownloadAtTheOtherAsync(look, a, b, staying);

        var account = await UploadAsync(look, b, leaving);
        await OrderErasureAsync(a, leaving);
        var removed = await UntilInTheMiddleAsync(look);
        await a.KillAsync();
        var atDeath = await RemovedAsync(look);
        await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System);
        Assert.Equal(atDeath, await RemovedAsync(look));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"killed with {atDeath} of {People} people removed (seen at {removed})"));

        var start = TimeProvider.System.GetTimestamp();
        await Wait.UntilAsync(() => look.InDatabaseAsync(db => db.ErasureRuns().AllAsync(r => r.State == ErasureState.Done)), "the purge finished");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the other one finished it {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s later"));
        await EverythingWentOnceAsync(look, account);
        Assert.Equal(HttpStatusCode.OK, (await b.Visitor(staying).GetAsync("/account")).Status);
        Assert.Equal("/account", (await b.Visitor(staying).GetAsync("/account")).Path);
        Assert.StartsWith("/account/sign-in", (await b.Visitor(leaving).GetAsync("/account")).Path, StringComparison.Ordinal);

        using var again = await SiteProcess.ServeAsync(look.Folder);
        Assert.Equal("/account", (await again.Visitor(staying).GetAsync("/account")).Path);
    }

    private static async Task DownloadAtTheOtherAsync(TestSite look, SiteProcess a, SiteProcess b, CookieContainer cookies)
    {
        var data = await a.Visitor(cookies).GetAsync(PrivacyRoutes.AccountData);
        await a.Visitor(cookies).SubmitAsync(
            data, "form#ask-form", new Dictionary<string, string> { ["Password"] = Customer.Password }, "button[value=Access]");
        await Wait.UntilAsync(() => look.InDatabaseAsync(db => db.ExportPackages().AnyAsync()), "the package");
        var reference = await look.InDatabaseAsync(db => db.DataSubjectRequests().Select(r => r.Reference).SingleAsync());

        var package = await b.Visitor(cookies).GetAsync($"/privacy/requests/{reference}/download");

        Assert.Equal(HttpStatusCode.OK, package.Status);
        using var zip = new ZipArchive(new MemoryStream(package.Body));
        Assert.NotNull(zip.GetEntry("manifest.json"));
    }

    private static async Task<Guid> UploadAsync(TestSite look, SiteProcess b, CookieContainer cookies)
    {
        var csv = "email\r\n" + string.Concat(Enumerable.Range(0, People).Select(i => $"person{i}@example.org\r\n"));
        var form = await b.Visitor(cookies).GetAsync(SiteRoutes.NewList);
        var upload = await b.Visitor(cookies).SubmitAsync(
            form, "form#upload", new Dictionary<string, string> { ["Name"] = "People" },
            files: new Dictionary<string, (string, byte[])> { ["File"] = ("people.csv", Encoding.UTF8.GetBytes(csv)) });
        await Wait.UntilAsync(() => look.InDatabaseAsync(db => db.Imports().AllAsync(i => i.State == ImportState.Asking)), "the file looked through");
        await b.Visitor(cookies).AgreeAsync(await b.Visitor(cookies).GetAsync(upload.Path));
        await Wait.UntilAsync(() => look.InDatabaseAsync(db => db.Imports().AllAsync(i => i.State == ImportState.Done)), "the list imported");
        Assert.Equal(People, await look.InDatabaseAsync(db => db.Subscribers().CountAsync()));
        return await look.InDatabaseAsync(db => db.Subscribers().Select(s => s.AccountId).FirstAsync());
    }

    private static async Task OrderErasureAsync(SiteProcess a, CookieContainer cookies)
    {
        var review = await a.Visitor(cookies).GetAsync(PrivacyRoutes.AccountDataErase);
        var form = review.Document.QuerySelector("main input[type=password]")!.Closest("form")!;
        form.Id ??= "erase";
        await a.Visitor(cookies).SubmitAsync(review, "#" + form.Id, new Dictionary<string, string> { ["Password"] = Customer.Password });
    }

    private static async Task<long> UntilInTheMiddleAsync(TestSite look)
    {
        long removed = 0;
        await Wait.UntilAsync(async () => (removed = await RemovedAsync(look)) > People / 10, "the purge begun");
        Assert.True(removed < People, "the purge was over before it could be killed");
        return removed;
    }

    private static Task<long> RemovedAsync(TestSite look) => look.InDatabaseAsync(db =>
        db.ErasureTasks().Where(t => t.StoreKey == nameof(Subscriber)).SumAsync(t => t.Removed));

    private static async Task EverythingWentOnceAsync(TestSite look, Guid account)
    {
        Assert.Equal(0, await look.InDatabaseAsync(db => db.Subscribers().CountAsync()));
        Assert.Equal(People, await RemovedAsync(look));
        var receipt = await look.InDatabaseAsync(db => db.ErasureReceipts().AsNoTracking().SingleAsync());
        Assert.Equal(account, receipt.AccountId);
        Assert.Equal(People, receipt.Read().Lines.Single(l => l.Store == nameof(Subscriber)).Deleted);
        Assert.Equal(1, await look.InDatabaseAsync(db => db.Users().CountAsync()));
    }
}
