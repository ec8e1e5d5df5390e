using IGSendMail.Testing;

namespace IGSendMail.Web.Tests.Consent;

/// <summary>A site whose analytics becomes something else between two starts on the same data.</summary>
public sealed class ChangedCategoryTests : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("igsendmail-changed-").FullName;

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Only_the_category_that_changed_is_asked_about_and_the_visitor_hears_what_is_new()
    {
        var cookies = await AnsweredAsync("accept");

        await using var site = Site().With("Analytics:Matomo:Url", "https://stats.example.com").With("Analytics:Matomo:SiteId", "1");
        var visitor = Returning(site, cookies);
        var page = await visitor.GetAsync("/privacy");

        Assert.Contains("Our analytics cookies have changed since you allowed them.", page.TextOf("#consent"), StringComparison.Ordinal);
        Assert.Contains("New: measuring visits (Matomo at stats.example.com, run for IGSendMail, nothing is kept in your browser after it is closed)", page.TextOf("#consent"), StringComparison.Ordinal);
        Assert.DoesNotContain("counting", page.TextOf("#consent"), StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("script"));
        Assert.Contains("New: measuring visits", (await visitor.GetAsync(ConsentVisitor.Settings)).Text, StringComparison.Ordinal);
        // Preference cookies did not change: they stay allowed meanwhile and after the answer.
        Assert.Contains("On now", (await visitor.GetAsync(ConsentVisitor.Settings)).TextOf("section[aria-labelledby=preference]"), StringComparison.Ordinal);

        page = await visitor.SubmitAsync(page, "#consent", button: ConsentVisitor.Button("Analytics", "allow"));

        Assert.Null(page.Document.QuerySelector("#consent"));
        Assert.Equal("Your choice is saved: analytics and preference cookies are on.", page.TextOf("#confirmation"));
        Assert.NotEmpty(page.Document.QuerySelectorAll("script"));
        Assert.Equal(2, (await site.RecordsAsync()).Count);
    }

    [Fact]
    public async Task Refusing_the_change_keeps_the_other_category()
    {
        var cookies = await AnsweredAsync("accept");

        await using var site = Site().With("Analytics:Matomo:Url", "https://stats.example.com").With("Analytics:Matomo:SiteId", "1");
        var visitor = Returning(site, cookies);
        var page = await visitor.SubmitAsync(await visitor.GetAsync("/"), "#consent", button: ConsentVisitor.Button("Analytics", "refuse"));

        Assert.Equal("Your choice is saved: preference cookies are on, analytics cookies are off.", page.TextOf("#confirmation"));
    }

    [Fact]
    public async Task Who_refused_is_not_asked_again_when_a_category_changes()
    {
        var cookies = await AnsweredAsync("reject");

        await using var site = Site().With("Analytics:Matomo:Url", "https://stats.example.com").With("Analytics:Matomo:SiteId", "1");

        Assert.Null((await Returning(site, cookies).GetAsync("/")).Document.QuerySelector("#consent"));
    }

    [Fact]
    public async Task Another_host_of_the_outside_tool_is_another_question()
    {
        IReadOnlyList<(string Name, string Value)> cookies;
        await using (var before = Site().With("Analytics:Matomo:Url", "https://stats.example.com").With("Analytics:Matomo:SiteId", "1"))
        {
            cookies = await AnsweredAsync(before, "accept");
        }

        await using var site = Site().With("Analytics:Matomo:Url", "https://other.example.net").With("Analytics:Matomo:SiteId", "1");
        var page = await Returning(site, cookies).GetAsync("/");

        Assert.Contains("New: measuring visits (Matomo at other.example.net", page.TextOf("#consent"), StringComparison.Ordinal);
        Assert.Contains("No longer used: measuring visits (Matomo at stats.example.com", page.TextOf("#consent"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_chose_in_view_of_the_signal_reads_what_changed_too()
    {
        IReadOnlyList<(string Name, string Value)> cookies;
        await using (var before = Site())
        {
            var first = before.Visitor();
            first.Headers["Sec-GPC"] = "1";
            await first.ChooseAsync("Analytics", "allow");
            cookies = CookiesOf(first);
        }

        await using var site = Site().With("Analytics:Matomo:Url", "https://stats.example.com").With("Analytics:Matomo:SiteId", "1");
        var visitor = Returning(site, cookies);
        visitor.Headers["Sec-GPC"] = "1";

        var settings = await visitor.GetAsync(ConsentVisitor.Settings);

        Assert.Contains("Our analytics cookies have changed", settings.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("your choice holds", settings.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_asked_again_when_nothing_changed_but_the_start()
    {
        var cookies = await AnsweredAsync("accept");

        await using var site = Site();

        Assert.Null((await Returning(site, cookies).GetAsync("/")).Document.QuerySelector("#consent"));
    }

    private async Task<IReadOnlyList<(string Name, string Value)>> AnsweredAsync(string answer)
    {
        await using var site = Site();
        return await AnsweredAsync(site, answer);
    }

    private static async Task<IReadOnlyList<(string Name, string Value)>> AnsweredAsync(TestSite site, string answer)
    {
        var visitor = site.Visitor();
        await visitor.AnswerAsync(answer);
        return CookiesOf(visitor);
    }

    private static IReadOnlyList<(string Name, string Value)> CookiesOf(PageVisitor visitor) =>
        [.. visitor.CookieNames().Select(name => (name, visitor.CookieValue(name)!))];

    private static PageVisitor Returning(TestSite site, IReadOnlyList<(string Name, string Value)> cookies)
    {
        var visitor = site.Visitor();
        foreach (var (name, value) in cookies)
        {
            visitor.Cookies.Add(new System.Net.Cookie(name, value, "/", "localhost"));
        }

        return visitor;
    }

    private TestSite Site() => new TestSite()
        .With("Data:Folder", Path.Combine(_folder, "data")).With("Vault:Folder", Path.Combine(_folder, "vault"));
}
