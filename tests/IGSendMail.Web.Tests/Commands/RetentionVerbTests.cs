using System.Globalization;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Retention;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Tests.Processes;
using IGSendMail.Web.Tests.Retention;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Commands;

/// <summary>The operator's verb for retention, in a process of its own.</summary>
public sealed class RetentionVerbTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public RetentionVerbTests() => _site.Time.SetUtcNow(TimeProvider.System.GetUtcNow());

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task A_look_ahead_prints_exact_counts_and_dates_and_changes_nothing()
    {
        var account = await _site.OpenAsync("ada@example.com", people: 3);
        var terms = await _site.CancelAsync(account);
        var day = terms.AccountDataGoneBy.AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        var (code, output, _) = await RunAsync("--dry-run", "--as-of", day);

        Assert.Equal(0, code);
        Assert.Contains($"account {account:N}: lists, due {terms.UndoListsUntil:u}, promised by {terms.SubscriberDataGoneBy:u}", output, StringComparison.Ordinal);
        Assert.Contains($"account {account:N}: everything, due {terms.AccountDataKeptUntil:u}, promised by {terms.AccountDataGoneBy:u}", output, StringComparison.Ordinal);
        Assert.Contains("    Subscriber: 3", output, StringComparison.Ordinal);
        Assert.Contains("    User: 1", output, StringComparison.Ordinal);
        Assert.Contains("2 account steps", output, StringComparison.Ordinal);
        Assert.Equal(3, await _site.InDatabaseAsync(db => db.Subscribers().CountAsync()));
        Assert.Equal(0, await _site.InDatabaseAsync(db => db.RetentionRuns().CountAsync()));
    }

    [Fact]
    public async Task Outside_development_a_future_day_is_only_looked_at()
    {
        await _site.OpenAsync("ada@example.com");

        var (code, _, errors) = await RunAsync("--as-of", "2090-01-01", production: true);

        Assert.Equal(2, code);
        Assert.Contains("--as-of", errors, StringComparison.Ordinal);
        Assert.Contains("--dry-run", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_far_ahead_of_the_last_round_is_refused_until_it_is_confirmed()
    {
        await _site.OpenAsync("ada@example.com");
        Assert.Equal(0, (await RunAsync()).Code);
        await _site.InScopeAsync(async services =>
        {
            await using var vault = await services.GetRequiredService<IDbContextFactory<VaultContext>>().CreateDbContextAsync();
            await vault.Set<ClockMark>().ExecuteUpdateAsync(set => set.SetProperty(m => m.At, _site.Time.GetUtcNow().AddHours(-49)));
        });

        var (refused, _, errors) = await RunAsync();
        Assert.Equal(1, refused);
        Assert.Contains("more than 48 hours ahead", errors, StringComparison.Ordinal);
        Assert.Contains("retention run --confirm-clock", errors, StringComparison.Ordinal);

        Assert.Equal(0, (await RunAsync("--confirm-clock")).Code);
        Assert.Equal(0, (await RunAsync()).Code);
    }

    private Task<(int Code, string Output, string Errors)> RunAsync(params string[] options) => RunAsync(options, production: false);

    private Task<(int Code, string Output, string Errors)> RunAsync(string option, string value, bool production) =>
        RunAsync([option, value], production);

    private Task<(int Code, string Output, string Errors)> RunAsync(string[] options, bool production) => SiteProcess.RunAsync(
        ["retention", "run", .. options],
        ("ASPNETCORE_ENVIRONMENT", production ? "Production" : "Development"),
        ("Data:Folder", _site.DataFolder),
        ("Vault:Folder", Path.Combine(_site.Folder, "vault")),
        ("Keys:Witness", Path.Combine(_site.Folder, "witness")),
        ("Site:PublicUrl", "http://localhost"),
        ("Mail:Mode", "Pickup"),
        ("Keys:Master", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="));
}
