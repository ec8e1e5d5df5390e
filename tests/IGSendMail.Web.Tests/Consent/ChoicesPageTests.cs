using System.Net;
using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Audit;
using IGSendMail.Testing;
using IGSendMail.Web.Tests.Accounts;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Consent;

public sealed class ChoicesPageTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Every_page_leads_to_it_and_it_says_whether_the_signal_came()
    {
        var visitor = _site.Visitor();
        var home = await visitor.GetAsync("/");
        Assert.NotNull(home.Document.QuerySelector("footer a[href='/privacy/choices']"));

        var page = await visitor.GetAsync("/privacy/choices");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Your browser does not send this signal.", page.Text, StringComparison.Ordinal);

        visitor.Headers["Sec-GPC"] = "1";
        Assert.Contains("Opt-out request honoured.", (await visitor.GetAsync("/privacy/choices")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_on_can_be_turned_off_there()
    {
        var visitor = _site.Visitor();
        await visitor.AnswerAsync("accept");

        var page = await visitor.SubmitAsync(
            await visitor.GetAsync("/privacy/choices"), "#turn-off", button: ConsentVisitor.Button("All", "reject"));

        Assert.Equal("/privacy/choices", page.Path);
        Assert.Contains("All are off in this browser", page.Text, StringComparison.Ordinal);
        Assert.Equal(["off", "off"], page.Document.QuerySelectorAll("#states dd").Select(d => d.TextContent));
        Assert.Equal(["consent"], visitor.CookieNames());
    }

    [Fact]
    public async Task The_signal_of_a_signed_in_customer_is_kept_with_their_profile_once()
    {
        var visitor = _site.Visitor();
        await visitor.RegisterAsync();
        Assert.Contains("Your profile is not opted out.", (await visitor.GetAsync("/privacy/choices")).Text, StringComparison.Ordinal);

        visitor.Headers["Sec-GPC"] = "1";
        Assert.Contains("We are keeping this with your profile", (await visitor.GetAsync("/privacy/choices")).Text, StringComparison.Ordinal);
        await KeepAsync();
        visitor.Headers.Remove("Sec-GPC");
        _site.Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Contains("Your profile is opted out since 10 November 2026", (await visitor.GetAsync("/privacy/choices")).Text, StringComparison.Ordinal);
        visitor.Headers["Sec-GPC"] = "1";
        await visitor.GetAsync("/privacy");
        await KeepAsync();
        Assert.Equal(1, await _site.InDatabaseAsync(db => db.AuditEntries().CountAsync(e => e.Act == AccountActs.SignalKept.Name)));
    }

    [Fact]
    public async Task An_opted_out_profile_is_linked_to_no_page_in_any_browser()
    {
        var first = _site.Visitor();
        await first.RegisterAsync();
        await first.AnswerAsync("accept");
        await first.GetAsync("/privacy");
        Assert.Contains(await _site.PageViewsAsync(), v => v.AccountId is not null);
        var before = (await _site.PageViewsAsync()).Count;
        first.Headers["Sec-GPC"] = "1";
        await first.GetAsync("/privacy");
        await KeepAsync();

        first.Headers.Remove("Sec-GPC");
        await first.GetAsync("/privacy/subprocessors");

        var after = (await _site.PageViewsAsync()).Skip(before).ToList();
        Assert.NotEmpty(after);
        Assert.All(after, v => Assert.Null(v.AccountId));
        Assert.Equal(1, await _site.InDatabaseAsync(db => db.Users().CountAsync(u => u.OptedOutAt != null)));
    }

    [Fact]
    public async Task While_the_database_takes_no_writes_the_signal_fails_no_page_and_is_kept_later()
    {
        var visitor = _site.Visitor();
        await visitor.RegisterAsync();
        visitor.Headers["Sec-GPC"] = "1";
        await using (var other = new SqliteConnection($"Data Source={Path.Combine(_site.DataFolder, "igsendmail.db")};Pooling=False"))
        {
            await other.OpenAsync();
            await using var held = await other.BeginTransactionAsync(System.Data.IsolationLevel.Serializable);
            Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/privacy")).Status);
            await held.RollbackAsync();
        }

        await KeepAsync();

        Assert.Equal(1, await _site.InDatabaseAsync(db => db.Users().CountAsync(u => u.OptedOutAt != null)));
    }

    [Fact]
    public async Task A_page_is_kept_apart_for_each_visitor()
    {
        var visitor = _site.Visitor();
        var asking = (await visitor.GetAsync("/privacy")).Response;
        await visitor.AnswerAsync("reject");
        var response = (await visitor.GetAsync("/privacy")).Response;

        Assert.True(asking.Headers.CacheControl!.NoStore);
        Assert.Equal("private, no-cache", response.Headers.CacheControl!.ToString().Replace("no-cache, private", "private, no-cache", StringComparison.Ordinal));
        Assert.Superset(new HashSet<string> { "Cookie", "Sec-GPC", "Accept-Language" }, response.Headers.Vary.ToHashSet(StringComparer.Ordinal));
    }

    private Task KeepAsync() => _site.Services.GetRequiredService<SignalOptOuts>().RunAsync(default);
}
