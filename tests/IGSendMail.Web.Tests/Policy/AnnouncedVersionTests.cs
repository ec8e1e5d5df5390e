using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Tests.Policy;

/// <summary>A version that changes something that matters is announced on every page, in the page's language, until it counts.</summary>
public sealed class AnnouncedVersionTests : IAsyncDisposable
{
    private readonly PolicyTrial _policy = new();
    private TestSite? _site;

    public async ValueTask DisposeAsync()
    {
        if (_site is not null)
        {
            await _site.DisposeAsync();
        }

        _policy.Dispose();
    }

    [Theory]
    [InlineData("/", "From 1 March 2027 a new version of our privacy policy applies.")]
    [InlineData("/account/sign-in", "From 1 March 2027 a new version of our privacy policy applies.")]
    [InlineData("/privacy/subprocessors", "From 1 March 2027 a new version of our privacy policy applies.")]
    [InlineData("/nowhere", "From 1 March 2027 a new version of our privacy policy applies.")]
    [InlineData("/privacy/requests/new?lang=de", "Ab dem 1. März 2027 gilt eine neue Fassung unserer Datenschutzerklärung.")]
    [InlineData("/privacy/requests/new?lang=fr", "À partir du 1er mars 2027, une nouvelle version de notre politique de confidentialité s’applique.")]
    [InlineData("/privacy/requests/new?lang=es", "A partir del 1 de marzo de 2027 se aplica una nueva versión de nuestra política de privacidad.")]
    public async Task Every_page_says_from_when_on_it_counts_and_leads_to_it(string path, string words)
    {
        var visitor = Start(material: true).Visitor();

        var page = await visitor.GetAsync(path);

        Assert.StartsWith(words, page.TextOf("#policy-ahead")!.Trim(), StringComparison.Ordinal);
        Assert.Equal(PrivacyLinks.PolicyVersion("2027-03"), page.Document.QuerySelector("#policy-ahead a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task The_policy_itself_says_it_once_in_its_own_words()
    {
        var page = await Start(material: true).Visitor().GetAsync(PrivacyRoutes.Policy);

        Assert.Null(page.Document.QuerySelector("#policy-ahead"));
        Assert.Contains("A new version has been published.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task From_its_day_on_nothing_is_announced_any_more()
    {
        var site = Start(material: true);
        await site.Visitor().GetAsync("/");
        site.Time.SetUtcNow(new DateTimeOffset(2027, 3, 1, 12, 0, 0, TimeSpan.Zero));

        Assert.Null((await site.Visitor().GetAsync("/")).Document.QuerySelector("#policy-ahead"));
    }

    [Fact]
    public async Task A_change_that_matters_to_nobody_is_announced_nowhere_else()
    {
        Assert.Null((await Start(material: false).Visitor().GetAsync("/")).Document.QuerySelector("#policy-ahead"));
    }

    private TestSite Start(bool material)
    {
        _policy.Add("2027-03", published: "2026-11-01", effective: "2027-03-01", material);
        return _site = new TestSite().With("Policy:Folder", _policy.Folder);
    }
}
