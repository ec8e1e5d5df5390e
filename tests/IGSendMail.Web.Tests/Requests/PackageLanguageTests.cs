using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Requests;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Tests.Audience;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Requests;

/// <summary>A copy is read in the language in which it was asked for; the fields of its files for programs are the same in all.</summary>
public sealed partial class PackageLanguageTests : IAsyncDisposable
{
    /// <summary>Words that are the same in one of the other languages.</summary>
    private static readonly string[] Shared =
        ["Name", "Text", "Format", "Cookies", "CCPA", "GDPR", "Upload", "Person", "Cause", "Journal"];

    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    public static TheoryData<string> Others() => [.. SiteLanguages.All.Where(language => language != SiteLanguages.OfSite)];

    [Theory]
    [MemberData(nameof(Others))]
    public async Task Every_word_that_a_copy_may_show_is_there_in_every_language(string language)
    {
        await _site.InScopeAsync(services =>
        {
            var texts = services.GetRequiredService<PlaceTexts>();
            var sentences = Sentences(services).Distinct(StringComparer.Ordinal).ToList();
            Assert.InRange(sentences.Count, 350, 1_000);

            Assert.Empty(sentences.Where(sentence => texts.Find(sentence, language) is not { } said
                || (said == texts.In(sentence, LanguageWords.LanguageOfSite) && !Shared.Contains(said, StringComparer.Ordinal))));
            return Task.FromResult(0);
        });
    }

    [Theory]
    [MemberData(nameof(Others))]
    public async Task The_page_says_nothing_in_the_site_s_language_to_who_asked_in_another(string language)
    {
        await PlantAsync();
        var english = await CopyAsync(LanguageWords.LanguageOfSite);
        // The same within a minute is the same request.
        _site.Time.Advance(TimeSpan.FromHours(1));
        var other = await CopyAsync(language);

        Assert.Equal((LanguageWords.LanguageOfSite, language), (english.Page.DocumentElement.GetAttribute("lang"), other.Page.DocumentElement.GetAttribute("lang")));
        var words = Words(english.Page).ToHashSet(StringComparer.Ordinal);
        var data = other.Values.ToHashSet(StringComparer.Ordinal);
        Assert.InRange(words.Count, 150, 2_000);
        Assert.Empty(Words(other.Page).Where(text => words.Contains(text) && !data.Contains(text) && !Shared.Contains(text, StringComparer.Ordinal)));
        // What an upload is called stands in the files too, so that it counted as data.
        Assert.Contains(", to Frühling", english.Page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(", to Frühling", other.Page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Subset(other.Fields, english.Fields);
    }

    private static IEnumerable<string> Sentences(IServiceProvider services)
    {
        var map = services.GetRequiredService<DataMap>();
        var words = services.GetRequiredService<WordBook>();
        var periods = services.GetRequiredService<RetentionPeriods>();
        foreach (var store in map.Stores)
        {
            yield return store.Description.Title;
            foreach (var sentence in new[] { store.Description.TitleAtCustomers, store.Description.WaitsFor }.OfType<string>())
            {
                yield return sentence;
            }

            foreach (var sentence in map.TableOf(store.Description) is { } table ? OfTable(table) : [])
            {
                yield return sentence;
            }
        }

        foreach (var sentence in words.All<AuditAct>().Select(a => a.Title)
                     .Concat(Enum.GetNames<AuditRole>().Concat(Enum.GetNames<AuditOutcome>()).Select(InWords))
                     .Concat(words.All<RetentionPeriod>().Select(p => periods[p].Basis))
                     .Concat(map.Expiries.Select(e => e.CountedFrom).OfType<string>())
                     .Append(LetterSecrets.Words).Append(LetterSecrets.Why).Append(LetterSecrets.Link).Append(LetterSecrets.Code))
        {
            yield return sentence;
        }
    }

    private static IEnumerable<string> OfTable(IMappedTable table)
    {
        foreach (var link in table.Links.Select(l => l.Words).OfType<string>())
        {
            yield return link;
        }

        foreach (var property in table.Properties.Where(p => p.Words is not null))
        {
            // What is sealed and handed out has names of its own, which the copies below show.
            if (!property.IsSealed || property.Withheld is not null)
            {
                yield return property.Words!;
            }

            if (property.Withheld is not null)
            {
                yield return property.Withheld;
            }

            var declared = table.Entity.GetProperty(property.Property)!.PropertyType;
            var type = Nullable.GetUnderlyingType(declared) ?? declared;
            foreach (var value in property.Said?.Values.Select(said => said.Sentence()) ?? (type.IsEnum ? Enum.GetNames(type).Select(InWords) : []))
            {
                yield return value;
            }
        }
    }

    /// <summary>A name of the program in words: a space before each capital but the first, and laws by their names.</summary>
    private static string InWords(string name) =>
        Capitals().Replace(name, match => " " + match.Value.ToLowerInvariant()).Replace("Gdpr", "GDPR", StringComparison.Ordinal).Replace("Ccpa", "CCPA", StringComparison.Ordinal);

    private async Task PlantAsync()
    {
        await _site.RegisterAsync("ada@example.com");
        var visitor = await _site.SignedInAsync("ada@example.com");
        await ListSite.NewListAsync(visitor, "email,Farbe\nann@example.org,blau\nzoe@example.org,rot\n"u8.ToArray(), "Frühling");
        await ListSite.NewListAsync(visitor, "email\nbob@example.org\n"u8.ToArray(), "Herbst");
        await _site.AskAsync("ada@example.com", Right.Erasure, _site.Visitor());
        await _site.Services.GetRequiredService<Outbox>().DeliverDueAsync(default);
    }

    private async Task<(IDocument Page, IReadOnlyList<string> Values, ISet<string> Fields)> CopyAsync(string language)
    {
        var visitor = await _site.SignedInAsync("ada@example.com");
        visitor.Headers["Accept-Language"] = language;
        var reference = await RequestSteps.AskForPackageAsync(visitor, "Access");
        await _site.RunRequestsAsync();
        using var zip = new ZipArchive(new MemoryStream((await visitor.GetAsync($"/privacy/requests/{reference}/download")).Body));
        var values = new List<string>();
        var fields = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var file in zip.Entries.Where(e => e.Name.EndsWith(".json", StringComparison.Ordinal)))
        {
            values.Add(file.FullName);
            values.Add(Path.ChangeExtension(file.FullName, ".csv"));
            using var json = JsonDocument.Parse(Text(file));
            Read(json.RootElement, file.FullName == "manifest.json" ? [] : fields, file.FullName == "manifest.json" ? [] : values);
        }

        return (new HtmlParser().ParseDocument(Text(zip.GetEntry("index.html")!)), [.. values.Select(v => v.Trim()), "CSV", "JSON", "Farbe", "Stripe", "Ada Example, ada@example.com"], fields);
    }

    private static void Read(JsonElement element, ISet<string> fields, ICollection<string> values)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var field in element.EnumerateObject())
                {
                    fields.Add(field.Name);
                    Read(field.Value, fields, values);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Read(item, fields, values);
                }

                break;
            default:
                values.Add(element.ToString());
                break;
        }
    }

    /// <summary>What stands on a page in words, piece by piece.</summary>
    private static IEnumerable<string> Words(IDocument page) => page.QuerySelectorAll("h1, h2, p, li, th, td, dt, dd, caption, a")
        .Where(e => e.QuerySelector("dl") is null)
        .Select(e => e.TextContent.Trim())
        .Where(text => Letters().IsMatch(text));

    private static string Text(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"\p{L}{2}", RegexOptions.NonBacktracking)]
    private static partial Regex Letters();

    [GeneratedRegex("(?<=[a-z])[A-Z]", RegexOptions.None, 1000)]
    private static partial Regex Capitals();
}
