using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Tests.Audience;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Requests;

/// <summary>Access and portability, from the request to the file in hand.</summary>
public sealed class PackageTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task A_customer_gets_everything_and_the_counts_match_the_stores()
    {
        var user = await _site.RegisterAsync("ada@example.com");
        var visitor = await _site.SignedInAsync("ada@example.com");
        var reference = await RequestSteps.AskForPackageAsync(visitor, "Access");
        await _site.RunRequestsAsync();

        var page = await visitor.GetAsync("/privacy/requests/" + reference);
        Assert.Contains("Done", page.TextOf(".page-head"), StringComparison.Ordinal);
        var download = await visitor.GetAsync($"/privacy/requests/{reference}/download");
        Assert.Equal(HttpStatusCode.OK, download.Status);
        Assert.Equal("attachment", download.Response.Content.Headers.ContentDisposition?.DispositionType);
        Assert.True(download.Response.Headers.CacheControl?.NoStore);

        using var zip = new ZipArchive(new MemoryStream(download.Body));
        using var manifest = Manifest(zip);
        AssertHashes(zip, manifest);
        var subject = await _site.InScopeAsync(s => s.GetRequiredService<Subjects>().OfAccountAsync(user.AccountId!.Value, CancellationToken.None));
        foreach (var store in manifest.RootElement.GetProperty("stores").EnumerateArray())
        {
            var key = store.GetProperty("key").GetString()!;
            if (key is "OutboxMessage" or "RequestEvent" or "DataSubjectRequest" or "ExportPackage" or "PickupLetters"
                or "AuditEntry" or "AuditPerson" or "ToldNote" or "ToldJournal")
            {
                // Their rows changed after the package was made: it is ready, a letter says so, and that is told.
                continue;
            }

            Assert.Equal((key, await CountAsync(key, subject)), (key, store.GetProperty("records").GetInt64()));
        }

        var users = Text(zip, "data/User.json");
        Assert.Contains("ada@example.com", users, StringComparison.Ordinal);
        Assert.DoesNotContain("AQAAAA", Encoding.UTF8.GetString(download.Body), StringComparison.Ordinal);
        var index = Text(zip, "index.html");
        Assert.Contains("Standard Contractual Clauses", index, StringComparison.Ordinal);
        Assert.Contains("Your password", index, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", index, StringComparison.OrdinalIgnoreCase);
        Assert.Single(await _site.LettersAsync<PackageReadyLetter>());
    }

    [Fact]
    public async Task A_portable_package_leaves_out_what_was_not_given_and_says_so()
    {
        await _site.RegisterAsync("ada@example.com");
        var visitor = await _site.SignedInAsync("ada@example.com");
        var reference = await RequestSteps.AskForPackageAsync(visitor, "Portability");
        await _site.RunRequestsAsync();

        using var zip = await DownloadAsync(visitor, reference);
        using var manifest = Manifest(zip);
        AssertHashes(zip, manifest);
        Assert.Contains("ada@example.com", Text(zip, "data/User.csv"), StringComparison.Ordinal);
        Assert.Null(zip.GetEntry("data/DataSubjectRequest.json"));
        Assert.Contains(
            manifest.RootElement.GetProperty("leftOut").EnumerateArray(),
            l => l.GetProperty("why").GetString()!.Contains("Art. 20(1)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Right.Access)]
    [InlineData(Right.Portability)]
    public async Task A_person_without_account_gets_what_the_confirmed_address_leads_to(Right right)
    {
        await _site.AskAsync("guest@example.com", right);
        var visitor = _site.Visitor();
        await _site.ConfirmAsync("guest@example.com", visitor);
        var reference = (await _site.NewestRequestAsync()).Reference;

        await _site.RunRequestsAsync();

        using var zip = await DownloadAsync(visitor, reference);
        using var manifest = Manifest(zip);
        AssertHashes(zip, manifest);
        Assert.Equal(right.ToString(), manifest.RootElement.GetProperty("right").GetString());
        if (right == Right.Access)
        {
            Assert.Contains("guest@example.com", Text(zip, "data/DataSubjectRequest.json"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Secrets_are_named_with_a_reason_and_stand_in_no_file()
    {
        var user = await _site.RegisterAsync("ada@example.com");
        var visitor = await _site.SignedInAsync("ada@example.com");
        // A letter with a link that is still open: its check value is a secret too.
        await _site.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<IGSendMailContext>();
            await RequestSteps.AskForPackageAsync(visitor, "Access");
            await db.WriteAsync(WriteUrgency.Interactive, token => db.DataSubjectRequests().ExecuteUpdateAsync(
                set => set.SetProperty(r => r.TokenHash, Encoding.UTF8.GetBytes("canary-of-the-link-sent-to-ada!!")), token), default);
        });
        await _site.RunRequestsAsync();
        var reference = (await _site.NewestRequestAsync()).Reference;
        var known = await _site.InDatabaseAsync(db => db.Users().SingleAsync(u => u.Id == user.Id));

        using var zip = await DownloadAsync(visitor, reference);
        var everything = string.Concat(zip.Entries.Select(e => Text(zip, e.FullName)));
        foreach (var secret in new[] { known.PasswordHash!, known.SecurityStamp!, "canary-of-the-link-sent-to-ada!!" })
        {
            Assert.DoesNotContain(secret, everything, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)), everything, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(JsonEncodedText.Encode(known.PasswordHash!).ToString(), everything, StringComparison.Ordinal);
        using var manifest = Manifest(zip);
        var log = manifest.RootElement.GetProperty("redactions").EnumerateArray().ToList();
        var password = log.Single(r => r.GetProperty("field").GetString()!.StartsWith("Your password", StringComparison.Ordinal));
        Assert.Equal(1, password.GetProperty("count").GetInt64());
        Assert.Contains("guess", password.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Contains(log, r => r.GetProperty("field").GetString() == "Check value of the link we sent you");
        Assert.Contains(log, r => r.GetProperty("reason").GetString() == "it may stand for somebody else");
        var index = Text(zip, "index.html");
        Assert.Contains("Check value of the link we sent you", index, StringComparison.Ordinal);
        Assert.Contains("it may stand for somebody else", index, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_customer_decides_about_is_left_out_and_logged_with_its_count()
    {
        await _site.RegisterAsync("ada@example.com");
        var customer = await _site.SignedInAsync("ada@example.com");
        await ListSite.NewListAsync(customer, "email,note\nguest@example.com,a note about the guest\n"u8.ToArray(), "One");
        await ListSite.NewListAsync(customer, "email,note\nguest@example.com,another note\n"u8.ToArray(), "Two");
        await _site.AskAsync("guest@example.com", Right.Access);
        var visitor = _site.Visitor();
        await _site.ConfirmAsync("guest@example.com", visitor);
        await _site.RunRequestsAsync();

        using var zip = await DownloadAsync(visitor, (await _site.NewestRequestAsync()).Reference);

        Assert.DoesNotContain("note about the guest", string.Concat(zip.Entries.Select(e => Text(zip, e.FullName))), StringComparison.Ordinal);
        using var manifest = Manifest(zip);
        var line = manifest.RootElement.GetProperty("redactions").EnumerateArray()
            .Single(r => r.GetProperty("place").GetString() == "Your address on lists of customers of ours");
        Assert.Equal(JsonValueKind.Null, line.GetProperty("field").ValueKind);
        Assert.Equal(2, line.GetProperty("count").GetInt64());
        Assert.Contains("customer", line.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Contains("whole records", Text(zip, "index.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_shows_the_first_200_records_and_links_the_rest()
    {
        await _site.RegisterAsync("ada@example.com");
        var visitor = await _site.SignedInAsync("ada@example.com");
        var csv = string.Concat(Enumerable.Range(0, 250).Select(i => $"p{i}@example.org,<script>{i}</script>\n"));
        await ListSite.NewListAsync(visitor, Encoding.UTF8.GetBytes("email,note\n" + csv));
        var reference = await RequestSteps.AskForPackageAsync(visitor, "Access");
        await _site.RunRequestsAsync();

        using var zip = await DownloadAsync(visitor, reference);

        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(Text(zip, "index.html"));
        var heading = page.QuerySelectorAll("h2").Single(h => h.TextContent == "People on your lists");
        Assert.StartsWith("The first 200 of 250 records.", heading.NextElementSibling!.TextContent, StringComparison.Ordinal);
        Assert.Equal("data/Subscriber.csv", heading.NextElementSibling.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal(200, heading.NextElementSibling.NextElementSibling!.QuerySelectorAll("tbody tr").Length);
        Assert.Empty(page.QuerySelectorAll("script"));
        foreach (var link in page.QuerySelectorAll("a").Select(a => a.GetAttribute("href")!))
        {
            Assert.NotNull(zip.GetEntry(link));
        }

        using var people = JsonDocument.Parse(Text(zip, "data/Subscriber.json"));
        Assert.Equal(250, people.RootElement.GetArrayLength());
        Assert.Equal(251, Text(zip, "data/Subscriber.csv").Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task People_uploads_and_rows_that_were_not_taken_say_to_which_list_and_upload_they_belong()
    {
        await _site.RegisterAsync("ada@example.com");
        var visitor = await _site.SignedInAsync("ada@example.com");
        await ListSite.NewListAsync(visitor, "email,name\nann@example.org,Ann\n"u8.ToArray(), "Spring guests");
        await ListSite.NewListAsync(visitor, "email,name\nbob@example.org,Bob\nnobody,Nobody\n"u8.ToArray(), "Autumn guests");
        var reference = await RequestSteps.AskForPackageAsync(visitor, "Access");
        await _site.RunRequestsAsync();

        using var zip = await DownloadAsync(visitor, reference);

        var lists = Records(zip, "SubscriberList").ToDictionary(r => Value(r, "Key of the list")!, r => Value(r, "name"));
        var uploads = Records(zip, "Import").ToDictionary(r => Value(r, "Key of the upload")!, r => r);
        Assert.Equal(["Autumn guests", "Spring guests"], lists.Values.Order());
        foreach (var person in Records(zip, "Subscriber"))
        {
            var expected = Value(person, "address") == "ann@example.org" ? "Spring guests" : "Autumn guests";
            Assert.Equal((expected, expected), (Value(person, "List"), lists[Value(person, "Key of the list")!]));
            Assert.Equal(expected, Value(uploads[Value(person, "Key of the upload")!], "List"));
            Assert.EndsWith(", to " + expected, Value(person, "Came with the upload"), StringComparison.Ordinal);
        }

        var problem = Assert.Single(Records(zip, "ImportProblem"));
        Assert.Equal("Autumn guests", Value(uploads[Value(problem, "Key of the upload")!], "List"));
        Assert.StartsWith("\"Upload\",", Text(zip, "data/ImportProblem.csv").TrimStart('\uFEFF'), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_killed_process_left_behind_is_cleared_away()
    {
        var user = await _site.RegisterAsync("ada@example.com");
        var visitor = await _site.SignedInAsync("ada@example.com");
        var reference = await RequestSteps.AskForPackageAsync(visitor, "Access");
        var folder = Path.Combine(_site.DataFolder, "exports", user.AccountId!.Value.ToString("N"));
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, $"20261110T115900Z-{reference}.zip.part"), "half");
        await File.WriteAllTextAsync(Path.Combine(folder, $"20261110T115900Z-{reference}.zip"), "whole, but never recorded");

        await _site.RunRequestsAsync();

        var file = Assert.Single(Directory.EnumerateFiles(folder));
        Assert.Equal($"20261110T120000Z-{reference}.zip", Path.GetFileName(file));
        using var zip = await DownloadAsync(visitor, reference);
    }

    private static async Task<ZipArchive> DownloadAsync(PageVisitor visitor, string reference)
    {
        var download = await visitor.GetAsync($"/privacy/requests/{reference}/download");
        Assert.Equal(HttpStatusCode.OK, download.Status);
        return new ZipArchive(new MemoryStream(download.Body));
    }

    private async Task<long> CountAsync(string key, DataSubject subject)
    {
        var store = _site.Services.GetRequiredService<DataMap>().Stores.Single(s => s.Description.Key == key);
        var counts = await store.CountAsync(subject, CancellationToken.None);
        return counts.Where(c => c.Disposition is DispositionKind.Delete or DispositionKind.KeepUntil).Sum(c => c.Rows);
    }

    private static JsonDocument Manifest(ZipArchive zip) => JsonDocument.Parse(Text(zip, "manifest.json"));

    private static void AssertHashes(ZipArchive zip, JsonDocument manifest)
    {
        var listed = manifest.RootElement.GetProperty("files").EnumerateArray().ToDictionary(
            f => f.GetProperty("name").GetString()!, f => f.GetProperty("sha256").GetString()!, StringComparer.Ordinal);
        Assert.Equal(zip.Entries.Select(e => e.FullName).Where(n => n != "manifest.json").Order(), listed.Keys.Order());
        foreach (var (name, hash) in listed)
        {
            using var stream = zip.GetEntry(name)!.Open();
            Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(stream)));
        }
    }

    private static string Text(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open(), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static List<JsonElement> Records(ZipArchive zip, string store)
    {
        using var records = JsonDocument.Parse(Text(zip, $"data/{store}.json"));
        return [.. records.RootElement.EnumerateArray().Select(r => r.Clone())];
    }

    private static string? Value(JsonElement record, string field) => record.GetProperty(field).GetString();
}
