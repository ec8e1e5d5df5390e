using System.Net;
using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Retention;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IGSendMail.Web.Tests.Retention;

/// <summary>A clock that jumps never deletes anything early, and everybody who must know sees it.</summary>
public sealed class ClockTests : IAsyncDisposable
{
    private readonly TestSite _site = new() { GuardsClock = true };

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task A_clock_far_ahead_deletes_nothing_until_somebody_says_that_it_is_right()
    {
        await _site.RunRetentionAsync();
        var account = await _site.OpenAsync("ada@example.com", people: 2);
        await _site.CancelAsync(account);
        var officer = await _site.OfficerAsync();
        Assert.Equal(HealthStatus.Healthy, await _site.RetentionHealthAsync());

        _site.Time.Advance(TimeSpan.FromDays(31));
        await _site.RunRetentionAsync();

        Assert.Equal(1, await AccountsAsync());
        Assert.Equal(HealthStatus.Degraded, await _site.RetentionHealthAsync());
        officer = await _site.SignedInAsync("olga@example.com");
        var page = await officer.GetAsync(PrivacyRoutes.OfficerRetention);
        Assert.Contains("Nothing is deleted by time at the moment.", page.TextOf("#clock"), StringComparison.Ordinal);
        Assert.Contains("retention run --confirm-clock", page.TextOf("#clock"), StringComparison.Ordinal);

        // What the jumping clock itself has put on record does not speak for it.
        _site.Time.Advance(TimeSpan.FromHours(1));
        await _site.RunRetentionAsync();
        Assert.Equal(1, await AccountsAsync());

        await RunAsync(isConfirmed: true);
        await _site.RunRetentionAsync();
        Assert.Equal(0, await AccountsAsync());
        Assert.Equal(HealthStatus.Healthy, await _site.RetentionHealthAsync());
        Assert.Equal(1, await _site.InDatabaseAsync(db => db.AuditEntries().CountAsync(e => e.Act == RetentionActs.ClockConfirmed.Name)));
    }

    [Fact]
    public async Task A_clock_that_is_put_back_deletes_nothing_until_it_has_caught_up()
    {
        var account = await _site.OpenAsync("ada@example.com", people: 2);
        await _site.CancelAsync(account);
        await HoursAsync(30 * 24 - 1);
        var right = _site.Time.GetUtcNow();

        // Back by ten days: what is due by then is not, and what was recorded is in the future.
        var back = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(right.AddDays(-10));
        await using var same = await OnTheSameFilesAsync(back);
        await Assert.ThrowsAsync<ClockException>(() => same.Services.GetRequiredService<RetentionJob>().RunAsync(back.GetUtcNow(), CancellationToken.None));
        Assert.Equal(HealthStatus.Degraded, await same.RetentionHealthAsync());

        // Not even for somebody who says that it is right: it would delete by a time that has been before.
        await Assert.ThrowsAsync<ClockException>(() => same.Services.GetRequiredService<RetentionJob>().RunAsync(back.GetUtcNow(), isClockConfirmed: true, CancellationToken.None));

        back.SetUtcNow(right.AddHours(2));
        await same.RunRetentionAsync();
        Assert.Equal(0, await AccountsAsync());
    }

    [Theory]
    // The clocks of New York go forward, and back; a leap day.
    [InlineData("2027-03-13T12:00:00Z")]
    [InlineData("2027-11-06T12:00:00Z")]
    [InlineData("2028-02-28T12:00:00Z")]
    public async Task Changes_of_clocks_and_leap_days_neither_stop_a_round_nor_delete_early(string from)
    {
        _site.Time.SetUtcNow(DateTimeOffset.Parse(from, System.Globalization.CultureInfo.InvariantCulture));
        var account = await _site.OpenAsync("ada@example.com", people: 1);
        var terms = await _site.CancelAsync(account);

        await HoursAsync(30 * 24 - 1);
        Assert.Equal(1, await AccountsAsync());
        Assert.True(_site.Time.GetUtcNow() < terms.AccountDataKeptUntil);
        await HoursAsync(2);
        Assert.Equal(0, await AccountsAsync());
    }

    [Fact]
    public async Task A_database_restored_from_a_week_ago_does_not_make_the_clock_look_wrong()
    {
        await _site.RunRetentionAsync();
        await HoursAsync(7 * 24);
        await _site.InDatabaseAsync(async db => await db.RetentionRuns().ExecuteDeleteAsync());

        Assert.Equal(ClockVerdict.Trusted, (await _site.Services.GetRequiredService<ClockGuard>().LookAsync(CancellationToken.None)).Verdict);
    }

    private async Task HoursAsync(int hours)
    {
        for (var passed = 0; passed < hours; passed += 24)
        {
            _site.Time.Advance(TimeSpan.FromHours(Math.Min(24, hours - passed)));
            await _site.RunRetentionAsync();
        }
    }

    private async Task<TestSite> OnTheSameFilesAsync(TimeProvider clock)
    {
        var other = new TestSite { GuardsClock = true, DataFolder = _site.DataFolder }
            .With("Data:Folder", _site.DataFolder).With("Vault:Folder", Path.Combine(_site.Folder, "vault"))
            .WithServices(services => services.AddSingleton(clock));
        Assert.Equal(HttpStatusCode.OK, (await other.Visitor().GetAsync("/")).Status);
        return other;
    }

    private Task RunAsync(bool isConfirmed) =>
        _site.Services.GetRequiredService<RetentionJob>().RunAsync(_site.Time.GetUtcNow(), isConfirmed, CancellationToken.None);

    private Task<int> AccountsAsync() => _site.InDatabaseAsync(db => db.Accounts().CountAsync());
}
