using System.Net;
using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Accounts;

public sealed class RegistrationPageTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task A_new_person_is_signed_in_at_once_and_sees_what_was_recorded()
    {
        var visitor = _site.Visitor();

        var page = await visitor.RegisterAsync();

        Assert.Equal("/account", page.Path);
        Assert.Equal("Ada Planted-Name", page.TextOf("#account-name"));
        Assert.Equal("ada@example.org", page.TextOf("#account-address"));
        Assert.Equal("Planted-Company & Sons", page.TextOf("#account-company"));
        Assert.Contains("version 2026-01", page.TextOf("#account-policy"), StringComparison.Ordinal);
        Assert.Contains("10 November 2026, 07:00", page.TextOf("#account-policy"), StringComparison.Ordinal);
        Assert.Contains("Your account is open", page.Text, StringComparison.Ordinal);

        var account = await _site.InDatabaseAsync(db => db.Accounts().SingleAsync());
        Assert.Equal(("2026-01", _site.Time.GetUtcNow()), (account.AcceptedPolicyVersion, account.AcceptedAt));
        Assert.Equal(["confirm-address"], await LettersAsync());
    }

    [Theory]
    [InlineData("Name", "", "Write your name.")]
    [InlineData("Email", "", "Write your e-mail address.")]
    [InlineData("Email", "no-address", "It should look like name@example.com")]
    [InlineData("Email", "a@b.example>, c@d.example", "write one address only")]
    [InlineData("Company", " ", "Write the name of your company.")]
    [InlineData("Password", "", "Choose a password.")]
    [InlineData("Password", "elevenchars", "Use a password of 12 to 256 characters.")]
    [InlineData("IsOldEnough", null, "Tick the box if you are 16 or older.")]
    [InlineData("AcceptsPolicy", null, "Tick the box if you accept the privacy policy.")]
    public async Task A_wrong_field_is_named_with_its_remedy_and_nothing_is_opened(string field, string? value, string remedy)
    {
        var asked = Customer.Registration();
        asked.Remove(field);
        if (value is not null)
        {
            asked[field] = value;
        }

        var page = await _site.Visitor().RegisterAsync(asked);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains(remedy, page.TextOf($"#{field}-error"), StringComparison.Ordinal);
        Assert.Contains(remedy, page.TextOf("#problems"), StringComparison.Ordinal);
        Assert.Equal(0, await _site.InDatabaseAsync(db => db.Users().CountAsync()));
    }

    [Fact]
    public async Task A_password_needs_neither_capitals_nor_figures()
    {
        var asked = Customer.Registration();
        asked["Password"] = "quiet lamp under rivers";

        Assert.Equal("/account", (await _site.Visitor().RegisterAsync(asked)).Path);
    }

    [Fact]
    public async Task A_password_is_never_sent_back()
    {
        var asked = Customer.Registration();
        asked["Name"] = "";

        var page = await _site.Visitor().RegisterAsync(asked);

        Assert.DoesNotContain(Customer.Password, System.Text.Encoding.UTF8.GetString(page.Body), StringComparison.Ordinal);
        Assert.Equal("ada@example.org", page.Document.QuerySelector("#Email")?.GetAttribute("value"));
    }

    [Fact]
    public async Task Only_the_version_that_was_shown_can_be_accepted()
    {
        var visitor = _site.Visitor();
        var form = await visitor.GetAsync("/account/register");
        form.Document.QuerySelector("input[name=PolicyVersion]")!.SetAttribute("value", "2025-01");

        var page = await visitor.SubmitAsync(form, "#register", Customer.Registration());

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("changed while you filled in", page.TextOf("#AcceptsPolicy-error"), StringComparison.Ordinal);
        Assert.Equal("2026-01", page.Document.QuerySelector("input[name=PolicyVersion]")?.GetAttribute("value"));
    }

    [Fact]
    public async Task A_known_address_opens_nothing_and_its_owner_is_told_at_most_once_a_day()
    {
        var owner = _site.Visitor();
        await owner.RegisterAsync();
        await _site.ConfirmAddressAsync("ada@example.org", owner);
        var stranger = _site.Visitor();
        var asked = Customer.Registration("  ADA@Example.org ");
        asked["Password"] = "another long walk uphill";

        var first = await stranger.RegisterAsync(asked);
        await stranger.RegisterAsync(asked);

        Assert.Equal("/account/register/check-mail", first.Path);
        Assert.DoesNotContain("ada", first.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(1, await _site.InDatabaseAsync(db => db.Users().CountAsync()));
        Assert.Equal(1, await _site.InDatabaseAsync(db => db.Accounts().CountAsync()));
        Assert.Equal(["already-registered", "confirm-address", "welcome"], await LettersAsync());
        Assert.Equal("/account/sign-in?returnUrl=%2Flists", (await stranger.GetAsync("/account/sign-in?returnUrl=%2Flists")).Path);
        Assert.Equal("/account", (await _site.Visitor().SignInAsync()).Path);

        _site.Time.Advance(TimeSpan.FromHours(25));
        await stranger.RegisterAsync(asked);
        Assert.Equal(["already-registered", "already-registered", "confirm-address", "welcome"], await LettersAsync());
    }

    [Fact]
    public async Task An_address_whose_account_is_being_erased_gets_the_same_answer_and_no_letter()
    {
        await _site.Visitor().RegisterAsync();
        var id = (await _site.InDatabaseAsync(db => db.Accounts().SingleAsync())).Id;
        await _site.InScopeAsync(s => s.GetRequiredService<Vault>().DestroyKeyAsync(PersonKeys.Account.Of(id), default));

        var page = await _site.Visitor().RegisterAsync();

        Assert.Equal("/account/register/check-mail", page.Path);
        Assert.Equal(["confirm-address"], await LettersAsync());
    }

    [Fact]
    public async Task Two_registrations_with_one_address_at_once_open_one_account()
    {
        var visitors = Enumerable.Range(0, 4).Select(_ => _site.Visitor()).ToList();

        var pages = await Task.WhenAll(visitors.Select(v => v.RegisterAsync()));

        Assert.Single(pages, p => p.Path == "/account");
        Assert.Equal(3, pages.Count(p => p.Path == "/account/register/check-mail"));
        Assert.Equal(1, await _site.InDatabaseAsync(db => db.Accounts().CountAsync()));
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        using var content = new FormUrlEncodedContent(Customer.Registration());

        var answer = await _site.Visitor().Client.PostAsync("/account/register", content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(0, await _site.InDatabaseAsync(db => db.Users().CountAsync()));
    }

    [Fact]
    public async Task Nothing_personal_stands_in_clear_in_the_files()
    {
        var visitor = _site.Visitor();
        await visitor.RegisterAsync();
        await visitor.CancelAsync();
        await _site.Visitor().RegisterAsync();

        var files = Directory.GetFiles(_site.Folder, "*", SearchOption.AllDirectories);
        Assert.Contains(files, f => f.EndsWith("igsendmail.db-wal", StringComparison.Ordinal));
        string[] planted = ["Planted-Name", "Planted-Company", "ada@example.org", "ADA@EXAMPLE.ORG", Customer.Password];
        foreach (var file in files)
        {
            var bytes = await ReadSharedAsync(file);
            Assert.All(planted, p =>
            {
                Assert.False(bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(p)) >= 0, $"\"{p}\" is in {file}");
                Assert.False(bytes.AsSpan().IndexOf(System.Text.Encoding.Unicode.GetBytes(p)) >= 0, $"\"{p}\" is in {file}");
            });
        }
    }

    [Fact]
    public async Task The_keys_that_protect_cookies_are_wrapped()
    {
        await _site.Visitor().RegisterAsync();

        var keys = Directory.GetFiles(Path.Combine(_site.DataFolder, "keys"), "*.xml");

        Assert.NotEmpty(keys);
        Assert.All(keys, file =>
        {
            var xml = File.ReadAllText(file);
            Assert.Contains("<wrapped", xml, StringComparison.Ordinal);
            Assert.DoesNotContain("<masterKey", xml, StringComparison.Ordinal);
        });
    }

    private static async Task<byte[]> ReadSharedAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    private async Task<string[]> LettersAsync()
    {
        var keys = await _site.InDatabaseAsync(db => db.OutboxMessages().Select(m => m.Key).ToListAsync());
        return [.. keys.Select(k => k.Split('/')[0]).Order(StringComparer.Ordinal)];
    }
}
