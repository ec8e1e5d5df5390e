using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Hosting.Demo;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.WholeRoad;

/// <summary>
/// A company with data in every category, among the companies of the demonstration: what is handed out is what goes or
/// stays, and afterwards nothing of it can be found anywhere.
/// </summary>
public sealed class CoverageTests : IAsyncLifetime
{
    private const int People = 60;

    private readonly TestSite _site = new();
    private readonly Canaries _canaries = new();
    private RemotePlace _place = null!;
    private Customer _customer = null!;

    public async Task InitializeAsync()
    {
        _place = await RemotePlace.StartAsync();
        foreach (var (key, value) in _place.Settings(category: "Technical"))
        {
            _site.With(key, value);
        }

        await _site.InScopeAsync(services => DemoData.SeedAsync(services, default));
        _customer = new Customer(_site, _canaries);
        var settings = await _customer.Visitor.GetAsync("/privacy/cookies");
        await _customer.Visitor.SubmitAsync(settings, "form#all", button: "button[value=accept]");
        await _customer.RegisterAsync();
        await _customer.Visitor.GetAsync("/privacy");
        await _customer.UploadAsync(People);
        await _customer.Visitor.GetAsync("/privacy/data");
        await _customer.WorkAsync();
        _place.Hold(_customer.AccountId, _canaries.All.Select(canary => new JsonObject
        {
            ["Note"] = canary,
            ["More"] = new JsonObject { ["Deep"] = new JsonArray(canary) },
        }));
    }

    public async Task DisposeAsync()
    {
        await _site.DisposeAsync();
        await _place.DisposeAsync();
    }

    [Fact]
    public async Task In_every_category_what_is_handed_out_or_withheld_is_what_goes_or_stays()
    {
        var package = await PackageAsync();
        var rows = new Dictionary<DataCategory, (long Handed, long Fate)>();
        await OverStoresAsync(async (store, subject) =>
        {
            var counts = await store.CountAsync(subject, default);
            // Emptied rows are among those that stay.
            var fate = counts.Where(c => c.Disposition != DispositionKind.Null).Sum(c => c.Rows);
            var (records, withheld) = (0L, 0L);
            await foreach (var record in store.ReadAsync(subject, default))
            {
                records++;
                withheld += record.Json.Span.SequenceEqual("{}"u8) ? 1 : 0;
            }

            var key = store.Description.Key;
            Assert.True(records == fate || store.Description is { Key: "ConsentSpool" }, $"{key}: {records} handed out, {fate} go or stay");
            var before = rows.GetValueOrDefault(store.Description.Category);
            rows[store.Description.Category] = (before.Handed + records + withheld, before.Fate + fate);
            // The work on the request itself goes on writing letters and proofs; all else is in the package as it is.
            if (store.Description.Category != DataCategory.Accountability && key is not ("OutboxMessage" or "PickupLetters"))
            {
                // Looking at the package was a page view too.
                var packed = package.GetValueOrDefault(key);
                Assert.True(key == "PageView" ? packed > 0 && packed <= records : packed == records, $"{key}: {packed} in the package, {records} there");
            }
        });

        Assert.All(rows, category => Assert.Equal(category.Value.Fate, category.Value.Handed));
        foreach (var filled in new[] { DataCategory.Account, DataCategory.Usage, DataCategory.Subscriber, DataCategory.Technical, DataCategory.Accountability })
        {
            Assert.True(rows[filled].Fate > 0, $"the company has nothing in {filled}");
        }

        Assert.Equal(People, package["Subscriber"]);
        Assert.Equal(_canaries.All.Count, package["crm"]);
    }

    [Fact]
    public async Task In_every_table_the_values_handed_out_or_withheld_are_the_values_that_go_or_stay()
    {
        await PackageAsync();
        var tables = _site.Services.GetRequiredService<DataMap>().Tables.ToDictionary(t => t.Entity.Name, StringComparer.Ordinal);
        var values = new Dictionary<DataCategory, (long Handed, long Fate)>();
        await OverStoresAsync(async (store, subject) =>
        {
            if (!tables.TryGetValue(store.Description.Key, out var table))
            {
                return;
            }

            long handed = 0;
            await foreach (var record in store.ReadAsync(subject, default))
            {
                handed += HandedOut.ValuesOf(table, record);
            }

            var fate = (await store.CountAsync(subject, default)).Sum(c => c.Values);
            Assert.True(handed == fate, $"{store.Description.Key}: {handed} values handed out or withheld, {fate} go or stay");
            var before = values.GetValueOrDefault(table.Category);
            values[table.Category] = (before.Handed + handed, before.Fate + fate);
        });

        Assert.All(values, category => Assert.Equal(category.Value.Fate, category.Value.Handed));
        Assert.True(values[DataCategory.Subscriber].Handed > People, "the lists have no values");
    }

    [Fact]
    public async Task Wherever_people_write_a_canary_is_handed_out()
    {
        await _customer.AskToCorrectAsync(_canaries["name"] + " again");
        await PackageAsync();
        var paths = new SortedDictionary<string, bool>(StringComparer.Ordinal);
        await OverStoresAsync(async (store, subject) =>
        {
            await foreach (var record in store.ReadAsync(subject, default))
            {
                foreach (var (path, text) in HandedOut.TextsOf(record))
                {
                    var key = $"{store.Description.Key}: {path}";
                    paths[key] = paths.GetValueOrDefault(key) || _canaries.All.Any(c => text.Contains(c, StringComparison.Ordinal));
                }
            }
        });

        // What the program writes itself: words of its own, instants, names of versions and pages.
        var without = paths.Where(p => !p.Value).Select(p => p.Key).ToList();
        Assert.True(
            without.SequenceEqual(HandedOut.WrittenByTheProgram, StringComparer.Ordinal),
            "without a canary:\n" + string.Join('\n', without.Except(HandedOut.WrittenByTheProgram, StringComparer.Ordinal))
            + "\nno longer without one:\n" + string.Join('\n', HandedOut.WrittenByTheProgram.Except(without, StringComparer.Ordinal)));
    }

    [Fact]
    public async Task After_the_erasure_no_canary_is_left_anywhere_and_only_what_the_receipt_keeps()
    {
        await PackageAsync();
        var owners = await SubjectAsync();
        Assert.NotEmpty(_canaries.FoundBeneath(Path.Combine(_site.DataFolder, "mail")));
        Assert.All(_canaries.All, canary => Assert.Contains(canary, _place.AllText(), StringComparison.Ordinal));
        Assert.True(await LivingKeysAsync(owners) > 1);

        var review = await _customer.Visitor.GetAsync(PrivacyRoutes.AccountDataErase);
        await _customer.Visitor.SubmitAsync(review, "#erase-form", new Dictionary<string, string> { ["Password"] = Customer.Password });
        var subject = await SubjectAsync();
        await _customer.WorkAsync();

        var run = await _site.InDatabaseAsync(db => db.ErasureRuns().AsNoTracking().SingleAsync());
        Assert.Equal(ErasureState.Done, run.State);
        Assert.Equal("", _place.AllText());
        Assert.Equal(0, await LivingKeysAsync(subject));
        var receipt = await _site.InDatabaseAsync(async db => (await db.ErasureReceipts().AsNoTracking().SingleAsync()).Read());
        Assert.Equal(_canaries.All.Count, receipt.Lines.Single(l => l.Store == "crm").Deleted);
        await OverStoresAsync(async (store, _) =>
        {
            Assert.True(await store.LeftAsync(subject, default) == 0, $"something is left in {store.Description.Key}");
            var kept = (await store.CountAsync(subject, default)).Sum(c => c.Rows);
            var since = kept - receipt.Lines.Where(l => l.Store == store.Description.Key).Sum(l => l.Kept);
            // After the receipt the request itself is closed: one more note in its history and in the audit trail.
            var most = store.Description.Key is "RequestEvent" or "AuditEntry" ? 1 : 0;
            Assert.True(since >= 0 && since <= most, $"{store.Description.Key}: {since} more than on the receipt");
        });

        // The last letter waits for the mail server: it is on its way to the person. Then it goes by age.
        var found = _canaries.FoundBeneath(_site.Folder);
        Assert.All(found, f => Assert.EndsWith(".eml", f, StringComparison.Ordinal));
        Assert.Single(found.Select(f => f.Split(" in ")[1]).Distinct());
        _site.Time.Advance(TimeSpan.FromDays(8));
        await _customer.WorkAsync();
        Assert.Empty(_canaries.FoundBeneath(_site.Folder));
    }

    /// <summary>Lets the customer take a copy, and says how many records of each place are in it.</summary>
    private async Task<Dictionary<string, long>> PackageAsync()
    {
        var data = await _customer.Visitor.GetAsync("/account/data");
        await _customer.Visitor.SubmitAsync(
            data, "form#ask-form", new Dictionary<string, string> { ["Password"] = Customer.Password }, "button[value=Access]");
        await _customer.WorkAsync();
        var reference = await _site.InDatabaseAsync(db => db.DataSubjectRequests()
            .Where(r => r.AccountId == _customer.AccountId && r.Right == Right.Access).Select(r => r.Reference).SingleAsync());
        var package = await _customer.Visitor.GetAsync($"/privacy/requests/{reference}/download");
        using var zip = new ZipArchive(new MemoryStream(package.Body));
        using var manifest = await JsonDocument.ParseAsync(zip.GetEntry("manifest.json")!.Open());
        return manifest.RootElement.GetProperty("stores").EnumerateArray()
            .ToDictionary(s => s.GetProperty("key").GetString()!, s => s.GetProperty("records").GetInt64());
    }

    private Task<DataSubject> SubjectAsync() => _site.InScopeAsync(services =>
        services.GetRequiredService<Subjects>().OfAccountAsync(_customer.AccountId, default));

    private async Task OverStoresAsync(Func<IPersonalDataStore, DataSubject, Task> look)
    {
        var subject = await SubjectAsync();
        foreach (var store in _site.Services.GetRequiredService<DataMap>().Stores)
        {
            await look(store, subject);
        }
    }

    /// <summary>Keys in the vault under which something of the subject could still be opened.</summary>
    private async Task<int> LivingKeysAsync(DataSubject subject)
    {
        var owners = subject.Identifiers.Select(i => i.Value).ToList();
        await using var vault = await _site.Services.GetRequiredService<IDbContextFactory<VaultContext>>().CreateDbContextAsync();
        return await vault.Keys.CountAsync(k => owners.Contains(k.OwnerId) && k.Wrapped != null);
    }
}
