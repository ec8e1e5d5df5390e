using System.Net;
using System.Text;
using IGSendMail.Platform.Accounts;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Site;
using IGSendMail.Web.Tests.Accounts;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Tests.Identity;

/// <summary>Answers that no passkey of ours has given, or has given to somebody else, earlier or elsewhere.</summary>
public sealed class ForgedPasskeyTests : IAsyncDisposable
{
    private const string Address = "ada@example.com";
    private readonly TestSite _site = new();
    private readonly PasskeyDevice _phone = new();

    public async ValueTask DisposeAsync()
    {
        _phone.Dispose();
        await _site.DisposeAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("no JSON")]
    [InlineData("""{"id":"AA","type":"public-key","response":{},"clientExtensionResults":{}}""")]
    public async Task What_is_no_answer_signs_nobody_in_and_adds_nothing(string answer)
    {
        await AddAsync();
        var visitor = _site.Visitor();
        var refused = await visitor.SendSignedAsync(await visitor.GetAsync(SiteRoutes.PasskeySignIn), answer);
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("sign in with your password", refused.Text, StringComparison.Ordinal);

        var ada = await _site.SignedInAsync(Address);
        var page = await ada.GetAsync(SiteRoutes.Passkeys);
        PasskeySteps.Answer(page, answer);
        refused = await ada.SubmitAsync(page, "#passkeys", new Dictionary<string, string> { ["Password"] = RequestSteps.Password }, "button[name=Passkey]");
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("Nothing was changed", refused.Text, StringComparison.Ordinal);
        Assert.Equal(1, await _site.InDatabaseAsync(db => db.Passkeys().CountAsync()));
    }

    [Fact]
    public async Task One_answer_sent_sixteen_times_at_once_signs_in_once()
    {
        await AddAsync();
        var visitor = _site.Visitor();
        var page = await visitor.GetAsync(SiteRoutes.PasskeySignIn);
        var answer = _phone.Sign(PasskeySteps.OptionsOf(page));

        var pages = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => visitor.SendSignedAsync(page, answer)));

        Assert.Single(pages, p => p.Path == "/account");
        Assert.All(pages.Where(p => p.Path != "/account"), p => Assert.Equal(HttpStatusCode.BadRequest, p.Status));
    }

    [Fact]
    public async Task A_new_passkey_sent_sixteen_times_at_once_is_one()
    {
        await _site.RegisterAsync(Address);
        var ada = await _site.SignedInAsync(Address);
        var page = await ada.GetAsync(SiteRoutes.Passkeys);
        var fields = PasskeySteps.Added(page, _phone);

        var pages = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => ada.SubmitAsync(page, "#passkeys", fields, "button[name=Passkey]")));

        Assert.All(pages, p => Assert.True((int)p.Status < 500));
        Assert.Equal(1, await _site.InDatabaseAsync(db => db.Passkeys().CountAsync()));
        Assert.Single(await _site.LettersAsync<PasskeyLetter>());
    }

    [Fact]
    public async Task An_answer_to_another_challenge_or_after_a_quarter_of_an_hour_is_none()
    {
        await AddAsync();
        var visitor = _site.Visitor();
        var (first, second) = (await visitor.GetAsync(SiteRoutes.PasskeySignIn), await visitor.GetAsync(SiteRoutes.PasskeySignIn));
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.SendSignedAsync(second, _phone.Sign(PasskeySteps.OptionsOf(first)))).Status);

        _site.Time.Advance(TimeSpan.FromMinutes(16));

        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.SendSignedAsync(first, _phone.Sign(PasskeySteps.OptionsOf(first)))).Status);
        Assert.Equal("/account", (await visitor.UsePasskeyAsync(_phone)).Path);
    }

    [Fact]
    public async Task An_answer_from_a_page_of_another_site_is_none()
    {
        await AddAsync();
        foreach (var origin in (string[])["https://igsendmail.example.net", "http://localhost:5081", "https://localhost:5080", "null"])
        {
            _phone.Origin = origin;
            Assert.Equal(HttpStatusCode.BadRequest, (await _site.Visitor().UsePasskeyAsync(_phone)).Status);
        }
    }

    [Fact]
    public async Task A_device_that_has_not_made_sure_of_its_owner_neither_signs_in_nor_is_added()
    {
        await AddAsync();
        _phone.IsVerified = false;
        Assert.Equal(HttpStatusCode.BadRequest, (await _site.Visitor().UsePasskeyAsync(_phone)).Status);

        using var stick = new PasskeyDevice { IsVerified = false };
        Assert.Equal(HttpStatusCode.BadRequest, (await (await _site.SignedInAsync(Address)).AddPasskeyAsync(stick)).Status);
        Assert.Equal(1, await _site.InDatabaseAsync(db => db.Passkeys().CountAsync()));
    }

    [Fact]
    public async Task A_copy_that_has_signed_less_often_than_the_device_is_found_out()
    {
        await AddAsync();
        _phone.Count = 7;
        Assert.Equal("/account", (await _site.Visitor().UsePasskeyAsync(_phone)).Path);

        _phone.Count = 7;
        Assert.Equal(HttpStatusCode.BadRequest, (await _site.Visitor().UsePasskeyAsync(_phone)).Status);
        _phone.Count = 8;
        Assert.Equal("/account", (await _site.Visitor().UsePasskeyAsync(_phone)).Path);
    }

    [Fact]
    public async Task A_passkey_of_ones_own_signs_in_nobody_else()
    {
        await AddAsync();
        var victim = Assert.Single(await _site.UsersAsync(Address)).Id;
        await _site.RegisterAsync("eve@example.com");
        using var device = new PasskeyDevice();
        await (await _site.SignedInAsync("eve@example.com")).AddPasskeyAsync(device);

        device.Person = System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(victim.ToString()));

        Assert.Equal(HttpStatusCode.BadRequest, (await _site.Visitor().UsePasskeyAsync(device)).Status);
    }

    [Fact]
    public async Task Nobody_adds_a_passkey_that_was_asked_of_somebody_else()
    {
        await _site.RegisterAsync(Address);
        await _site.RegisterAsync("eve@example.com");
        var theirs = await (await _site.SignedInAsync("eve@example.com")).GetAsync(SiteRoutes.Passkeys);
        var ada = await _site.SignedInAsync(Address);
        var page = await ada.GetAsync(SiteRoutes.Passkeys);
        page.Document.QuerySelector("input[name=Carried]")!.SetAttribute("value", theirs.Document.QuerySelector("input[name=Carried]")!.GetAttribute("value")!);

        PasskeySteps.Answer(page, _phone.Make(PasskeySteps.OptionsOf(theirs)));
        var after = await ada.SubmitAsync(page, "#passkeys", new Dictionary<string, string> { ["Password"] = RequestSteps.Password }, "button[name=Passkey]");

        Assert.Equal(HttpStatusCode.BadRequest, after.Status);
        Assert.Equal(0, await _site.InDatabaseAsync(db => db.Passkeys().CountAsync()));
    }

    [Fact]
    public async Task A_device_that_is_ours_already_is_added_to_no_second_account()
    {
        await AddAsync();
        await _site.RegisterAsync("eve@example.com");
        var eve = await _site.SignedInAsync("eve@example.com");

        Assert.Equal(HttpStatusCode.BadRequest, (await eve.AddPasskeyAsync(_phone)).Status);

        _phone.Person = null;
        Assert.Equal(1, await _site.InDatabaseAsync(db => db.Passkeys().CountAsync()));
    }

    private async Task AddAsync()
    {
        await _site.RegisterAsync(Address);
        Assert.Equal(HttpStatusCode.OK, (await (await _site.SignedInAsync(Address)).AddPasskeyAsync(_phone)).Status);
    }
}
