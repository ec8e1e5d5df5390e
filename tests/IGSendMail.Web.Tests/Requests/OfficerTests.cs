using System.Net;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Requests;

/// <summary>The officer's queue.</summary>
public sealed class OfficerTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Only_officers_see_the_queue()
    {
        await _site.RegisterAsync("ada@example.com");
        await _site.AddOfficerAsync("olga@example.com");

        Assert.StartsWith("/account/sign-in", (await _site.Visitor().GetAsync(PrivacyRoutes.Officer)).Path, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await _site.SignedInAsync("ada@example.com")).GetAsync(PrivacyRoutes.Officer)).Status);
        Assert.Equal(HttpStatusCode.OK, (await (await _site.SignedInAsync("olga@example.com")).GetAsync(PrivacyRoutes.Officer)).Status);
    }

    [Fact]
    public async Task The_earliest_deadline_comes_first_and_an_overdue_one_is_called_so()
    {
        await _site.AddOfficerAsync("olga@example.com");
        var first = await ConfirmedAsync("a@example.com");
        _site.Time.Advance(TimeSpan.FromDays(20));
        var second = await ConfirmedAsync("b@example.com");
        _site.Time.Advance(TimeSpan.FromDays(12));
        var officer = await _site.SignedInAsync("olga@example.com");

        var page = await officer.GetAsync(PrivacyRoutes.Officer);

        var rows = page.Document.QuerySelectorAll("tbody tr").Select(r => r.TextContent).ToList();
        Assert.Equal(2, rows.Count);
        Assert.Contains(first, rows[0], StringComparison.Ordinal);
        Assert.Contains("Overdue by 2 days", rows[0], StringComparison.Ordinal);
        Assert.Contains(second, rows[1], StringComparison.Ordinal);
        Assert.Contains("18 days left", rows[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_contact_is_shown_only_when_opened()
    {
        await _site.AddOfficerAsync("olga@example.com");
        var reference = await ConfirmedAsync("secret.person@example.com");
        var officer = await _site.SignedInAsync("olga@example.com");

        var list = await officer.GetAsync(PrivacyRoutes.Officer);
        var detail = await officer.GetAsync("/officer/requests/" + reference);
        var opened = await officer.GetAsync($"/officer/requests/{reference}/contact");

        Assert.DoesNotContain("secret.person", list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret.person", detail.Text, StringComparison.Ordinal);
        Assert.Contains("secret.person@example.com", opened.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("HEAD", "")]
    [InlineData("GET", "/contact")]
    [InlineData("HEAD", "/contact")]
    public async Task An_officer_who_reads_changes_nothing_on_the_persons_page(string method, string page)
    {
        await _site.RegisterAsync("ada@example.com");
        await _site.AddOfficerAsync("olga@example.com");
        var ada = await _site.SignedInAsync("ada@example.com");
        var request = "/privacy/requests/" + await RequestSteps.AskForPackageAsync(ada, nameof(Right.Access));
        var officer = await _site.SignedInAsync("olga@example.com");
        var before = (await ada.GetAsync(request)).TextOf("main");
        _site.Time.Advance(TimeSpan.FromMinutes(1));

        using var reading = new HttpRequestMessage(new HttpMethod(method), $"/officer/requests/{request.Split('/')[^1]}{page}");
        using var answer = await officer.Client.SendAsync(reading);

        Assert.True((int)answer.StatusCode < 500);
        Assert.Equal(before, (await ada.GetAsync(request)).TextOf("main"));
    }

    [Fact]
    public async Task The_audit_trail_says_which_officer_read_who_asked()
    {
        await _site.AddOfficerAsync("olga@example.com");
        var reference = await ConfirmedAsync("secret.person@example.com");
        var officer = await _site.SignedInAsync("olga@example.com");

        await officer.GetAsync($"/officer/requests/{reference}");
        Assert.Empty(await ReadingsAsync());
        await officer.GetAsync($"/officer/requests/{reference}/contact");

        var entry = Assert.Single(await ReadingsAsync());
        Assert.Equal(nameof(AuditRole.Officer), entry.Role);
        Assert.Contains("Officer looked at a contact", (await officer.GetAsync(PrivacyRoutes.OfficerAudit)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/officer/requests/AC-2222-2222")]
    [InlineData("/officer/requests/nonsense/contact")]
    public async Task A_request_that_does_not_exist_is_missing(string path)
    {
        await _site.AddOfficerAsync("olga@example.com");

        Assert.Equal(HttpStatusCode.NotFound, (await (await _site.SignedInAsync("olga@example.com")).GetAsync(path)).Status);
    }

    [Fact]
    public async Task A_full_page_leads_to_the_next()
    {
        await _site.AddOfficerAsync("olga@example.com");
        for (var i = 0; i <= RequestCases.PageSize; i++)
        {
            await _site.InScopeAsync(services => services.GetRequiredService<RequestIntake>().AskByMailAsync(
                    new NewRequest(Right.Access, Regime.Gdpr), EmailAddress.Of($"person{i}@example.com"), "en", CancellationToken.None));
        }

        var officer = await _site.SignedInAsync("olga@example.com");
        var first = await officer.GetAsync(PrivacyRoutes.Officer);
        var second = await officer.GetAsync(first.Document.QuerySelector("a[href*='after=']")!.GetAttribute("href")!);
        var nonsense = await officer.GetAsync(PrivacyRoutes.Officer + "?after=2026-13-45_x");

        Assert.Equal(RequestCases.PageSize, first.Document.QuerySelectorAll("tbody tr").Length);
        Assert.Single(second.Document.QuerySelectorAll("tbody tr"));
        Assert.Equal(HttpStatusCode.OK, nonsense.Status);
    }

    private Task<List<AuditEntry>> ReadingsAsync() => _site.InScopeAsync(services =>
        services.GetRequiredService<IGSendMailContext>().AuditEntries().AsNoTracking()
            .Where(e => e.Act == RequestActs.ContactOpened.Name).ToListAsync());

    private async Task<string> ConfirmedAsync(string address)
    {
        await _site.AskAsync(address);
        var reference = (await _site.NewestRequestAsync()).Reference;
        await _site.ConfirmAsync(address, _site.Visitor());
        return reference;
    }
}
