using System.Net;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Holds;
using IGSendMail.Privacy.Retention;
using IGSendMail.Privacy.Standing;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IGSendMail.Web.Tests.Retention;

/// <summary>Officers see how each promised deletion stands and are told before a promise is broken.</summary>
public sealed class StandingTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task A_deletion_is_shown_as_scheduled_due_held_and_verified()
    {
        var account = await _site.OpenAsync("ada@example.com", people: 3);
        var terms = await _site.CancelAsync(account);
        await _site.OfficerAsync();
        Assert.Equal("Scheduled", await StateAsync("Lists"));
        Assert.Equal("Scheduled", await StateAsync("Everything"));

        _site.Time.SetUtcNow(terms.UndoListsUntil);
        Assert.Equal("Due", await StateAsync("Lists"));
        Assert.Equal("Scheduled", await StateAsync("Everything"));

        var hold = await HoldAsync(account);
        Assert.Equal("On hold", await StateAsync("Lists"));
        await _site.RunRetentionAsync();
        Assert.Equal(3, await _site.InDatabaseAsync(db => Platform.Audience.AudienceSets.Subscribers(db).CountAsync()));

        await LiftAsync(hold);
        await _site.RunRetentionAsync();
        Assert.Null(await StateAsync("Lists"));
        var page = await PageAsync();
        Assert.Contains("DR-", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("#alarm"));
    }

    [Fact]
    public async Task A_deletion_that_cannot_go_on_is_shown_as_failed_with_its_age_and_degrades_health()
    {
        var account = await _site.OpenAsync("ada@example.com", people: 3);
        var terms = await _site.CancelAsync(account);
        await _site.OfficerAsync();
        _site.Time.SetUtcNow(terms.UndoListsUntil);
        await _site.RunRetentionAsync();
        await _site.InDatabaseAsync(db => db.ErasureRuns().ExecuteUpdateAsync(set => set
            .SetProperty(r => r.State, ErasureState.Planned).SetProperty(r => r.HaltedAt, _site.Time.GetUtcNow()).SetProperty(r => r.FinishedAt, (DateTimeOffset?)null)));
        await _site.InDatabaseAsync(db => db.WriteAsync(WriteUrgency.Interactive, async _ => db.Add(new PromisedDeletion
        {
            AccountId = account,
            Scope = ErasureScope.SubscriberData,
            DueAt = terms.UndoListsUntil,
            PromisedBy = terms.SubscriberDataGoneBy,
            AccountRevision = 1,
        }), CancellationToken.None));

        _site.Time.Advance(TimeSpan.FromHours(5));
        var page = await PageAsync();

        Assert.Equal("Failed", StateOf(page, "Lists"));
        Assert.Contains("due for 5 hours, 43 hours left", page.TextOf("#due"), StringComparison.Ordinal);
        Assert.Contains("One deletion needs somebody to look.", page.TextOf("#alarm"), StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Degraded, await _site.RetentionHealthAsync());
    }

    [Fact]
    public async Task Officers_are_told_at_half_time_once_a_day_and_again_when_the_promise_is_broken()
    {
        var account = await _site.OpenAsync("ada@example.com", people: 3);
        var terms = await _site.CancelAsync(account);
        await _site.AddOfficerAsync("olga@example.com");
        await _site.AddOfficerAsync("omar@example.com");
        _site.Time.SetUtcNow(terms.UndoListsUntil.AddHours(24).AddSeconds(-1));
        await _site.RunAlarmsAsync();
        Assert.Empty(await _site.LettersAsync<DeletionsLateLetter>());
        Assert.Equal(HealthStatus.Healthy, await _site.RetentionHealthAsync());

        _site.Time.Advance(TimeSpan.FromSeconds(1));
        await _site.RunAlarmsAsync();
        await _site.RunAlarmsAsync();
        var near = await _site.LettersAsync<DeletionsLateLetter>();
        Assert.Equal(["olga@example.com", "omar@example.com"], near.Select(l => l.ToAddress).Order(StringComparer.Ordinal));
        Assert.All(near, l => Assert.Equal((1, 0, terms.SubscriberDataGoneBy), (l.Deletions, l.Overdue, l.FirstPromise)));
        Assert.Equal(HealthStatus.Degraded, await _site.RetentionHealthAsync());

        _site.Time.SetUtcNow(terms.SubscriberDataGoneBy);
        await _site.RunAlarmsAsync();
        var late = (await _site.LettersAsync<DeletionsLateLetter>()).Where(l => l.Overdue > 0).ToList();
        Assert.Equal(2, late.Count);

        // The account's own data is due since then too; once the job has run nobody needs to be told.
        await _site.RunRetentionAsync();
        Assert.Equal(HealthStatus.Healthy, await _site.RetentionHealthAsync());
    }

    [Fact]
    public async Task What_is_held_lawfully_alarms_nobody_and_its_receipt_says_so()
    {
        var account = await _site.OpenAsync("ada@example.com", people: 3);
        var terms = await _site.CancelAsync(account);
        await _site.OfficerAsync();
        var hold = await HoldAsync(account);
        _site.Time.SetUtcNow(terms.SubscriberDataGoneBy.AddDays(60));
        await _site.RunRetentionAsync();
        await _site.RunAlarmsAsync();
        Assert.Empty(await _site.LettersAsync<DeletionsLateLetter>());
        Assert.Equal(HealthStatus.Healthy, await _site.RetentionHealthAsync());

        await LiftAsync(hold);
        await _site.RunRetentionAsync();

        // Lists and account are due by now: they go in one deletion.
        var receipt = await _site.InDatabaseAsync(db => db.ErasureReceipts().AsNoTracking().SingleAsync());
        var held = Assert.Single(receipt.Read().Holds);
        Assert.Equal((HoldReason.Dispute, terms.CancelledAt, _site.Time.GetUtcNow()), (held.Reason, held.From, held.Until));
        Assert.Equal(HealthStatus.Healthy, await _site.RetentionHealthAsync());
        Assert.DoesNotContain("Late", (await PageAsync()).TextOf("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_officers_get_to_it()
    {
        await _site.RegisterAsync("ada@example.com");
        foreach (var path in new[] { PrivacyRoutes.OfficerRetention, PrivacyRoutes.OfficerRetentionRules })
        {
            Assert.StartsWith("/account/sign-in", (await _site.Visitor().GetAsync(path)).Path, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.Forbidden, (await (await _site.SignedInAsync("ada@example.com")).GetAsync(path)).Status);
        }
    }

    [Fact]
    public async Task An_empty_site_has_nothing_to_show_and_says_so()
    {
        await _site.OfficerAsync();

        var page = await PageAsync();

        Assert.Contains("The rules have not been applied yet.", page.Text, StringComparison.Ordinal);
        Assert.Contains("No cancelled account waits for its deletion.", page.Text, StringComparison.Ordinal);
    }

    private async Task<Page> PageAsync()
    {
        var page = await (await _site.SignedInAsync("olga@example.com")).GetAsync(PrivacyRoutes.OfficerRetention);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        return page;
    }

    private async Task<string?> StateAsync(string what) => StateOf(await PageAsync(), what);

    private static string? StateOf(Page page, string what) => page.Document.QuerySelectorAll("#due tbody tr")
        .SingleOrDefault(row => row.QuerySelector("td")!.TextContent.Trim() == what)?.QuerySelector("th")!.TextContent.Trim();

    private async Task<Guid> HoldAsync(Guid account)
    {
        await _site.InScopeAsync(services => services.GetRequiredService<LegalHolds>().PlaceAsync(
            new NewHold(EmailAddress.Of("ada@example.com"), null, HoldReason.Dispute, "2026-117", new DateOnly(2030, 1, 1)), default, CancellationToken.None));
        return (await _site.InDatabaseAsync(db => db.LegalHolds().SingleAsync(h => h.AccountId == account))).Id;
    }

    private Task LiftAsync(Guid hold) => _site.InScopeAsync(services =>
        services.LiftAtOnceAsync(hold));
}
