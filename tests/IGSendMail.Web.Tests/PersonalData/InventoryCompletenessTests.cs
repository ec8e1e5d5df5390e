using System.Text.RegularExpressions;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Retention;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.PersonalData;

/// <summary>The public inventory leaves out no place, names none twice, and says of each what is declared.</summary>
public sealed partial class InventoryCompletenessTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Every_place_with_a_rule_of_deletion_stands_there_once()
    {
        var page = await InventoryAsync(_site);
        var shown = page.Document.QuerySelectorAll("[id^='place-']").Select(p => p.Id!["place-".Length..]).Order(StringComparer.Ordinal).ToList();

        // What each table and each other place is called, read from the model and the services, not from what the page is made of.
        var tables = await _site.InDatabaseAsync(db => Task.FromResult(db.Model.GetEntityTypes().Select(e => e.ClrType.Name).ToList()));
        string[] others = ["ConsentSpool", "ErasureJournal", "ExportFiles", "ImportFiles", "PickupLetters", "SuppressionJournal", "ToldJournal"];
        Assert.Equal(tables.Concat(others).Order(StringComparer.Ordinal), shown);

        var rules = _site.Services.GetRequiredService<RetentionRules>().Under(Commitments);
        Assert.All(rules, rule => Assert.Contains(rule.StoreKey, shown));
        Assert.All(_site.Services.GetRequiredService<DataMap>().Expiries, expiry => Assert.Contains(expiry.StoreKey, shown));
    }

    [Fact]
    public async Task Every_place_says_each_of_its_rules_with_its_reason()
    {
        var page = await InventoryAsync(_site);
        foreach (var rule in _site.Services.GetRequiredService<RetentionRules>().Under(Commitments))
        {
            var kept = Fact(page, rule.StoreKey, "Kept for");
            Assert.Contains($"{rule.Period}, {rule.AnchorWords}.", kept, StringComparison.Ordinal);
            Assert.Contains(rule.Basis, kept, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("ErasureJournal", "Customers; people who asked about their data")]
    [InlineData("ErasureReceipt", "Customers; people who asked about their data")]
    [InlineData("ConsentSpool", "Visitors of this site; customers")]
    [InlineData("ConsentRecord", "Visitors of this site; customers")]
    [InlineData("DataSubjectRequest", "People who asked about their data; customers")]
    [InlineData("RequestEvent", "People who asked about their data")]
    [InlineData("Session", "Customers; our privacy officers")]
    [InlineData("OutboxMessage", "Customers; people who asked about their data; people on customers’ lists; our privacy officers")]
    [InlineData("PasswordAsk", "Visitors of this site")]
    [InlineData("Subscriber", "People on customers’ lists")]
    [InlineData("Account", "Customers")]
    public async Task Each_place_says_whom_it_is_about(string key, string whose) =>
        Assert.Equal(whose, Fact(await InventoryAsync(_site), key, "About whom"));

    [Fact]
    public async Task Whoever_finds_rows_by_a_key_of_their_own_is_named_as_one_they_are_about()
    {
        var page = await InventoryAsync(_site);
        foreach (var table in _site.Services.GetRequiredService<DataMap>().Tables.Where(t => t.Owner != DataOwner.Nobody))
        {
            var whose = Fact(page, table.Entity.Name, "About whom");
            var kinds = table.Identifiers.Where(i => !i.ForAnotherController).Select(i => i.Kind.Name).ToList();
            Assert.True(!kinds.Contains("Request") || Mentions(whose, "people who asked about their data"), $"{table.Entity.Name}: {whose}");
            Assert.True(!kinds.Contains("Visitor") || Mentions(whose, "visitors of this site"), $"{table.Entity.Name}: {whose}");
            Assert.True(!kinds.Contains("User") || Mentions(whose, "customers"), $"{table.Entity.Name}: {whose}");
        }
    }

    [Fact]
    public async Task A_kind_that_the_policy_names_and_nothing_stores_says_so()
    {
        var page = await InventoryAsync(_site);
        var stored = _site.Services.GetRequiredService<DataMap>().Stores.Select(s => s.Description.Category).ToHashSet();
        var rows = page.Document.QuerySelectorAll("#kinds tbody tr").ToList();

        Assert.Equal(Enum.GetNames<DataCategory>(), rows.Select(r => r.QuerySelector("th a")!.GetAttribute("href")!.TrimStart('#')));
        Assert.Equal([DataCategory.Billing, DataCategory.Cookie], Enum.GetValues<DataCategory>().Where(c => !stored.Contains(c)));
        foreach (var (row, category) in rows.Zip(Enum.GetValues<DataCategory>()))
        {
            Assert.Equal(!stored.Contains(category), row.TextContent.Contains("None stored today", StringComparison.Ordinal));
            Assert.Equal(!stored.Contains(category), page.Document.GetElementById(category.ToString())!.ParentElement!.TextContent.Contains("None stored today", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_place_elsewhere_fills_the_kind_that_was_empty()
    {
        await using var site = new TestSite()
            .With("RemoteStores:0:Key", "invoices").With("RemoteStores:0:Title", "Invoices at our accountant")
            .With("RemoteStores:0:Category", "Billing").With("RemoteStores:0:Url", "https://accounts.example/privacy")
            .With("RemoteStores:0:Secret", new string('s', 40));
        var page = await InventoryAsync(site);

        Assert.DoesNotContain("None stored today", Row(page, DataCategory.Billing), StringComparison.Ordinal);
        Assert.Contains("Billing.", Row(page, DataCategory.Billing), StringComparison.Ordinal);
        Assert.Equal("to process transactions and billing", Fact(page, "invoices", "What for"));
    }

    [Fact]
    public async Task Each_kind_names_who_receives_it_where_and_under_which_safeguard_as_the_register_does()
    {
        using var trial = new PolicyTrial();
        File.WriteAllText(trial.Register, """
            updated: 2026-01-01
            subprocessors:
              - name: Harbour Payments
                what-for: Payment processing
                data: [account, billing]
                country: Ireland
                safeguard: none needed
                since: 2026-02-03
              - name: Cloud Nine
                what-for: Infrastructure
                data: [account, usage, subscriber, technical, billing, cookie, accountability]
                country: United States
                safeguard: Standard Contractual Clauses
                since: 2026-02-03
            none:
              - what-for: Analytics tools
                why: They are built in.
            """);
        await using var site = new TestSite().With("Policy:Folder", trial.Folder);
        var page = await InventoryAsync(site);

        const string cloud = "Cloud Nine: United States; Standard Contractual Clauses", payments = "Harbour Payments: Ireland; none needed";
        Assert.All(Enum.GetValues<DataCategory>(), c => Assert.Contains(cloud, Row(page, c), StringComparison.Ordinal));
        Assert.All(Enum.GetValues<DataCategory>(), c => Assert.Equal(
            c is DataCategory.Account or DataCategory.Billing, Row(page, c).Contains(payments, StringComparison.Ordinal)));
        Assert.DoesNotContain("demonstration", page.Document.QuerySelector("#main-content, main")!.TextContent, StringComparison.Ordinal);

        Assert.Contains("not named yet", Row(await InventoryAsync(_site), DataCategory.Usage), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_figures_are_those_of_the_policy_and_the_settings()
    {
        using var trial = new PolicyTrial();
        trial.Change("account-data-kept: P30D", "account-data-kept: P41D");
        trial.Change("subscriber-data-gone: P30D", "subscriber-data-gone: P21D");
        await using var site = new TestSite().With("Policy:Folder", trial.Folder).With("Retention:Exports:Period", "P9D");
        var page = await InventoryAsync(site);

        Assert.Contains("41 days after it is cancelled", Row(page, DataCategory.Account), StringComparison.Ordinal);
        Assert.Contains("gone within 21 days of cancellation", Row(page, DataCategory.Subscriber), StringComparison.Ordinal);
        Assert.Contains("9 days, after it was made", Fact(page, "ExportFiles", "Kept for"), StringComparison.Ordinal);
    }

    private Commitments Commitments => _site.Services.GetRequiredService<PolicyShelf>().Snapshot().InForce.Commitments;

    private static async Task<Page> InventoryAsync(TestSite site) => await site.Visitor().GetAsync(PrivacyRoutes.PersonalData);

    private static bool Mentions(string whose, string who) => whose.Contains(who, StringComparison.OrdinalIgnoreCase);

    private static string Row(Page page, DataCategory category) => Plain(page.Document.QuerySelectorAll("#kinds tbody tr")
        .Single(r => r.QuerySelector($"a[href='#{category}']") is not null).TextContent);

    private static string Fact(Page page, string key, string name) => Plain(page.Document.GetElementById("place-" + key)!
        .QuerySelectorAll("dl > div").Single(d => d.QuerySelector("dt")!.TextContent == name).QuerySelector("dd")!.TextContent);

    private static string Plain(string text) => Spaces().Replace(text, " ").Trim();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Spaces();
}
