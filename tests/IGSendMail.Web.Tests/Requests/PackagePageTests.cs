using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Tests.Audience;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Requests;

/// <summary>The page of a package is one that its person understands, and says nothing that its files do not.</summary>
public sealed partial class PackagePageTests : IAsyncDisposable
{
    private const string Uploaded = "2026-01-01T00:00:00Z";

    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task It_opens_with_who_what_kinds_how_much_why_how_long_and_who_else()
    {
        var (zip, page) = await CustomerAsync("Access");
        using (zip)
        {
            using var manifest = JsonDocument.Parse(Text(zip, "manifest.json"));
            var parts = manifest.RootElement.GetProperty("stores").EnumerateArray().Where(s => s.GetProperty("records").GetInt64() > 0).ToList();
            var short_ = Facts(page.QuerySelector("h1")!.NextElementSibling!);

            Assert.Equal("Ada Example, ada@example.com", short_["About whom"]);
            Assert.Contains("made into this package on 10 November 2026, 07:00 (New York)", short_["Request"], StringComparison.Ordinal);
            Assert.Contains("IGSendMail LLC, United States", short_["From whom"], StringComparison.Ordinal);
            Assert.Equal($"{parts.Sum(p => p.GetProperty("records").GetInt64())} records in {parts.Count} parts", short_["How much"]);
            var lists = parts.Where(p => p.GetProperty("category").GetString() == nameof(DataCategory.Subscriber)).Sum(p => p.GetProperty("records").GetInt64());
            Assert.Contains($"Subscribers ({lists} records)", short_["What kinds"], StringComparison.Ordinal);
            Assert.DoesNotContain("Billing", short_["What kinds"], StringComparison.Ordinal);
            Assert.Contains("comply with the law", short_["What for"], StringComparison.Ordinal);
            Assert.Contains("lists: until you delete them, and gone within 30 days of cancellation", short_["How long"], StringComparison.Ordinal);
            Assert.Contains("1 customer of ours has your address on a list of their own: Kontor Nord", short_["Who else"], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Access")]
    [InlineData("Portability")]
    public async Task Every_part_has_a_purpose_a_basis_a_source_and_a_time(string right)
    {
        var (zip, page) = await CustomerAsync(right);
        using (zip)
        {
            using var manifest = JsonDocument.Parse(Text(zip, "manifest.json"));
            var parts = manifest.RootElement.GetProperty("stores").EnumerateArray().Where(s => s.GetProperty("records").GetInt64() > 0)
                .Select(s => s.GetProperty("title").GetString()!).ToList();
            var rows = Section(page, "Why we have it and how long we keep it").QuerySelectorAll("tbody tr").ToList();

            Assert.Equal(parts.Order(StringComparer.Ordinal), rows.Select(r => r.Children[0].TextContent).Order(StringComparer.Ordinal));
            Assert.All(rows, r => Assert.All(r.Children, cell => Assert.NotEqual("", cell.TextContent.Trim())));
            Assert.Contains(rows, r => r.Children[0].TextContent == "People on your lists" && r.Children[2].TextContent == "your instruction (GDPR Art. 28)");
        }
    }

    [Fact]
    public async Task What_was_found_is_never_said_not_to_have_been()
    {
        await PlantAsync("guest@example.com");
        await _site.AskAsync("guest@example.com", Right.Access);
        var visitor = _site.Visitor();
        await _site.ConfirmAsync("guest@example.com", visitor);
        await _site.RunRequestsAsync();
        using var zip = await DownloadAsync(visitor, (await _site.NewestRequestAsync()).Reference);
        var page = Parse(zip);

        var nothing = page.QuerySelectorAll("p").Single(p => p.TextContent.StartsWith("We looked here too", StringComparison.Ordinal)).TextContent;
        Assert.Contains("Your address on lists of customers of ours", Section(page, "What is not in this package").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("People on your lists", nothing, StringComparison.Ordinal);
        Assert.Contains("Your passkeys", nothing, StringComparison.Ordinal);
        Assert.All(page.QuerySelectorAll("h2").Select(h => h.TextContent), heading => Assert.DoesNotContain(heading + ";", nothing, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Times_are_the_site_s_and_words_are_people_s_on_the_page_while_files_keep_what_is_stored()
    {
        await using var berlin = new TestSite().With("Site:TimeZone", "Europe/Berlin");
        foreach (var (site, moment) in new[] { (_site, "10 November 2026, 07:00 (New York)"), (berlin, "10 November 2026, 13:00 (Berlin)") })
        {
            var (zip, page) = await CustomerAsync("Access", site);
            using (zip)
            {
                // What a customer uploaded stays as they wrote it.
                var text = page.Body!.TextContent.Replace(Uploaded, "", StringComparison.Ordinal);
                Assert.Contains(moment, text, StringComparison.Ordinal);
                Assert.DoesNotMatch(Instants(), text);
                Assert.All(
                    page.QuerySelectorAll("h2, p, li, th, td, dt, dd").Where(e => e.QuerySelector("dl") is null).Select(e => e.TextContent),
                    words => Assert.DoesNotMatch(ProgramNames(), words));
                Assert.Contains("Request received", text, StringComparison.Ordinal);
                Assert.Contains("The latest day of our answer10 December 2026", text, StringComparison.Ordinal);
                Assert.Contains("they agreed to get e-mails", text, StringComparison.Ordinal);
                Assert.Contains(", to Spring guests", text, StringComparison.Ordinal);

                Assert.Contains("\"When you opened the account\":\"2026-11-10T12:00:00+00:00\"", Text(zip, "data/Account.json"), StringComparison.Ordinal);
                Assert.Contains("\"What happened\":\"RequestReceived\"", Text(zip, "data/AuditEntry.json"), StringComparison.Ordinal);
                Assert.Contains(moment + ", to Spring guests", Text(zip, "data/Subscriber.json"), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task One_record_is_names_and_values_and_no_table_is_wider_than_paper()
    {
        var (zip, page) = await CustomerAsync("Access");
        using (zip)
        {
            Assert.DoesNotContain(page.QuerySelectorAll("table"), t => t.QuerySelectorAll("tbody tr").Length < 2);
            Assert.DoesNotContain(page.QuerySelectorAll("table"), t => t.QuerySelectorAll("thead th").Length > 7);
            Assert.Equal("Example Ltd", Facts(Section(page, "Your account with us").QuerySelector("dl")!)["Company"]);
            Assert.Equal(2, Section(page, "Your uploads").QuerySelectorAll("ol.records > li").Length);
            Assert.All(page.QuerySelectorAll("td"), cell => Assert.NotEqual("", cell.GetAttribute("data-label")));
        }
    }

    [Fact]
    public async Task Names_stand_for_keys_and_a_customer_s_own_columns_keep_their_names()
    {
        var (zip, page) = await CustomerAsync("Access");
        using (zip)
        {
            var people = Section(page, "People on your lists");
            Assert.Equal(
                ["List", "Came with the upload", "Address", "favourite.Colour", "When the person was first uploaded to the list"],
                people.QuerySelectorAll("thead th").Select(h => h.TextContent));
            Assert.DoesNotMatch("[0-9a-f]{32}", people.TextContent);
            Assert.Matches("\"Key of the list\":\"[0-9a-f]{32}\"", Text(zip, "data/Subscriber.json"));
            Assert.Contains(Uploaded, people.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_texts_of_e_mails_are_in_it_without_what_opens_something()
    {
        await _site.RegisterAsync("ada@example.com");
        var visitor = await _site.SignedInAsync("ada@example.com");
        await _site.Services.GetRequiredService<Outbox>().DeliverDueAsync(default);
        var guest = _site.Visitor();
        await _site.AskAsync("ada@example.com", Right.Portability, guest);
        var letter = Assert.Single(await _site.LettersAsync<RequestConfirmLetter>());
        var reference = await RequestSteps.AskForPackageAsync(visitor, "Access");
        await _site.RunRequestsAsync();

        using var zip = await DownloadAsync(visitor, reference);
        var page = Parse(zip);

        var fetched = Section(page, "E-mails to you that wait to be picked up").TextContent;
        Assert.Contains("Welcome to IGSendMail", fetched, StringComparison.Ordinal);
        Assert.Contains("Your account is open. Upload your first list whenever you like:", fetched, StringComparison.Ordinal);
        var waiting = Text(zip, "data/OutboxMessage.json");
        Assert.Contains($"Your access request reached us on 10 November 2026. Its reference is {reference}.", waiting, StringComparison.Ordinal);
        var everything = string.Concat(zip.Entries.Select(e => Text(zip, e.FullName)));
        Assert.DoesNotContain(letter.Token, everything, StringComparison.Ordinal);
        Assert.DoesNotContain(letter.Code!, everything, StringComparison.Ordinal);
        using var manifest = JsonDocument.Parse(Text(zip, "manifest.json"));
        var left = Assert.Single(
            manifest.RootElement.GetProperty("redactions").EnumerateArray(),
            r => r.GetProperty("field").GetString() == "Links with a secret, and codes, in the text of an e-mail");
        Assert.Equal(("whoever has one could act in your place", 1), (left.GetProperty("reason").GetString(), left.GetProperty("count").GetInt64()));
        Assert.Contains("Links with a secret, and codes", Section(page, "What is not in this package").TextContent, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\d{4}-\d{2}-\d{2}T\d{2}|\(UTC\)", RegexOptions.None, 1000)]
    private static partial Regex Instants();

    /// <summary>Two words of a program written as one, but for names that people write so.</summary>
    [GeneratedRegex(@"\b(?!IGSendMail)[A-Z][a-z]+[A-Z][a-z]+", RegexOptions.None, 1000)]
    private static partial Regex ProgramNames();

    private async Task<(ZipArchive Zip, IHtmlDocument Page)> CustomerAsync(string right, TestSite? at = null)
    {
        var site = at ?? _site;
        await PlantAsync("ada@example.com", site);
        await site.RegisterAsync("ada@example.com");
        var visitor = await site.SignedInAsync("ada@example.com");
        await ListSite.NewListAsync(visitor, Encoding.UTF8.GetBytes($"email,favourite.Colour\nann@example.org,blue\nzoe@example.org,{Uploaded}\n"), "Spring guests");
        await ListSite.NewListAsync(visitor, "email\nbob@example.org\nnobody\n"u8.ToArray(), "Autumn guests");
        var reference = await RequestSteps.AskForPackageAsync(visitor, right);
        await site.RunRequestsAsync();
        var zip = await DownloadAsync(visitor, reference);
        return (zip, Parse(zip));
    }

    private async Task PlantAsync(string address, TestSite? at = null)
    {
        var site = at ?? _site;
        await site.InScopeAsync(services => services.GetRequiredService<Registration>().RegisterAsync(
            new NewAccount(
                "Nora Nord", EmailAddress.Of("holder@customers.example"), "Kontor Nord", RequestSteps.Password,
                services.GetRequiredService<PolicyShelf>().Snapshot().InForce.Version)
            { NeedsNoProof = true },
            CancellationToken.None));
        var holder = await site.SignedInAsync("holder@customers.example");
        await ListSite.NewListAsync(holder, Encoding.UTF8.GetBytes($"email\n{address}\n"), "Their guests");
    }

    private static async Task<ZipArchive> DownloadAsync(PageVisitor visitor, string reference) =>
        new(new MemoryStream((await visitor.GetAsync($"/privacy/requests/{reference}/download")).Body));

    private static IHtmlDocument Parse(ZipArchive zip) => new HtmlParser().ParseDocument(Text(zip, "index.html"));

    private static string Text(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open(), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>What follows a heading up to the next.</summary>
    private static IElement Section(IHtmlDocument page, string heading)
    {
        var section = page.CreateElement("section");
        for (var part = page.QuerySelectorAll("h2").Single(h => h.TextContent == heading).NextElementSibling; part is not null and not { LocalName: "h2" }; part = part.NextElementSibling)
        {
            section.AppendChild(part.Clone());
        }

        return section;
    }

    private static Dictionary<string, string> Facts(IElement list) => list.QuerySelectorAll("div")
        .ToDictionary(d => d.QuerySelector("dt")!.TextContent, d => d.QuerySelector("dd")!.TextContent, StringComparer.Ordinal);
}
