using System.Net;
using IGSendMail.Platform.Accounts;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using IGSendMail.Web.Tests.Accounts;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Tests.Identity;

/// <summary>A passkey stands for password and code.</summary>
public sealed class PasskeyTests : IAsyncDisposable
{
    private const string Address = "ada@example.com";
    private readonly TestSite _site = new();
    private readonly PasskeyDevice _phone = new();

    public async ValueTask DisposeAsync()
    {
        _phone.Dispose();
        await _site.DisposeAsync();
    }

    [Fact]
    public async Task A_customer_adds_one_signs_in_with_it_alone_sees_it_and_removes_it()
    {
        await _site.RegisterAsync(Address);
        var (ada, elsewhere) = (await _site.SignedInAsync(Address), await _site.SignedInAsync(Address));

        var added = await ada.AddPasskeyAsync(_phone, "Phone of Ånäs");

        Assert.Contains("The passkey is added.", added.TextOf("#confirmation"), StringComparison.Ordinal);
        Assert.Contains("Phone of Ånäs", added.TextOf("#passkey-list"), StringComparison.Ordinal);
        Assert.StartsWith(SiteRoutes.SignIn, (await elsewhere.GetAsync("/account")).Path, StringComparison.Ordinal);
        var letter = Assert.Single(await _site.LettersAsync<PasskeyLetter>());
        Assert.Equal((Address, true), (letter.ToAddress, letter.IsAdded));

        var visitor = _site.Visitor();
        Assert.Equal("/account", (await visitor.UsePasskeyAsync(_phone)).Path);
        Assert.Contains("last used", (await visitor.GetAsync(SiteRoutes.Passkeys)).TextOf("#passkey-list"), StringComparison.Ordinal);

        var removed = await visitor.RemovePasskeyAsync();
        Assert.NotNull(removed.Document.QuerySelector("#no-passkeys"));
        Assert.StartsWith(SiteRoutes.SignIn, (await ada.GetAsync("/account")).Path, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await _site.Visitor().UsePasskeyAsync(_phone)).Status);
        Assert.Equal("/account", (await _site.Visitor().SignInAsync(Address)).Path);
    }

    [Theory]
    [InlineData("", "Write your password.")]
    [InlineData("a wrong password", "That is not your password")]
    public async Task Without_the_password_none_is_added_or_removed(string password, string remedy)
    {
        await _site.RegisterAsync(Address);
        var ada = await _site.SignedInAsync(Address);

        var refused = await ada.AddPasskeyAsync(_phone, password: password);
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains(remedy, refused.TextOf("#Password-error"), StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync());

        await ada.AddPasskeyAsync(_phone);
        refused = await ada.RemovePasskeyAsync(password);
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains(remedy, refused.TextOf("#Password-error"), StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task Where_codes_are_asked_for_one_is_needed_to_add_or_remove_a_passkey_which_then_needs_none()
    {
        var (ada, codes) = await _site.WithTwoStepAsync(Address);

        var refused = await ada.AddPasskeyAsync(_phone, code: "000000");
        Assert.Contains("This code is wrong", refused.TextOf("#Code-error"), StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync());
        Assert.NotNull((await ada.AddPasskeyAsync(_phone, code: codes[0])).Document.QuerySelector("#passkey-list"));

        Assert.Equal("/account", (await _site.Visitor().UsePasskeyAsync(_phone)).Path);
        Assert.Equal(HttpStatusCode.BadRequest, (await ada.RemovePasskeyAsync(code: codes[0])).Status);
        Assert.NotNull((await ada.RemovePasskeyAsync(code: codes[1])).Document.QuerySelector("#no-passkeys"));
    }

    [Fact]
    public async Task An_officer_may_have_one_in_place_of_an_app_and_then_the_password_alone_opens_nothing()
    {
        await _site.AddOfficerAsync("olga@example.com");
        var officer = _site.Visitor();
        Assert.Equal(SiteRoutes.TwoStepSetUp, (await officer.SignInAsync("olga@example.com")).Path);

        await officer.AddPasskeyAsync(_phone);
        Assert.Equal(HttpStatusCode.OK, (await officer.GetAsync(PrivacyRoutes.Officer)).Status);

        var thief = _site.Visitor();
        Assert.StartsWith(SiteRoutes.PasskeySignIn, (await thief.SignInAsync("olga@example.com")).Path, StringComparison.Ordinal);
        Assert.StartsWith(SiteRoutes.SignIn, (await thief.GetAsync(SiteRoutes.TwoStepSetUp)).Path, StringComparison.Ordinal);
        Assert.StartsWith(SiteRoutes.SignIn, (await thief.GetAsync(SiteRoutes.Passkeys)).Path, StringComparison.Ordinal);

        Assert.Equal(PrivacyRoutes.Officer, (await _site.Visitor().UsePasskeyAsync(_phone)).Path);
        await officer.RemovePasskeyAsync();
        Assert.Equal(SiteRoutes.TwoStepSetUp, (await officer.GetAsync(PrivacyRoutes.Officer)).Path);
    }

    [Fact]
    public async Task Ten_are_the_most()
    {
        await _site.RegisterAsync(Address);
        var ada = await _site.SignedInAsync(Address);
        for (var i = 0; i < Passkeys.Most; i++)
        {
            using var device = new PasskeyDevice();
            Assert.Equal(HttpStatusCode.OK, (await ada.AddPasskeyAsync(device)).Status);
            _site.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var refused = await ada.AddPasskeyAsync(_phone);

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("10 passkeys already", refused.Text, StringComparison.Ordinal);
        Assert.Equal(Passkeys.Most, await CountAsync());
    }

    [Fact]
    public async Task Nobody_removes_the_passkey_of_another_person()
    {
        await _site.RegisterAsync(Address);
        await _site.RegisterAsync("eve@example.com");
        await (await _site.SignedInAsync(Address)).AddPasskeyAsync(_phone);
        using var tablet = new PasskeyDevice();
        var eve = await _site.SignedInAsync("eve@example.com");
        await eve.AddPasskeyAsync(tablet);
        var page = await eve.GetAsync(SiteRoutes.Passkeys);
        var theirs = await _site.InDatabaseAsync(db => db.Passkeys().OrderBy(p => p.Id).Select(p => p.Id).FirstAsync());
        page.Document.QuerySelector("#passkey-list button")!.SetAttribute("value", theirs.ToString());

        var after = await eve.SubmitAsync(
            page, "#passkeys", new Dictionary<string, string> { ["Password"] = RequestSteps.Password }, "#passkey-list button");

        Assert.Contains("There is no such passkey", after.TextOf("#confirmation"), StringComparison.Ordinal);
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task An_erasure_of_the_account_leaves_no_passkey()
    {
        await _site.RegisterAsync(Address);
        var ada = await _site.SignedInAsync(Address);
        await ada.AddPasskeyAsync(_phone);

        Assert.Equal(HttpStatusCode.OK, (await ada.CancelAsync()).Status);
        _site.Time.Advance(TimeSpan.FromDays(40));
        await _site.RetainAsync();
        await _site.WorkAsync();

        Assert.Equal(0, await CountAsync());
        Assert.Equal(HttpStatusCode.BadRequest, (await _site.Visitor().UsePasskeyAsync(_phone)).Status);
    }

    [Theory]
    [InlineData(SiteRoutes.PasskeySignIn, true)]
    [InlineData(SiteRoutes.Passkeys, true)]
    [InlineData(SiteRoutes.SignIn, false)]
    [InlineData(SiteRoutes.TwoStep, false)]
    [InlineData(SiteRoutes.Account, false)]
    public async Task The_script_may_run_where_passkeys_are_and_nowhere_else(string path, bool runs)
    {
        await _site.RegisterAsync(Address);
        var visitor = path.StartsWith(SiteRoutes.SignIn, StringComparison.Ordinal) ? _site.Visitor() : await _site.SignedInAsync(Address);

        var page = await visitor.GetAsync(path);

        var policy = page.Response.Headers.GetValues("Content-Security-Policy").Single();
        var script = page.Document.QuerySelector("script[src='/passkey.js']");
        Assert.Equal(runs, script is not null);
        Assert.Equal(page.Document.QuerySelectorAll("script").Length, policy.Split("'sha256-").Length - 1);
        if (script is not null)
        {
            var integrity = script.GetAttribute("integrity")!;
            Assert.Contains($" '{integrity}'", policy, StringComparison.Ordinal);
            var served = await visitor.Client.GetByteArrayAsync(script.GetAttribute("src"));
            Assert.Equal(integrity, "sha256-" + Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(served)));
            Assert.NotNull(page.Document.QuerySelector("#passkey-with[hidden]"));
            Assert.Null(page.Document.QuerySelector("#passkey-without[hidden]"));
        }
    }

    private Task<int> CountAsync() => _site.InDatabaseAsync(db => db.Passkeys().CountAsync());
}
