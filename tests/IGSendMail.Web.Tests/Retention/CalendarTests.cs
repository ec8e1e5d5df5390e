using System.Net;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using IGSendMail.Web.Tests.Requests;

namespace IGSendMail.Web.Tests.Retention;

/// <summary>What will be deleted in the next ninety days: of everybody for officers, of their own for customers.</summary>
public sealed class CalendarTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Officers_see_week_by_week_what_goes_as_a_chart_and_as_a_table()
    {
        foreach (var name in new[] { "ada", "ben" })
        {
            var account = await _site.OpenAsync($"{name}@example.com", people: 3);
            await RequestSteps.AskForPackageAsync(await _site.SignedInAsync($"{name}@example.com"), "Access");
            await _site.RunRequestsAsync();
            await _site.CancelAsync(account);
        }

        var page = await (await _site.OfficerAsync()).GetAsync(PrivacyRoutes.OfficerRetention);

        // 28 days are four weeks: the fifth. 30 days are the fifth, too.
        Assert.Equal(["2", "8 Dec: 2"], Row(page, "Lists of cancelled accounts"));
        Assert.Equal(["2", "8 Dec: 2"], Row(page, "Cancelled accounts, with everything"));
        // A copy lives for 14 days: what is exactly so old goes in the third week.
        Assert.Equal(["2", "24 Nov: 2"], Row(page, "Copies of your data that we made for you to download"));
        Assert.Equal(["2", "24 Nov: 2"], Row(page, "Copies of your data that we made for you"));
        Assert.Equal(2, page.Document.QuerySelectorAll(".chart rect").Count(r => r.GetAttribute("height") == "160"));
    }

    [Fact]
    public async Task Customers_see_what_goes_of_theirs_and_nothing_of_others()
    {
        var other = await _site.OpenAsync("ben@example.com", people: 3);
        await _site.OpenAsync("ada@example.com", people: 3);
        foreach (var name in new[] { "ada", "ben", "ben" })
        {
            await RequestSteps.AskForPackageAsync(await _site.SignedInAsync($"{name}@example.com"), "Access");
        }

        await _site.RunRequestsAsync();
        var visitor = await _site.SignedInAsync("ada@example.com");

        var open = await visitor.GetAsync(SiteRoutes.Deletions);
        Assert.Contains("Your account is open", open.Text, StringComparison.Ordinal);
        Assert.Equal(["1"], open.Document.QuerySelectorAll("#by-age tr")
            .Where(r => r.QuerySelector("th")!.TextContent == "Copies of your data that we made for you to download").Select(r => r.QuerySelector("td")!.TextContent.Trim()));

        var holder = await _site.SignedInAsync("ben@example.com");
        var terms = await _site.CancelAsync(other);
        var cancelled = await holder.GetAsync(SiteRoutes.Deletions);
        Assert.Equal(
            [terms.UndoListsUntil, terms.SubscriberDataGoneBy, terms.AccountDataKeptUntil, terms.AccountDataGoneBy],
            cancelled.Document.QuerySelectorAll(".facts time").Select(t => DateTimeOffset.Parse(t.GetAttribute("datetime")!, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.DoesNotContain("you cancelled", (await visitor.GetAsync(SiteRoutes.Deletions)).TextOf("#age"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strangers_are_asked_to_sign_in_and_officers_have_no_account()
    {
        Assert.StartsWith("/account/sign-in", (await _site.Visitor().GetAsync(SiteRoutes.Deletions)).Path, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await _site.OfficerAsync()).GetAsync(SiteRoutes.Deletions)).Status);
    }

    private static string[] Row(Page page, string title) => [.. page.Document.QuerySelectorAll("#calendar-table tbody tr")
        .Single(r => r.QuerySelector("th")!.TextContent == title).QuerySelectorAll("td").Select(c => c.TextContent.Trim())];
}
