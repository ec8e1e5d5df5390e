using System.Net;
using IGSendMail.Platform.Accounts;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Retention;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Accounts;

public sealed class CancellationPageTests : IAsyncDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task The_page_names_the_exact_dates_and_counts_what_goes()
    {
        var visitor = _site.Visitor();
        await visitor.RegisterAsync();
        await AddPeopleAsync(3);

        var page = await visitor.GetAsync("/account/cancel");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(
            ["2026-12-08T12:00:00Z", "2026-12-10T12:00:00Z", "2026-12-10T12:00:00Z", "2026-12-11T12:00:00Z"],
            page.Document.QuerySelectorAll("#dates time").Select(t => t.GetAttribute("datetime")));
        var rows = page.Document.QuerySelectorAll("#forecast tbody tr").Select(r => r.TextContent).ToList();
        Assert.Contains(rows, r => r.Contains('3', StringComparison.Ordinal) && r.Contains("by 10 December 2026", StringComparison.Ordinal));
        Assert.Contains(rows, r => r.Contains("Your account with us", StringComparison.Ordinal) && r.Contains("by 11 December 2026", StringComparison.Ordinal));
        Assert.True((await PromiseAsync()).IsNothing);
    }

    [Fact]
    public async Task A_cancelled_account_shows_its_countdown_and_its_letter_is_on_its_way()
    {
        var visitor = _site.Visitor();
        await visitor.RegisterAsync();
        await AddPeopleAsync(3);

        var page = await visitor.CancelAsync();

        Assert.Equal("/account/cancel", page.Path);
        Assert.Contains("Your account is cancelled. Nothing is deleted yet", page.Text, StringComparison.Ordinal);
        Assert.Contains("28 of 28 days", page.TextOf("#countdown"), StringComparison.Ordinal);
        var promise = await PromiseAsync();
        Assert.Equal(_site.Time.GetUtcNow(), promise.Whole!.CancelledAt);
        var inForce = _site.Services.GetRequiredService<PolicyShelf>().Snapshot().InForce.Version;
        var revision = (await OnlyAsync()).Revision;
        Assert.All([promise.Lists!, promise.Whole], p => Assert.Equal((inForce, revision), (p.Version, p.AccountRevision)));
        Assert.Single(await KeysAsync(), k => k.StartsWith("cancel/", StringComparison.Ordinal));

        _site.Time.Advance(TimeSpan.FromDays(20) + TimeSpan.FromHours(1));
        var later = _site.Visitor();
        Assert.Contains("8 of 28 days", (await later.SignInAsync()).TextOf("#countdown"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_no_lists_is_told_of_none_and_has_all_the_time_that_the_account_is_kept()
    {
        var visitor = _site.Visitor();
        await visitor.RegisterAsync();

        var countdown = (await visitor.CancelAsync()).TextOf("#countdown")!;

        Assert.Contains("30 of 30 days", countdown, StringComparison.Ordinal);
        Assert.DoesNotContain("lists", countdown, StringComparison.Ordinal);
        Assert.Equal(countdown, (await visitor.GetAsync("/account")).TextOf("#countdown"));
        var letter = Assert.Single(await _site.LettersAsync<CancelledLetter>());
        var mail = _site.Services.GetRequiredService<LetterTemplates>().Render(letter).Text;
        Assert.DoesNotContain("lists", mail, StringComparison.Ordinal);
        Assert.Contains("everything returns as it was", mail, StringComparison.Ordinal);

        // Two days before the end the lists' own deletion has begun, and there were none.
        _site.Time.SetUtcNow(letter.UndoListsUntil);
        Assert.Contains("You have no lists with us.", (await _site.Visitor().SignInAsync()).TextOf("#countdown"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_twice_keeps_the_first_dates()
    {
        var visitor = _site.Visitor();
        await visitor.RegisterAsync();
        var form = await visitor.GetAsync("/account/cancel");
        var values = new Dictionary<string, string> { ["Password"] = Customer.Password };
        await visitor.SubmitAsync(form, "#cancel", values);
        var first = (await PromiseAsync()).Whole!.DueAt;

        _site.Time.Advance(TimeSpan.FromHours(2));
        await visitor.SubmitAsync(form, "#cancel", values);

        Assert.Equal(first, (await PromiseAsync()).Whole!.DueAt);
        Assert.Single(await KeysAsync(), k => k.StartsWith("cancel/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("wrong password")]
    public async Task A_wrong_password_cancels_nothing(string password)
    {
        var visitor = _site.Visitor();
        await visitor.RegisterAsync();

        var page = await visitor.CancelAsync(password);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("Write the password you sign in with.", page.TextOf("#Password-error"), StringComparison.Ordinal);
        Assert.True((await PromiseAsync()).IsNothing);
    }

    [Theory]
    [InlineData(27 * 86_400)]
    [InlineData(28 * 86_400 - 1)]
    public async Task Until_the_last_moment_everything_comes_back(long seconds)
    {
        await CancelAndWaitAsync(TimeSpan.FromSeconds(seconds));
        var visitor = _site.Visitor();

        var page = await visitor.SubmitAsync(await visitor.SignInAsync(), "#undo");

        Assert.Equal("/account", page.Path);
        Assert.Contains("Your account is back, with everything in it.", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("#countdown"));
        Assert.True((await PromiseAsync()).IsNothing);
        Assert.Equal(2, await _site.InDatabaseAsync(db => db.Subscribers().CountAsync()));
        Assert.Single(await KeysAsync(), k => k.StartsWith("undo-cancel/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(28 * 86_400)]
    [InlineData(30 * 86_400 - 1)]
    public async Task After_it_the_account_comes_back_without_its_lists_and_takes_no_data_before_they_are_gone(long seconds)
    {
        await CancelAndWaitAsync(TimeSpan.FromSeconds(seconds));
        var visitor = _site.Visitor();
        var before = (await PromiseAsync()).Lists!;

        var signedIn = await visitor.SignInAsync();
        Assert.Contains("without its lists", signedIn.TextOf("#countdown"), StringComparison.Ordinal);
        var page = await visitor.SubmitAsync(signedIn, "#undo");

        Assert.Contains("Your account is back, without its lists", page.Text, StringComparison.Ordinal);
        Assert.Contains("You can upload new lists after that.", page.Text, StringComparison.Ordinal);
        var promise = await PromiseAsync();
        Assert.False(promise.IsCancelled);
        Assert.Equal((before.DueAt, before.PromisedBy, null), (promise.Lists!.DueAt, promise.Lists.PromisedBy, promise.Lists.CancelledAt));
        Assert.False(promise.IsNothing);
    }

    [Fact]
    public async Task Cancelling_again_does_not_put_off_a_deletion_of_lists_under_way()
    {
        await CancelAndWaitAsync(TimeSpan.FromDays(29));
        var visitor = _site.Visitor();
        var before = (await PromiseAsync()).Lists!;
        await visitor.SubmitAsync(await visitor.SignInAsync(), "#undo");

        await visitor.CancelAsync();

        var promise = await PromiseAsync();
        Assert.Equal((before.DueAt, before.PromisedBy), (promise.Lists!.DueAt, promise.Lists.PromisedBy));
        Assert.Equal(_site.Time.GetUtcNow() + TimeSpan.FromDays(30), promise.Whole!.DueAt);
        Assert.Contains("without its lists", (await visitor.GetAsync("/account")).TextOf("#countdown"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Once_its_time_is_up_nothing_comes_back()
    {
        await CancelAndWaitAsync(TimeSpan.FromDays(30) - Second);
        var visitor = _site.Visitor();
        var page = await visitor.SignInAsync();

        _site.Time.Advance(Second);
        var late = await visitor.SubmitAsync(page, "#undo");

        Assert.Equal("/account/cancel", late.Path);
        Assert.Contains("It is too late", late.Text, StringComparison.Ordinal);
        Assert.Null(late.Document.QuerySelector("#undo"));
        Assert.True((await PromiseAsync()).IsCancelled);
    }

    [Fact]
    public async Task Undoing_nothing_changes_nothing()
    {
        var visitor = _site.Visitor();
        await visitor.RegisterAsync();
        var cancelled = await visitor.CancelAsync();
        await visitor.SubmitAsync(cancelled, "#undo");

        var again = await visitor.SubmitAsync(cancelled, "#undo");

        Assert.Contains("Your account is not cancelled. Nothing was changed.", again.Text, StringComparison.Ordinal);
        Assert.Single(await KeysAsync(), k => k.StartsWith("undo-cancel/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Strangers_are_asked_to_sign_in_and_forms_without_token_are_refused()
    {
        Assert.StartsWith("/account/sign-in", (await _site.Visitor().GetAsync("/account/cancel")).Path, StringComparison.Ordinal);
        var visitor = _site.Visitor();
        await visitor.RegisterAsync();

        foreach (var path in new[] { "/account/cancel", "/account/undo-cancel" })
        {
            using var content = new FormUrlEncodedContent([new("Password", Customer.Password)]);
            Assert.Equal(HttpStatusCode.BadRequest, (await visitor.Client.PostAsync(path, content)).StatusCode);
        }

        Assert.True((await PromiseAsync()).IsNothing);
    }

    private async Task CancelAndWaitAsync(TimeSpan wait)
    {
        var visitor = _site.Visitor();
        await visitor.RegisterAsync();
        await AddPeopleAsync(2);
        await visitor.CancelAsync();
        _site.Time.Advance(wait);
    }

    private async Task AddPeopleAsync(int count)
    {
        var account = (await OnlyAsync()).Id;
        await _site.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<IGSendMailContext>();
            var sealer = services.GetRequiredService<Sealer>();
            await db.WriteAsync(WriteUrgency.Interactive, async token =>
            {
                for (var i = 0; i < count; i++)
                {
                    var id = RowKeys.New(_site.Time);
                    db.Add(new Subscriber
                    {
                        AccountId = account,
                        Id = id,
                        ListId = account,
                        AddressHash = RowKeys.New(_site.Time),
                        Content = await sealer.SealAsync(
                            Subscriber.PlaceOf(AudienceKeys.Audience.Of(account), id), new SubscriberContent($"p{i}@example.org", []), token),
                        AddedAt = _site.Time.GetUtcNow(),
                    });
                }
            }, default);
        });
    }

    private Task<Account> OnlyAsync() => _site.InDatabaseAsync(db => db.Accounts().AsNoTracking().SingleAsync());

    private async Task<AccountPromise> PromiseAsync()
    {
        var account = (await OnlyAsync()).Id;
        return await _site.InDatabaseAsync(db => AccountPromise.ReadAsync(db, account, default));
    }

    private Task<List<string>> KeysAsync() => _site.InDatabaseAsync(db => db.OutboxMessages().Select(m => m.Key).ToListAsync());
}
