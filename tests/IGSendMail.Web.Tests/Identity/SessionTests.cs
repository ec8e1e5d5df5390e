using IGSendMail.Platform.Accounts;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Site;
using IGSendMail.Web.Tests.Accounts;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Identity;

/// <summary>People see where they are signed in, and end it.</summary>
public sealed class SessionTests : IAsyncDisposable
{
    private const string Address = "ada@example.com";
    private const string Firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0";
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task The_account_page_lists_every_browser_with_device_and_times_and_says_which_is_this_one()
    {
        await _site.RegisterAsync(Address);
        await SignInWithAsync(Firefox);
        _site.Time.Advance(TimeSpan.FromHours(2));
        var here = await SignInWithAsync("Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 Version/26.0 Safari/604.1");

        var rows = (await here.GetAsync("/account")).Document.QuerySelectorAll("#sessions tbody tr").Select(r => r.TextContent).ToList();

        Assert.Equal(2, rows.Count);
        Assert.Contains("Safari on an iPhone (this browser)", rows[0], StringComparison.Ordinal);
        Assert.Contains("Firefox on Windows", rows[1], StringComparison.Ordinal);
        Assert.DoesNotContain("this browser", rows[1], StringComparison.Ordinal);
        Assert.Contains("10 Nov 2026", rows[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_press_ends_another_browser_and_not_this_one()
    {
        await _site.RegisterAsync(Address);
        var lost = await SignInWithAsync(Firefox);
        var here = await _site.SignedInAsync(Address);

        var after = await here.SubmitAsync(await here.GetAsync(SiteRoutes.Sessions), "#sessions form[action$='/end']");

        Assert.Contains("That browser is signed out.", after.TextOf("#confirmation"), StringComparison.Ordinal);
        Assert.Single(after.Document.QuerySelectorAll("#sessions tbody tr"));
        Assert.StartsWith(SiteRoutes.SignIn, (await lost.GetAsync("/account")).Path, StringComparison.Ordinal);
        Assert.Equal("/account", (await here.GetAsync("/account")).Path);
    }

    [Fact]
    public async Task One_press_ends_all_others()
    {
        await _site.RegisterAsync(Address);
        PageVisitor[] others = [await _site.SignedInAsync(Address), await _site.SignedInAsync(Address)];
        var here = await _site.SignedInAsync(Address);

        var after = await here.SubmitAsync(await here.GetAsync("/account"), "#end-others");

        Assert.Contains("The 2 other browsers are signed out.", after.TextOf("#confirmation"), StringComparison.Ordinal);
        foreach (var other in others)
        {
            Assert.StartsWith(SiteRoutes.SignIn, (await other.GetAsync("/account")).Path, StringComparison.Ordinal);
        }

        Assert.Equal("/account", (await here.GetAsync("/account")).Path);
    }

    [Fact]
    public async Task Nobody_sees_or_ends_the_session_of_another_person()
    {
        await _site.RegisterAsync(Address);
        await _site.RegisterAsync("eve@example.com");
        var ada = await SignInWithAsync(Firefox);
        var session = await _site.InDatabaseAsync(db => db.Sessions().SingleAsync());
        var eve = await _site.SignedInAsync("eve@example.com");
        await _site.SignedInAsync("eve@example.com");

        var page = await eve.GetAsync(SiteRoutes.Sessions);
        Assert.DoesNotContain("Firefox", page.TextOf("#sessions"), StringComparison.Ordinal);
        page.Document.QuerySelector("#sessions form[action$='/end']")!.SetAttribute("action", $"/account/sessions/{session.Id}/end");
        var after = await eve.SubmitAsync(page, "#sessions form[action$='/end']");

        Assert.Contains("already", after.TextOf("#confirmation"), StringComparison.Ordinal);
        Assert.Equal("/account", (await ada.GetAsync("/account")).Path);
    }

    [Fact]
    public async Task An_officer_has_the_page_too_and_nobody_has_it_without_signing_in()
    {
        var officer = await _site.OfficerAsync();

        Assert.Contains("(this browser)", (await officer.GetAsync(SiteRoutes.Sessions)).TextOf("#sessions"), StringComparison.Ordinal);
        Assert.StartsWith(SiteRoutes.SignIn, (await _site.Visitor().GetAsync(SiteRoutes.Sessions)).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_in_again_in_the_same_browser_leaves_one_session_with_another_key()
    {
        await _site.RegisterAsync(Address);
        var visitor = _site.Visitor();
        var form = await visitor.GetAsync(SiteRoutes.SignIn);
        await visitor.SignInAsync(Address);
        var first = await OnlyAsync();
        var copied = _site.Visitor();
        copied.Cookies.Add(visitor.Cookies.GetAllCookies());

        // The page that was open in another tab; its form is made for somebody who is signed in by now.
        var token = (await visitor.GetAsync("/account")).Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        form.Document.QuerySelector("#sign-in input[name=__RequestVerificationToken]")!.SetAttribute("value", token);
        await visitor.SubmitAsync(form, "#sign-in", new Dictionary<string, string> { ["Email"] = Address, ["Password"] = RequestSteps.Password });

        Assert.NotEqual(first.KeyHash, (await OnlyAsync()).KeyHash);
        Assert.Equal("/account", (await visitor.GetAsync("/account")).Path);
        Assert.StartsWith(SiteRoutes.SignIn, (await copied.GetAsync("/account")).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_it_was_used_is_noted_every_five_minutes_at_most()
    {
        await _site.RegisterAsync(Address);
        var visitor = await _site.SignedInAsync(Address);
        var signedIn = _site.Time.GetUtcNow();

        _site.Time.Advance(TicketStore.BetweenNotes - TimeSpan.FromSeconds(1));
        await visitor.GetAsync("/account");
        Assert.Equal(signedIn, (await OnlyAsync()).LastUsedAt);

        _site.Time.Advance(TimeSpan.FromSeconds(2));
        await visitor.GetAsync("/account");
        Assert.Equal(_site.Time.GetUtcNow(), (await OnlyAsync()).LastUsedAt);
    }

    [Fact]
    public async Task One_that_is_used_goes_on_and_one_that_is_not_ends_after_twelve_hours()
    {
        await _site.RegisterAsync(Address);
        var used = await _site.SignedInAsync(Address);
        var unused = await _site.SignedInAsync(Address);
        for (var hours = 0; hours < 16; hours += 8)
        {
            _site.Time.Advance(TimeSpan.FromHours(8));
            Assert.Equal("/account", (await used.GetAsync("/account")).Path);
        }

        Assert.StartsWith(SiteRoutes.SignIn, (await unused.GetAsync("/account")).Path, StringComparison.Ordinal);
        Assert.Single((await used.GetAsync(SiteRoutes.Sessions)).Document.QuerySelectorAll("#sessions tbody tr"));
    }

    [Fact]
    public async Task Its_row_goes_ninety_days_after_the_sign_in()
    {
        await _site.RegisterAsync(Address);
        await _site.SignedInAsync(Address);

        _site.Time.Advance(TimeSpan.FromDays(89));
        await _site.RetainAsync();
        Assert.NotNull(await OnlyAsync());

        _site.Time.Advance(TimeSpan.FromDays(2));
        await _site.RetainAsync();
        Assert.Equal(0, await _site.InDatabaseAsync(db => db.Sessions().CountAsync()));
    }

    [Fact]
    public async Task The_key_in_the_browser_is_not_what_is_kept()
    {
        await _site.RegisterAsync(Address);
        var visitor = await _site.SignedInAsync(Address);
        var session = await OnlyAsync();

        var cookie = visitor.Cookies.GetAllCookies().Single(c => c.Name == "signin").Value;
        Assert.DoesNotContain(Convert.ToHexString(session.KeyHash), cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Convert.ToBase64String(session.KeyHash), cookie, StringComparison.Ordinal);
        var stored = System.Text.Encoding.UTF8.GetString(session.Ticket.Envelope);
        Assert.DoesNotContain(session.UserId.ToString(), stored, StringComparison.OrdinalIgnoreCase);
        var opened = await _site.InScopeAsync(async services =>
            await services.GetRequiredService<Sealer>().OpenAsync<SessionTicket>(session, session.Ticket, CancellationToken.None));
        Assert.Contains(session.UserId.ToString(), System.Text.Encoding.UTF8.GetString(opened.Ticket), StringComparison.OrdinalIgnoreCase);
    }

    private async Task<PageVisitor> SignInWithAsync(string userAgent)
    {
        var visitor = _site.Visitor();
        visitor.Headers["User-Agent"] = userAgent;
        Assert.Equal("/account", (await visitor.SignInAsync(Address)).Path);
        return visitor;
    }

    private Task<Session> OnlyAsync() => _site.InDatabaseAsync(db => db.Sessions().AsNoTracking().SingleAsync());
}
