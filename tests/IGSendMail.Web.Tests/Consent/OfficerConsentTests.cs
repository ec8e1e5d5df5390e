using System.Net;
using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Consent;
using IGSendMail.Privacy.Guard;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Tests.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Consent;

public sealed class OfficerConsentTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Nobody_but_officers_sees_how_people_choose()
    {
        Assert.StartsWith("/account/sign-in", (await _site.Visitor().GetAsync("/officer/consent")).Path, StringComparison.Ordinal);

        var customer = _site.Visitor();
        await customer.RegisterAsync();
        Assert.Equal(HttpStatusCode.Forbidden, (await customer.GetAsync("/officer/consent")).Status);
    }

    [Fact]
    public async Task Without_a_choice_and_without_a_report_the_page_says_so()
    {
        var page = await (await OfficerAsync()).GetAsync("/officer/consent");

        Assert.Contains("Nobody has chosen yet.", page.Text, StringComparison.Ordinal);
        Assert.Contains("None in the last 90 days", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_picture_and_its_table_show_each_month_and_policy_version()
    {
        var first = _site.Visitor();
        await first.AnswerAsync("accept");
        await _site.Visitor().AnswerAsync("reject");
        await _site.Visitor().AnswerAsync("reject");
        await _site.Visitor().ChooseAsync("Preference", "allow");
        _site.Time.Advance(TimeSpan.FromDays(30));
        await first.ChooseAsync("Analytics", "refuse");
        await first.ChooseAsync("Preference", "refuse");

        var page = await (await OfficerAsync()).GetAsync("/officer/consent");

        var rows = page.Document.QuerySelectorAll("table tbody tr").Select(r => string.Join('|', r.Children.Select(c => c.TextContent.Trim())));
        Assert.Equal(["Nov 2026|2026-01|4|1 (25%)|2 (50%)|0", "Dec 2026|2026-01|2|0 (0%)|1 (50%)|1"], rows);
        var heights = page.Document.QuerySelectorAll("figure svg rect").Select(r => r.GetAttribute("height"));
        Assert.Equal(["40", "80", "0", "80"], heights);
        Assert.NotEmpty(page.Document.QuerySelector("figure svg")!.GetAttribute("aria-label")!);
    }

    [Fact]
    public async Task Choices_of_more_than_a_year_ago_are_left_out()
    {
        await _site.Visitor().AnswerAsync("accept");
        _site.Time.Advance(TimeSpan.FromDays(366));
        // It has ended by itself since; that is nobody's choice.
        await _site.Services.GetRequiredService<ConsentExpiries>().RunAsync(default);
        Assert.Equal(2, (await _site.RecordsAsync()).Count);

        Assert.Contains("Nobody has chosen yet.", (await (await OfficerAsync()).GetAsync("/officer/consent")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_guard_took_out_is_listed()
    {
        var reports = _site.Services.GetRequiredService<CookieReports>();
        reports.Count("_tracker", CookieProblem.Undeclared, "/privacy");
        reports.Count("_tracker", CookieProblem.Undeclared, "/privacy");
        await reports.RunAsync(default);

        var page = await (await OfficerAsync()).GetAsync("/officer/consent");

        Assert.Equal(
            "_tracker|Not in the register|/privacy|10 November 2026|2",
            string.Join('|', page.Document.QuerySelectorAll("section tbody tr").Single().Children.Select(c => c.TextContent.Trim())));
    }

    private async Task<PageVisitor> OfficerAsync()
    {
        await _site.InScopeAsync(s => s.GetRequiredService<Officers>()
            .AddAsync("Olive Officer", EmailAddress.Of("olive@example.org"), "seven quiet rivers at dawn", default));
        var officer = _site.Visitor();
        await _site.EnterCodeAsync(
            officer, await officer.SignInAsync("olive@example.org", "seven quiet rivers at dawn"), "olive@example.org", "seven quiet rivers at dawn");
        return officer;
    }
}
