using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Packages;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Tests.Audience;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NJsonSchema;

namespace IGSendMail.Web.Tests.Requests;

/// <summary>What a customer takes elsewhere can be read by machines and comes back unchanged.</summary>
public sealed class PortabilityTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Lists_come_back_through_the_upload_with_the_same_addresses_names_and_fields()
    {
        await _site.RegisterAsync("ada@example.com");
        var visitor = await _site.SignedInAsync("ada@example.com");
        var first = await ListSite.NewListAsync(visitor, Hostile(), "Größe & \"Glück\", 100 %");
        // A second file with other columns, some people the same: fields are merged, and there are two forms of people.
        await visitor.AgreeAsync(await ListSite.UploadAsync(
            visitor, await visitor.GetAsync(ListSite.ListOf(first) + "/add"), Encoding.UTF8.GetBytes(
                "E-Mail;City;stadt;email\r\nplain@example.org;Bonn;;x\r\nlate@example.org;\"a;b\";\"\"\"q\"\"\";\r\n"), name: null));
        await ListSite.NewListAsync(visitor, Encoding.UTF8.GetBytes(Wide()), "日本");
        var before = await ListsAsync();

        var files = await ListFilesAsync(visitor);
        foreach (var list in files.GroupBy(f => f.Name.Split("-part-")[0].Replace(".csv", "", StringComparison.Ordinal), StringComparer.Ordinal))
        {
            Page? page = null;
            foreach (var (_, content) in list)
            {
                page = page is null
                    ? await ListSite.NewListAsync(visitor, content, "Back " + list.Key[^32..])
                    : await visitor.AgreeAsync(await ListSite.UploadAsync(visitor, await visitor.GetAsync(ListSite.ListOf(page) + "/add"), content, name: null));
                Assert.Contains("We read the whole file", page.Text, StringComparison.Ordinal);
                Assert.Contains("Rows not taken 0", page.Text, StringComparison.Ordinal);
            }
        }

        var after = await ListsAsync();
        Assert.Equal([1, 32], before.Values.Select(l => l.People.Count).Order());
        foreach (var (id, people) in before)
        {
            var back = after.Single(l => l.Value.Name == $"Back {id:N}").Value.People;
            Assert.Equal(people.People, back);
        }
    }

    [Fact]
    public async Task A_list_without_people_and_one_that_is_being_deleted_are_told_apart()
    {
        await _site.RegisterAsync("ada@example.com");
        var visitor = await _site.SignedInAsync("ada@example.com");
        await ListSite.NewListAsync(visitor, "email\n"u8.ToArray(), "Nobody yet");
        var gone = await ListSite.NewListAsync(visitor, "email\nbob@example.org\n"u8.ToArray(), "Going");
        await _site.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<IGSendMailContext>();
            var id = Guid.Parse(ListSite.ListOf(gone).Split('/')[^1]);
            await db.WriteAsync(WriteUrgency.Interactive, token => db.SubscriberLists().Where(l => l.Id == id)
                .ExecuteUpdateAsync(set => set.SetProperty(l => l.DeletedAt, _site.Time.GetUtcNow()), token), default);
        });

        var (name, content) = Assert.Single(await ListFilesAsync(visitor));

        Assert.StartsWith("lists/nobody-yet-", name, StringComparison.Ordinal);
        Assert.Equal("\uFEFF\"email\"\r\n", Encoding.UTF8.GetString(content));
    }

    [Fact]
    public async Task A_portable_package_is_as_the_published_schema_says()
    {
        await _site.RegisterAsync("ada@example.com");
        var visitor = await _site.SignedInAsync("ada@example.com");
        await ListSite.NewListAsync(visitor, Hostile());
        using var zip = await PackageAsync(visitor);

        var published = await _site.Visitor().GetAsync(PrivacyRoutes.PortabilitySchema);
        Assert.Equal(HttpStatusCode.OK, published.Status);
        Assert.Equal("application/schema+json", published.Response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(Encoding.UTF8.GetString(published.Body), Text(zip, PortabilitySchema.FileName));

        using var schema = JsonDocument.Parse(published.Body);
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", schema.RootElement.GetProperty("$schema").GetString());
        var definitions = schema.RootElement.GetProperty("$defs");
        var data = zip.Entries.Where(e => e.FullName.StartsWith("data/", StringComparison.Ordinal) && e.FullName.EndsWith(".json", StringComparison.Ordinal)).ToList();
        Assert.Contains(data, e => e.Name == "Subscriber.json");
        foreach (var entry in data)
        {
            var definition = await JsonSchema.FromJsonAsync(definitions.GetProperty(Path.GetFileNameWithoutExtension(entry.Name)).GetRawText());
            Assert.Empty(definition.Validate(Text(zip, entry.FullName)));
        }

        // The library knows the keywords used here, not the newest draft's name for where definitions stand.
        var root = System.Text.Json.Nodes.JsonNode.Parse(published.Body)!.AsObject();
        root.Remove("$schema");
        root.Remove("$defs");
        var manifest = await JsonSchema.FromJsonAsync(root.ToJsonString());
        Assert.Empty(manifest.Validate(Text(zip, "manifest.json")));

        // The check can fail.
        Assert.NotEmpty(manifest.Validate(Text(zip, "manifest.json").Replace("\"records\"", "\"recods\"", StringComparison.Ordinal)));
        var users = await JsonSchema.FromJsonAsync(definitions.GetProperty("User").GetRawText());
        Assert.NotEmpty(users.Validate("[{}]"));
    }

    /// <summary>Values that break what reads CSV carelessly.</summary>
    private static byte[] Hostile()
    {
        string[] values =
        [
            "=1+1", "+49 30", "-5", "@name", "a, b; c", "say \"hi\"", "\"", "\"\"", "two\nlines", "two\r\nlines", "\r", "", " ", "  padded  ", "\t",
            "Ærøskøbing", "日本語", "👩‍👩‍👧", "e\u0301", "\u00a0", "\ufeff", "<b>&amp;</b>", "{\"a\":1}", "null", "'", "a\\n", new string('x', 4_000), new string('"', 2_000), "end",
        ];
        var csv = new StringBuilder("email,\"note; with, marks\",\"a \"\"quoted\"\" name\",\"two\nlines\",email,Stadt\r\n");
        csv.Append("plain@example.org,,,,,\r\n");
        for (var i = 0; i < values.Length; i++)
        {
            var quoted = $"\"{values[i].Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
            csv.Append(CultureInfo.InvariantCulture, $"p{i}+tag@example.org,{quoted},{quoted},x,{quoted},{quoted}\r\n");
        }

        csv.Append("ünïcode@exämple.org,a,b,c,d,e\r\n");
        return Encoding.UTF8.GetBytes(csv.ToString());
    }

    /// <summary>The most columns, and a row near the longest.</summary>
    private static string Wide()
    {
        var csv = new StringBuilder("\"email\"");
        for (var i = 1; i < 100; i++)
        {
            csv.Append(CultureInfo.InvariantCulture, $",\"c{i};email;c{i}\"");
        }

        csv.Append("\nwide@example.org");
        for (var i = 1; i < 100; i++)
        {
            // Marks that stand for themselves here must be doubled in a quoted value.
            csv.Append(',').Append('5').Append('"', 600);
        }

        return csv.Append('\n').ToString();
    }

    private async Task<IReadOnlyList<(string Name, byte[] Content)>> ListFilesAsync(PageVisitor visitor)
    {
        using var zip = await PackageAsync(visitor);
        var files = new List<(string, byte[])>();
        foreach (var entry in zip.Entries.Where(e => e.FullName.StartsWith("lists/", StringComparison.Ordinal)))
        {
            Assert.Contains($"href=\"{entry.FullName}\"", Text(zip, "index.html"), StringComparison.Ordinal);
            Assert.Matches("^lists/[a-z0-9-]+\\.csv$", entry.FullName);
            var content = new MemoryStream();
            await using var stream = await entry.OpenAsync();
            await stream.CopyToAsync(content);
            files.Add((entry.FullName, content.ToArray()));
        }

        return files;
    }

    private async Task<ZipArchive> PackageAsync(PageVisitor visitor)
    {
        var page = await visitor.SubmitAsync(
            await visitor.GetAsync(PrivacyRoutes.AccountData), "#ask-form",
            new Dictionary<string, string> { ["Password"] = RequestSteps.Password }, "button[value=Portability]");
        var reference = page.Url.AbsolutePath.Split('/')[^1];
        await _site.RunRequestsAsync();
        var download = await visitor.GetAsync($"/privacy/requests/{reference}/download");
        Assert.Equal(HttpStatusCode.OK, download.Status);
        return new ZipArchive(new MemoryStream(download.Body));
    }

    private Task<Dictionary<Guid, (string Name, List<string> People)>> ListsAsync() => _site.InScopeAsync(async services =>
    {
        var sealer = services.GetRequiredService<Sealer>();
        var db = services.GetRequiredService<IGSendMailContext>();
        var lists = new Dictionary<Guid, (string, List<string>)>();
        foreach (var list in await db.SubscriberLists().ToListAsync())
        {
            var people = new List<string>();
            foreach (var person in await db.Subscribers().Where(s => s.ListId == list.Id).ToListAsync())
            {
                var content = await sealer.OpenAsync<SubscriberContent>(person, person.Content, CancellationToken.None);
                people.Add(JsonSerializer.Serialize(content));
            }

            people.Sort(StringComparer.Ordinal);
            lists.Add(list.Id, ((await sealer.OpenAsync<ListContent>(list, list.Content, CancellationToken.None)).Name, people));
        }

        return lists;
    });

    private static string Text(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open(), Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
