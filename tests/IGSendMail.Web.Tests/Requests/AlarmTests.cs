using IGSendMail.Privacy.Requests;
using IGSendMail.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IGSendMail.Web.Tests.Requests;

/// <summary>Nothing becomes late without officers having been told in time.</summary>
public sealed class AlarmTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Officers_are_told_a_week_before_two_days_before_and_when_it_is_overdue_each_once()
    {
        await _site.AddOfficerAsync("olga@example.com");
        await _site.AddOfficerAsync("omar@example.com");
        await OpenRequestAsync();

        foreach (var (days, letters) in new[] { (22, 0), (1, 2), (4, 2), (1, 4), (2, 4), (1, 6), (5, 6) })
        {
            _site.Time.Advance(TimeSpan.FromDays(days));
            await _site.RunRequestsAsync();
            await _site.RunRequestsAsync();
            Assert.Equal(letters, (await _site.LettersAsync<RequestDueLetter>()).Count);
        }

        Assert.Equal(
            [7, 2, -1], (await _site.LettersAsync<RequestDueLetter>()).Where(l => l.ToAddress == "olga@example.com").Select(l => l.DaysLeft));
    }

    [Fact]
    public async Task One_that_is_found_overdue_brings_one_letter_not_three()
    {
        await _site.AddOfficerAsync("olga@example.com");
        await OpenRequestAsync();
        _site.Time.Advance(TimeSpan.FromDays(60));

        await _site.RunRequestsAsync();

        Assert.Equal(-30, Assert.Single(await _site.LettersAsync<RequestDueLetter>()).DaysLeft);
    }

    [Fact]
    public async Task While_there_is_no_officer_the_warning_waits_for_one()
    {
        await OpenRequestAsync();
        _site.Time.Advance(TimeSpan.FromDays(25));
        await _site.RunRequestsAsync();
        await _site.AddOfficerAsync("olga@example.com");

        await _site.RunRequestsAsync();

        Assert.Single(await _site.LettersAsync<RequestDueLetter>());
    }

    [Theory]
    [InlineData(30, "Healthy")]
    [InlineData(31, "Degraded")]
    public async Task Health_is_degraded_while_an_answer_is_overdue(int days, string health)
    {
        await OpenRequestAsync();
        _site.Time.Advance(TimeSpan.FromDays(days));

        var report = await _site.Services.GetRequiredService<HealthCheckService>()
            .CheckHealthAsync(c => c.Name == "requests", CancellationToken.None);

        Assert.Equal(health, report.Status.ToString());
    }

    [Fact]
    public async Task The_letter_says_nothing_about_the_person()
    {
        await _site.AddOfficerAsync("olga@example.com");
        await OpenRequestAsync();
        _site.Time.Advance(TimeSpan.FromDays(29));
        await _site.WorkAsync();

        var letters = Directory.EnumerateFiles(Path.Combine(_site.DataFolder, "mail"), "*.eml", SearchOption.AllDirectories)
            .Select(path => MimeKit.MimeMessage.Load(path)).Where(m => m.Subject!.StartsWith("Due on", StringComparison.Ordinal)).ToList();
        var letter = Assert.Single(letters);
        Assert.DoesNotContain("guest", letter.TextBody, StringComparison.Ordinal);
        Assert.Contains("/officer/requests/", letter.TextBody, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8, 0)]
    [InlineData(7, 1)]
    [InlineData(3, 1)]
    [InlineData(2, 2)]
    [InlineData(0, 2)]
    [InlineData(-1, 3)]
    [InlineData(-400, 3)]
    public void So_many_warnings_are_due(int daysLeft, int warnings) => Assert.Equal(warnings, RequestAlarms.DueAt(daysLeft));

    /// <summary>A request that the program does not answer by itself.</summary>
    private async Task OpenRequestAsync()
    {
        await _site.AskAsync("guest@example.com");
        await _site.ConfirmAsync("guest@example.com", _site.Visitor());
        await _site.LeaveToOfficerAsync();
    }
}
