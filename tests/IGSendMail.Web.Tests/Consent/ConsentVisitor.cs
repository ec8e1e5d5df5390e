using System.Globalization;
using IGSendMail.Platform.Usage;
using IGSendMail.Privacy.Consent;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Consent;
using IGSendMail.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Consent;

/// <summary>What the tests of this room do and look at again and again.</summary>
internal static class ConsentVisitor
{
    public const string Banner = "#consent";
    public const string Settings = "/privacy/cookies";

    public static readonly string[] Pages = ["/", "/privacy", Settings, "/privacy/subprocessors", "/no/such/page"];

    /// <summary>The words of the site's own language.</summary>
    public static ConsentWords Words { get; } = new(CultureInfo.GetCultureInfo(SiteLanguages.OfSite));

    public static string Button(string name, string value) => $"button[name={name}][value={value}]";

    public static async Task<Page> AnswerAsync(this PageVisitor visitor, string answer, string page = "/") =>
        await visitor.SubmitAsync(await visitor.GetAsync(page), Banner, button: Button("All", answer));

    public static async Task<Page> ChooseAsync(this PageVisitor visitor, string category, string answer) =>
        await visitor.SubmitAsync(
            await visitor.GetAsync(Settings), $"#choose-{category.ToLowerInvariant()}", button: Button(category, answer));

    public static async Task<Page> ChooseAllAsync(this PageVisitor visitor, string answer) =>
        await visitor.SubmitAsync(await visitor.GetAsync(Settings), "#all", button: Button("All", answer));

    public static string[] CookieNames(this PageVisitor visitor) =>
        [.. visitor.Cookies.GetAllCookies().Where(c => !c.Expired).Select(c => c.Name).Order(StringComparer.Ordinal)];

    public static string? CookieValue(this PageVisitor visitor, string name) =>
        visitor.Cookies.GetAllCookies().SingleOrDefault(c => c.Name == name && !c.Expired)?.Value;

    public static Task<List<ConsentRecord>> RecordsAsync(this TestSite site) =>
        site.InDatabaseAsync(db => db.ConsentRecords().OrderBy(r => r.At).ToListAsync());

    /// <summary>All page views, after those still waiting were written.</summary>
    public static async Task<List<PageView>> PageViewsAsync(this TestSite site)
    {
        await site.Services.GetRequiredService<PageViewWork>().RunAsync(CancellationToken.None);
        return await site.InDatabaseAsync(db => db.PageViews().OrderBy(v => v.At).ToListAsync());
    }
}
