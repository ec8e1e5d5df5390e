using System.Net;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;

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
    public async Task The_contact_is_shown_only_when_opened_and_that_is_noted()
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
        Assert.Equal("Contact looked at", opened.TextOf(".timeline h3"));
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
            await _site.InScopeAsync(services => Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions
                .GetRequiredService<RequestIntake>(services).AskByMailAsync(
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

    private async Task<string> ConfirmedAsync(string address)
    {
        await _site.AskAsync(address);
        var reference = (await _site.NewestRequestAsync()).Reference;
        await _site.ConfirmAsync(address, _site.Visitor());
        return reference;
    }
}
