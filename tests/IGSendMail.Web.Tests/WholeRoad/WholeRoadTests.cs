using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using IGSendMail.Platform.Audience;
using IGSendMail.Platform.Usage;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Requests;
using IGSendMail.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.WholeRoad;

public sealed class WholeRoadTests
{
    private const int People = 1_000;

    [Fact]
    public async Task From_the_first_visit_to_the_last_byte()
    {
        await using var site = new TestSite();
        var canaries = new Canaries();
        var customer = new Customer(site, canaries);

        await customer.RejectCookiesAsync();
        await customer.Visitor.GetAsync("/privacy");
        await customer.WorkAsync();
        Assert.Equal(0, await site.InDatabaseAsync(db => db.PageViews().CountAsync()));

        await customer.RegisterAsync();
        await customer.UploadAsync(People);
        Assert.Equal(People, await SubscribersAsync(site));

        await DownloadAndCheckPackageAsync(site, customer);
        NothingStandsInClearButLettersForPickup(site, canaries);
        var subject = await site.InScopeAsync(s => s.GetRequiredService<Subjects>().OfAccountAsync(customer.AccountId, default));

        await customer.CancelAsync();
        NothingStandsInClearButLettersForPickup(site, canaries);
        site.Time.Advance(TimeSpan.FromDays(27));
        await customer.WorkAsync();
        Assert.Equal(People, await SubscribersAsync(site));

        site.Time.Advance(TimeSpan.FromDays(1));
        await customer.WorkAsync();
        site.Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(0, await SubscribersAsync(site));
        Assert.Equal(HttpStatusCode.OK, (await customer.Visitor.GetAsync("/account")).Status);

        site.Time.Advance(TimeSpan.FromDays(1));
        await customer.WorkAsync();
        await NothingIsLeftButWhatTheReceiptKeepsAsync(site, customer.AccountId, subject);
        Assert.StartsWith("/account/sign-in", (await customer.Visitor.GetAsync("/account")).Path, StringComparison.Ordinal);

        site.Time.Advance(TimeSpan.FromDays(8));
        await customer.WorkAsync();
        Assert.Empty(canaries.FoundBeneath(site.DataFolder));
    }

    /// <summary>
    /// Database, write-ahead log, shared memory, uploads, packages, logs and vault, while all of it is still there. A
    /// letter for pickup is an e-mail on its way: whoever delivers it must be able to read it.
    /// </summary>
    private static void NothingStandsInClearButLettersForPickup(TestSite site, Canaries canaries)
    {
        var files = Directory.GetFiles(site.Folder, "*", SearchOption.AllDirectories);
        Assert.Contains(files, f => f.EndsWith("igsendmail.db-wal", StringComparison.Ordinal) && new FileInfo(f).Length > 0);
        Assert.Contains(files, f => f.Contains("exports", StringComparison.Ordinal));
        Assert.Empty(canaries.FoundBeneath(site.Folder).Where(found => !found.EndsWith(".eml", StringComparison.Ordinal)));
        Assert.NotEmpty(canaries.FoundBeneath(Path.Combine(site.DataFolder, "mail")));
    }

    private static Task<int> SubscribersAsync(TestSite site) => site.InDatabaseAsync(db => db.Subscribers().CountAsync());

    private static async Task DownloadAndCheckPackageAsync(TestSite site, Customer customer)
    {
        var data = await customer.Visitor.GetAsync("/account/data");
        await customer.Visitor.SubmitAsync(
            data, "form#ask-form", new Dictionary<string, string> { ["Password"] = Customer.Password }, "button[value=Access]");
        await customer.WorkAsync();

        var reference = await site.InDatabaseAsync(db => db.DataSubjectRequests().Select(r => r.Reference).SingleAsync());
        var status = await customer.Visitor.GetAsync($"/privacy/requests/{reference}");
        Assert.Contains("Done", status.Text, StringComparison.OrdinalIgnoreCase);
        var package = await customer.Visitor.GetAsync($"/privacy/requests/{reference}/download");
        Assert.Equal(HttpStatusCode.OK, package.Status);

        using var zip = new ZipArchive(new MemoryStream(package.Body));
        using var manifest = await JsonDocument.ParseAsync(zip.GetEntry("manifest.json")!.Open());
        var stores = manifest.RootElement.GetProperty("stores").EnumerateArray()
            .ToDictionary(s => s.GetProperty("key").GetString()!, s => s.GetProperty("records").GetInt64());
        Assert.Equal(People, stores["Subscriber"]);
        Assert.Equal(1, stores["Account"]);
        Assert.Equal(1, stores["User"]);
        Assert.Equal(1, stores["SubscriberList"]);
        Assert.Equal(1, stores["ImportProblem"]);
        foreach (var file in manifest.RootElement.GetProperty("files").EnumerateArray())
        {
            await using var content = zip.GetEntry(file.GetProperty("name").GetString()!)!.Open();
            var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content));
            Assert.Equal(hash, file.GetProperty("sha256").GetString(), ignoreCase: true);
        }
    }

    private static async Task NothingIsLeftButWhatTheReceiptKeepsAsync(TestSite site, Guid accountId, DataSubject subject)
    {
        var receipts = await site.InDatabaseAsync(db => db.ErasureReceipts().AsNoTracking()
            .Where(r => r.AccountId == accountId).OrderBy(r => r.IssuedAt).ToListAsync());
        Assert.Equal(2, receipts.Count);
        var lists = receipts[0].Read();
        Assert.Equal(People, lists.Lines.Single(l => l.Store == "Subscriber").Deleted);
        var everything = receipts[1].Read();
        Assert.Equal(ErasureScope.Everything, everything.Scope);

        await site.InScopeAsync(async services =>
        {
            foreach (var store in services.GetRequiredService<DataMap>().Stores)
            {
                var counts = await store.CountAsync(subject, default);
                Assert.DoesNotContain(counts, c => c.Disposition != DispositionKind.KeepUntil);
                Assert.Equal(0, await store.LeftAsync(subject, default));
                Assert.Equal(
                    everything.Lines.Where(l => l.Store == store.Description.Key).Sum(l => l.Kept), counts.Sum(c => c.Rows));
            }
        });
        await EveryRowOfTheAccountIsOnAKeptTableAsync(site, accountId, everything);
    }

    /// <summary>Looks past the map: any table with an AccountId that still holds this account must be on the receipt.</summary>
    private static Task<bool> EveryRowOfTheAccountIsOnAKeptTableAsync(TestSite site, Guid accountId, ReceiptContent receipt) =>
        site.InDatabaseAsync(async db =>
        {
            foreach (var entity in db.Model.GetEntityTypes().Where(e => e.FindProperty("AccountId") is not null))
            {
                await using var command = db.Database.GetDbConnection().CreateCommand();
                await db.Database.OpenConnectionAsync();
                command.CommandText = $"SELECT COUNT(*) FROM \"{entity.GetTableName()}\" WHERE AccountId = @id";
                var id = command.CreateParameter();
                (id.ParameterName, id.Value) = ("@id", accountId.ToByteArray(bigEndian: true));
                command.Parameters.Add(id);
                var rows = (long)(await command.ExecuteScalarAsync())!;
                Assert.Equal(receipt.Lines.Where(l => l.Store == entity.ClrType.Name).Sum(l => l.Kept), rows);
            }

            return true;
        });
}
