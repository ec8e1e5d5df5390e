using System.Net;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Cookies;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Wishes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Extension.Tests;

/// <summary>A cookie that a feature brings is told, asked for, guarded and taken back like every other.</summary>
public sealed class CookieTests : IAsyncDisposable
{
    private readonly TestSite _site = WishSite.WithWishes(new TestSite());

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData("en", "Remembers whether you read wishes from the newest or from the oldest.", "90 days")]
    [InlineData("de", "Merkt sich, ob Sie Wünsche von den neuesten oder von den ältesten an lesen.", "90 Tage")]
    [InlineData("fr", "Retient si vous lisez les souhaits à partir des plus récents ou des plus anciens.", "90 jours")]
    [InlineData("es", "Recuerda si lee los deseos desde los más recientes o desde los más antiguos.", "90 días")]
    public async Task The_table_of_cookies_lists_it_in_every_language(string language, string purpose, string lifetime)
    {
        var page = await _site.Visitor().GetAsync(SiteLanguages.SettingsIn(language));

        var row = Assert.Single(page.Document.QuerySelectorAll("section[aria-labelledby=preference] tbody tr"), r => r.TextContent.Contains("wishorder", StringComparison.Ordinal));
        Assert.Contains(purpose, row.TextContent, StringComparison.Ordinal);
        Assert.Contains(lifetime, row.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_written_with_consent_only()
    {
        var visitor = _site.Visitor();
        Assert.DoesNotContain("wishorder", await RememberedAsync(visitor, "oldest"));

        await ChooseAsync(visitor, "allow");
        Assert.Contains("wishorder", await RememberedAsync(visitor, "oldest"));

        await ChooseAsync(visitor, "refuse");
        Assert.DoesNotContain("wishorder", NamesOf(visitor));
    }

    [Fact]
    public async Task Code_that_does_not_ask_is_stopped_by_the_guard()
    {
        _site.WithServices(services => services.AddControllers().AddApplicationPart(typeof(CarelessController).Assembly));
        var visitor = _site.Visitor();

        var answer = await visitor.Client.GetAsync(new Uri("/careless", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.DoesNotContain("wishorder", NamesOf(visitor));

        await ChooseAsync(visitor, "allow");
        await visitor.Client.GetAsync(new Uri("/careless", UriKind.Relative));
        Assert.Contains("wishorder", NamesOf(visitor));
    }

    [Fact]
    public async Task What_it_cannot_remember_is_answered_with_what_can_be_asked_for()
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["order"] = "alphabetical" });

        var answer = await _site.Visitor().Client.PostAsync(new Uri("/wishes/order", UriKind.Relative), form);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("newest or oldest", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_allowed_preference_cookies_before_it_came_is_asked_again_about_that_category_alone()
    {
        var folder = Directory.CreateTempSubdirectory("igsendmail-wishes-").FullName;
        IReadOnlyList<Cookie> kept;
        await using (var before = In(folder, new TestSite()))
        {
            var visitor = before.Visitor();
            await visitor.SubmitAsync(await visitor.GetAsync(PrivacyRoutes.Cookies), "#all", button: "button[name=All][value=accept]");
            kept = [.. visitor.Cookies.GetAllCookies().Where(c => !c.Expired)];
        }

        await using (var after = In(folder, WishSite.WithWishes(new TestSite())))
        {
            var visitor = after.Visitor();
            foreach (var cookie in kept)
            {
                visitor.Cookies.Add(new Uri("http://localhost"), new Cookie(cookie.Name, cookie.Value));
            }

            var asked = (await visitor.GetAsync("/privacy")).TextOf("#consent");
            Assert.Contains("Our preference cookies have changed since you allowed them.", asked, StringComparison.Ordinal);
            Assert.Contains("New: remembering the order of wishes", asked, StringComparison.Ordinal);
            Assert.DoesNotContain("wishorder", await RememberedAsync(visitor, "oldest"));
        }

        Directory.Delete(folder, recursive: true);
    }

    private static TestSite In(string folder, TestSite site) => site
        .With("Data:Folder", Path.Combine(folder, "data")).With("Vault:Folder", Path.Combine(folder, "vault"));

    private static async Task<IReadOnlyList<string>> RememberedAsync(PageVisitor visitor, string order)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["order"] = order });
        var answer = await visitor.Client.PostAsync(new Uri("/wishes/order", UriKind.Relative), form);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        return NamesOf(visitor);
    }

    private static async Task ChooseAsync(PageVisitor visitor, string answer) => await visitor.SubmitAsync(
        await visitor.GetAsync(PrivacyRoutes.Cookies), "#choose-preference", button: $"button[name=Preference][value={answer}]");

    private static IReadOnlyList<string> NamesOf(PageVisitor visitor) =>
        [.. visitor.Cookies.GetAllCookies().Where(c => !c.Expired).Select(c => c.Name)];
}

/// <summary>Writes the cookie without asking whether it may.</summary>
public sealed class CarelessController(SiteCookies cookies) : Controller
{
    [HttpGet("/careless")]
    public IActionResult Write()
    {
        cookies[WishCookies.Order].Write(Response, "newest");
        return NoContent();
    }
}
