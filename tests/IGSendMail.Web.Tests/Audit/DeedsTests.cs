using IGSendMail.Privacy.Audit;
using IGSendMail.Testing;
using IGSendMail.Web.Tests.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Audit;

/// <summary>What people do on the pages is entered, and the entries name nobody.</summary>
public sealed class DeedsTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task A_customers_road_is_entered_step_by_step()
    {
        var visitor = _site.Visitor();
        Func<Task>[] road =
        [
            () => visitor.RegisterAsync(),
            async () => await visitor.SubmitAsync(await visitor.GetAsync("/account"), "form[action='/account/sign-out']"),
            () => visitor.SignInAsync(password: "a wrong password"),
            () => visitor.SignInAsync("nobody@example.org"),
            () => visitor.SignInAsync(),
            () => visitor.CancelAsync(),
            async () => await visitor.SubmitAsync(await visitor.GetAsync("/account/cancel"), "form[action='/account/undo-cancel']"),
        ];
        foreach (var step in road)
        {
            _site.Time.Advance(TimeSpan.FromSeconds(1));
            await step();
        }

        var entries = await _site.InDatabaseAsync(db => db.AuditEntries().AsNoTracking().OrderBy(e => e.At).ToListAsync());

        Assert.Equal(
            ["PolicyLoaded", "AccountOpened", "SignedOut", "SignInRefused", "SignInRefused", "SignedIn", "AccountCancelled", "CancellationUndone"],
            entries.Select(e => e.Act));
        Assert.Equal(2, entries.Count(e => e is { Act: "SignInRefused", Outcome: "Refused", Actor: null }));
        // A known address is known by its pseudonym, an unknown one is nobody.
        Assert.Equal(entries[1].Subject, entries[3].Subject);
        Assert.Null(entries[4].Subject);
        Assert.Equal(entries[1].Actor, entries[5].Actor);
    }

    [Fact]
    public async Task A_paused_sign_in_is_entered_as_often_as_it_is_tried()
    {
        await _site.Visitor().RegisterAsync();
        for (var i = 0; i < 8; i++)
        {
            await _site.Visitor().SignInAsync(password: "a wrong password");
        }

        Assert.Equal(8, await _site.InDatabaseAsync(db => db.AuditEntries().CountAsync(e => e.Act == "SignInRefused")));
    }

    [Fact]
    public async Task The_whole_of_it_verifies()
    {
        await _site.Visitor().RegisterAsync();
        await _site.Services.GetRequiredService<AuditSequencer>().RunAsync(default);

        var report = await _site.InDatabaseAsync(db =>
            _site.Services.GetRequiredService<AuditVerifier>().VerifyAsync(db, null, default));

        Assert.Null(report.Fault);
        Assert.Equal((2, 0), (report.Verified, report.Waiting));
    }
}
