using System.Net;
using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using IGSendMail.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Accounts;

public sealed class SignInPageTests : IAsyncDisposable
{
    private const string Refused = "Address and password do not belong together, or there were too many tries.";

    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task A_person_signs_in_and_out()
    {
        await _site.Visitor().RegisterAsync();
        var visitor = _site.Visitor();

        Assert.Equal("/account/sign-in?returnUrl=%2Faccount", (await visitor.GetAsync("/account")).Path);
        var account = await visitor.SignInAsync(" ADA@example.ORG ");
        Assert.Equal("/account", account.Path);
        Assert.Equal("/account", (await visitor.GetAsync("/account/sign-in")).Path);
        Assert.Equal("/account", (await visitor.GetAsync("/account/register")).Path);

        Assert.Equal("/", (await visitor.SubmitAsync(account, "form[action='/account/sign-out']")).Path);
        Assert.StartsWith("/account/sign-in", (await visitor.GetAsync("/account")).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_address_and_a_wrong_password_get_the_same_page()
    {
        await _site.Visitor().RegisterAsync();

        var wrongAddress = await _site.Visitor().SignInAsync("eve@example.org");
        var wrongPassword = await _site.Visitor().SignInAsync(password: "wrong password");

        Assert.Equal(HttpStatusCode.BadRequest, wrongAddress.Status);
        Assert.Equal(HttpStatusCode.BadRequest, wrongPassword.Status);
        Assert.Contains(Refused, wrongAddress.TextOf("#problems"), StringComparison.Ordinal);
        Assert.Equal(wrongAddress.Text, wrongPassword.Text);
    }

    [Theory]
    [InlineData("Email", "Write your e-mail address.")]
    [InlineData("Password", "Write your password.")]
    public async Task An_empty_field_is_named(string field, string remedy)
    {
        var visitor = _site.Visitor();
        var values = new Dictionary<string, string> { ["Email"] = "ada@example.org", ["Password"] = "x", [field] = "" };

        var page = await visitor.SubmitAsync(await visitor.GetAsync("/account/sign-in"), "#sign-in", values);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains(remedy, page.TextOf($"#{field}-error"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_wrong_passwords_pause_sign_in_for_a_quarter_of_an_hour()
    {
        await _site.Visitor().RegisterAsync();
        for (var i = 0; i < SignIn.MostAttempts; i++)
        {
            await _site.Visitor().SignInAsync(password: "wrong password");
        }

        var paused = await _site.Visitor().SignInAsync();
        Assert.Equal(HttpStatusCode.BadRequest, paused.Status);
        Assert.Contains(Refused, paused.TextOf("#problems"), StringComparison.Ordinal);

        _site.Time.Advance(SignIn.Pause - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.BadRequest, (await _site.Visitor().SignInAsync()).Status);

        _site.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("/account", (await _site.Visitor().SignInAsync()).Path);
    }

    [Fact]
    public async Task A_right_password_starts_the_count_anew()
    {
        await _site.Visitor().RegisterAsync();
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < SignIn.MostAttempts - 1; i++)
            {
                await _site.Visitor().SignInAsync(password: "wrong password");
            }

            Assert.Equal("/account", (await _site.Visitor().SignInAsync()).Path);
        }
    }

    [Fact]
    public async Task Guesses_at_the_same_time_all_count()
    {
        await _site.Visitor().RegisterAsync();

        await Task.WhenAll(Enumerable.Range(0, SignIn.MostAttempts).Select(_ => _site.Visitor().SignInAsync(password: "wrong password")));

        Assert.Equal(HttpStatusCode.BadRequest, (await _site.Visitor().SignInAsync()).Status);
    }

    [Theory]
    [InlineData("/account/cancel", "/account/cancel")]
    [InlineData("https://evil.example/", "/account")]
    [InlineData("//evil.example/", "/account")]
    [InlineData("/\\evil.example/", "/account")]
    [InlineData("javascript:alert(1)", "/account")]
    public async Task Only_a_page_of_this_site_is_returned_to(string returnUrl, string end)
    {
        await _site.Visitor().RegisterAsync();

        var page = await _site.Visitor().SignInAsync(path: "/account/sign-in?returnUrl=" + Uri.EscapeDataString(returnUrl));

        Assert.Equal(end, page.Path);
        Assert.Equal("localhost", page.Url.Host);
    }

    [Fact]
    public async Task A_closed_account_is_signed_out_at_once_and_cannot_sign_in()
    {
        var visitor = _site.Visitor();
        await visitor.RegisterAsync();
        var id = (await _site.InDatabaseAsync(db => db.Accounts().SingleAsync())).Id;
        await _site.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<IGSendMailContext>();
            var closer = services.GetRequiredService<IAccountCloser>();
            await db.WriteAsync(WriteUrgency.Interactive, token => closer.CloseAsync(db, id, token), default);
            await db.WriteAsync(WriteUrgency.Interactive, token => closer.CloseAsync(db, id, token), default);
        });

        Assert.StartsWith("/account/sign-in", (await visitor.GetAsync("/account")).Path, StringComparison.Ordinal);
        var refused = await visitor.SignInAsync();
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains(Refused, refused.TextOf("#problems"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cookie_says_no_name_and_scripts_cannot_read_it()
    {
        var visitor = _site.Visitor();
        var form = await visitor.GetAsync("/account/register");
        using var content = new FormUrlEncodedContent(
            Customer.Registration().Append(new("PolicyVersion", "2026-01")).Append(new(
                "__RequestVerificationToken",
                form.Document.QuerySelector("#register input[name=__RequestVerificationToken]")!.GetAttribute("value")!)));

        var answer = await visitor.Client.PostAsync("/account/register", content);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("signin=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secure", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Signing_out_needs_a_form_of_ours()
    {
        var visitor = _site.Visitor();
        await visitor.RegisterAsync();

        var answer = await visitor.Client.PostAsync("/account/sign-out", new FormUrlEncodedContent([]));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("/account", (await visitor.GetAsync("/account")).Path);
    }
}
