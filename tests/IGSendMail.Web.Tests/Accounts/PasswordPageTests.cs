using System.Net;
using IGSendMail.Testing;

namespace IGSendMail.Web.Tests.Accounts;

public sealed class PasswordPageTests : IAsyncDisposable
{
    private const string Fresh = "a fresh long password";

    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task A_change_ends_every_other_sign_in_and_keeps_this_one()
    {
        var here = _site.Visitor();
        await here.RegisterAsync();
        var elsewhere = _site.Visitor();
        await elsewhere.SignInAsync();

        var page = await ChangeAsync(here, Customer.Password, Fresh);

        Assert.Equal("/account", page.Path);
        Assert.Contains("Your password is changed.", page.Text, StringComparison.Ordinal);
        Assert.StartsWith("/account/sign-in", (await elsewhere.GetAsync("/account")).Path, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await _site.Visitor().SignInAsync()).Status);
        Assert.Equal("/account", (await _site.Visitor().SignInAsync(password: Fresh)).Path);
    }

    [Theory]
    [InlineData("", Fresh, "Current", "Write your current password.")]
    [InlineData("wrong password", Fresh, "Current", "This is not your current password")]
    [InlineData(Customer.Password, "", "New", "Choose a new password.")]
    [InlineData(Customer.Password, "elevenchars", "New", "at least 12 characters")]
    public async Task A_wrong_field_is_named_with_its_remedy_and_nothing_changes(
        string current, string fresh, string field, string remedy)
    {
        var visitor = _site.Visitor();
        await visitor.RegisterAsync();

        var page = await ChangeAsync(visitor, current, fresh);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains(remedy, page.TextOf($"#{field}-error"), StringComparison.Ordinal);
        Assert.Equal("/account", (await _site.Visitor().SignInAsync()).Path);
    }

    [Fact]
    public async Task Wrong_current_passwords_count_towards_the_pause()
    {
        var visitor = _site.Visitor();
        await visitor.RegisterAsync();
        for (var i = 0; i < 5; i++)
        {
            await ChangeAsync(visitor, "wrong password", Fresh);
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await ChangeAsync(visitor, Customer.Password, Fresh)).Status);
    }

    [Fact]
    public async Task Password_managers_are_led_to_the_page()
    {
        using var answer = await _site.Visitor().Client.GetAsync("/.well-known/change-password");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/account/password", answer.Headers.Location?.OriginalString);
        Assert.StartsWith("/account/sign-in", (await _site.Visitor().GetAsync("/account/password")).Path, StringComparison.Ordinal);
    }

    private static async Task<Page> ChangeAsync(PageVisitor visitor, string current, string fresh) => await visitor.SubmitAsync(
        await visitor.GetAsync("/account/password"), "#password",
        new Dictionary<string, string> { ["Current"] = current, ["New"] = fresh });
}
