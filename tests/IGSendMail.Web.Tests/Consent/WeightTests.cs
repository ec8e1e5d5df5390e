using System.IO.Compression;
using System.Text.RegularExpressions;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Xunit.Abstractions;

namespace IGSendMail.Web.Tests.Consent;

/// <summary>What the question costs a visitor: the page with it against the same page without it, as brotli at its best.</summary>
public sealed partial class WeightTests(ITestOutputHelper output)
{
    private const int Most = 600;

    [Fact]
    public async Task The_question_weighs_at_most_600_bytes_no_script_and_no_request()
    {
        // Cookie names and addresses as in production.
        await using var site = new TestSite().With("Site:PublicUrl", "https://igsendmail.com");
        foreach (var language in SiteLanguages.All)
        {
            foreach (var path in new[] { SiteRoutes.Home, PrivacyRoutes.Policy })
            {
                var asked = await BodyAsync(site, language, path);
                var without = Strip().Replace(asked, "");
                Assert.NotEqual(asked, without);
                var weight = Weigh(asked) - Weigh(without);
                output.WriteLine($"{language} {path}: {weight} bytes of {Weigh(asked)} (brotli 11)");
                Assert.InRange(weight, 1, Most);
                Assert.DoesNotContain("<script", asked, StringComparison.Ordinal);
                Assert.Equal(Requests(without), Requests(asked));
            }
        }

    }

    [Fact]
    public async Task Once_answered_the_question_weighs_nothing()
    {
        await using var site = new TestSite();
        var decided = site.Visitor();
        await decided.AnswerAsync("reject");

        var page = System.Text.Encoding.UTF8.GetString((await decided.GetAsync(PrivacyRoutes.Policy)).Body);

        Assert.Equal(Folded(Strip().Replace(await BodyAsync(site, "en", PrivacyRoutes.Policy), "")), Folded(page));
    }

    [Fact]
    public async Task The_style_sheet_has_no_rule_for_the_question_alone()
    {
        await using var site = new TestSite();
        var visitor = site.Visitor();
        var sheet = await visitor.Client.GetStringAsync("/site.css");
        var page = await visitor.GetAsync("/");
        var elsewhere = await visitor.GetAsync(ConsentVisitor.Settings);

        Assert.DoesNotContain("consent", sheet, StringComparison.OrdinalIgnoreCase);
        var strip = page.Document.QuerySelector("#consent")!.ParentElement!;
        // Every class of the strip is one that other parts of the site are made of.
        Assert.All(
            strip.QuerySelectorAll("*").Append(strip).SelectMany(e => e.ClassList).Distinct(),
            name => Assert.NotNull(elsewhere.Document.QuerySelector($".{name}")));
    }

    private static async Task<string> BodyAsync(TestSite site, string language, string path)
    {
        var visitor = site.Visitor();
        visitor.Headers["Accept-Language"] = language;
        return System.Text.Encoding.UTF8.GetString((await visitor.GetAsync(path)).Body);
    }

    private static int Weigh(string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        var target = new byte[BrotliEncoder.GetMaxCompressedLength(bytes.Length)];
        Assert.True(BrotliEncoder.TryCompress(bytes, target, out var written, quality: 11, window: 22));
        return written;
    }

    private static string Folded(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static int Requests(string page) => Loads().Count(page);

    [GeneratedRegex("""<div class="band"><form[^>]*id="consent".*?</form></div>\s*""", RegexOptions.Singleline, 10_000)]
    private static partial Regex Strip();

    [GeneratedRegex("<(link|img|script|iframe|source)\\b", RegexOptions.None, 10_000)]
    private static partial Regex Loads();
}
