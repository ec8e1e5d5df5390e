using IGSendMail.Platform.Accounts;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Retention;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Retention;

/// <summary>A shorter period of a later policy version is scheduled and shown, and begins on its day.</summary>
public sealed class PolicyChangeTests : IDisposable
{
    private readonly PolicyTrial _trial = new();

    public void Dispose() => _trial.Dispose();

    [Fact]
    public async Task A_shorter_period_is_shown_ahead_and_acts_from_its_day_on()
    {
        var shorter = _trial.Add("2026-02", "2026-09-01", "2026-10-15", material: true);
        _trial.Change("account-data-kept: P30D", "account-data-kept: P20D", shorter);
        _trial.Change("subscriber-data-gone: P30D", "subscriber-data-gone: P20D", shorter);
        await using var site = new TestSite().With("Policy:Folder", _trial.Folder);
        await site.Visitor().GetAsync("/privacy");
        var takesEffect = new DateTimeOffset(2026, 12, 11, 5, 0, 0, TimeSpan.Zero);

        // Cancelled so that thirty days end after that day, and twenty before it.
        site.Time.SetUtcNow(new DateTimeOffset(2026, 11, 18, 12, 0, 0, TimeSpan.Zero));
        var account = await site.OpenAsync("ada@example.com", people: 2);
        var terms = await site.CancelAsync(account);
        Assert.Equal(takesEffect, terms.UndoListsUntil);
        Assert.Equal(takesEffect + PurgeMargin.Least, terms.SubscriberDataGoneBy);
        Assert.Equal(takesEffect, terms.AccountDataKeptUntil);

        // Shown to the customer, and to officers with the version that makes it so.
        var visitor = await site.SignedInAsync("ada@example.com");
        Assert.Contains("2026-12-11T05:00:00Z", (await visitor.GetAsync("/account/cancel")).Document.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.Contains("2026-12-11T05:00:00Z", (await visitor.GetAsync(SiteRoutes.Deletions)).Document.DocumentElement.OuterHtml, StringComparison.Ordinal);
        var officer = await site.OfficerAsync();
        Assert.Contains("policy version 2026-02 is in force: lists gone within 20 days", (await officer.GetAsync(PrivacyRoutes.OfficerRetention)).Text, StringComparison.Ordinal);

        // The day before by the site's clock nothing goes; a look ahead says what will.
        site.Time.SetUtcNow(takesEffect.AddSeconds(-1));
        await site.RunRetentionAsync();
        Assert.Equal(2, await site.InDatabaseAsync(db => db.Subscribers().CountAsync()));
        var forecast = await site.Services.GetRequiredService<RetentionForecasts>().AsOfAsync(takesEffect, CancellationToken.None);
        Assert.Equal(2, forecast.Accounts.Count);
        Assert.Equal(2, forecast.Accounts.SelectMany(a => a.Stores).First(p => p.StoreKey == nameof(Subscriber)).Rows);

        site.Time.SetUtcNow(takesEffect);
        await site.RunRetentionAsync();
        Assert.Equal(0, await site.InDatabaseAsync(db => db.Subscribers().CountAsync()));
        Assert.Equal(0, await site.InDatabaseAsync(db => db.Accounts().CountAsync()));
    }

    [Fact]
    public async Task A_longer_period_keeps_nothing_longer_that_was_promised_to_go_before()
    {
        var longer = _trial.Add("2026-02", "2026-09-01", "2026-11-20", material: false);
        _trial.Change("account-data-kept: P30D", "account-data-kept: P90D", longer);
        _trial.Change("subscriber-data-gone: P30D", "subscriber-data-gone: P90D", longer);
        await using var site = new TestSite().With("Policy:Folder", _trial.Folder);
        var account = await site.OpenAsync("ada@example.com", people: 2);
        var terms = await site.CancelAsync(account);
        site.Time.SetUtcNow(terms.UndoListsUntil);
        Assert.Equal("2026-02", site.Services.GetRequiredService<PolicyShelf>().Snapshot().InForce.Version);

        await site.RunRetentionAsync();

        Assert.Equal(0, await site.InDatabaseAsync(db => db.Subscribers().CountAsync()));
    }
}
