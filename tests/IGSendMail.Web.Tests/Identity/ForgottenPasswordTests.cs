using System.Net;
using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Accounts;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using IGSendMail.Web.Tests.Accounts;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Tests.Identity;

/// <summary>Whoever has the mailbox and no password any more gets back in; nobody else does, and nobody learns who has an account.</summary>
public sealed class ForgottenPasswordTests : IAsyncDisposable
{
    private const string Address = "ada@example.com", New = "quite another paper boat";
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task A_link_to_the_mailbox_sets_a_new_password_and_ends_every_sign_in()
    {
        await _site.RegisterAsync(Address);
        var elsewhere = await _site.SignedInAsync(Address);
        var person = _site.Visitor();
        var letter = await AskAsync(person, Address);
        Assert.Equal((Address, "Ada Example"), (letter!.ToAddress, letter.ToName));

        var after = await person.SubmitAsync(await person.GetAsync(LinkOf(letter)), "#new-password", new Dictionary<string, string> { ["New"] = New });

        Assert.Equal("/account/sign-in", after.Path);
        Assert.Contains("new password is set", after.Text, StringComparison.Ordinal);
        Assert.StartsWith("/account/sign-in", (await elsewhere.GetAsync("/account")).Path, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await _site.Visitor().SignInAsync(Address)).Status);
        Assert.Equal("/account", (await _site.Visitor().SignInAsync(Address, New)).Path);
        Assert.Single(await _site.LettersAsync<PasswordChangedLetter>());
    }

    [Fact]
    public async Task A_link_works_once_and_for_an_hour_and_opening_it_changes_nothing()
    {
        await _site.RegisterAsync(Address);
        var person = _site.Visitor();
        var letter = (await AskAsync(person, Address))!;
        var form = await person.GetAsync(LinkOf(letter));
        await person.GetAsync(LinkOf(letter));
        await person.SubmitAsync(form, "#new-password", new Dictionary<string, string> { ["New"] = New });

        var again = await person.SubmitAsync(form, "#new-password", new Dictionary<string, string> { ["New"] = "yet another password" });

        Assert.Equal(HttpStatusCode.BadRequest, again.Status);
        Assert.Equal("/account", (await _site.Visitor().SignInAsync(Address, New)).Path);
        _site.Time.Advance(TimeSpan.FromMinutes(6));
        var late = (await AskAsync(person, Address))!;
        _site.Time.Advance(ForgottenPasswords.ValidFor);
        Assert.Equal(HttpStatusCode.BadRequest, (await person.GetAsync(LinkOf(late))).Status);
    }

    [Fact]
    public async Task Every_address_gets_the_same_answer_after_the_same_statements()
    {
        await _site.RegisterAsync(Address);
        await _site.SquatAsync("squat@example.com");
        var pages = new List<string>();
        foreach (var address in (string[])[Address, "nobody@example.com", "squat@example.com"])
        {
            var visitor = _site.Visitor();
            var form = await visitor.GetAsync(SiteRoutes.ForgottenPassword);
            var before = await CountsAsync();
            var page = await visitor.SubmitAsync(form, "#forgotten", new Dictionary<string, string> { ["Email"] = address });
            var after = await CountsAsync();
            Assert.Equal(SiteRoutes.ForgottenSent, page.Path);

            // Nothing but the note that somebody asked is written while the person waits: no link, no letter, no audit entry.
            Assert.Equal((before.Links, before.Letters, before.Asks + 1), (after.Links, after.Letters, after.Asks));
            pages.Add(page.Text);
        }

        Assert.Single(pages.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task For_an_address_that_nobody_signs_in_with_no_letter_leaves_and_nothing_stays()
    {
        Assert.Null(await AskAsync(_site.Visitor(), "nobody@example.com"));

        Assert.Equal((0, 0, 0), await CountsAsync());
    }

    [Fact]
    public async Task Whoever_asks_often_floods_nobody_and_ends_no_link_that_is_out()
    {
        await _site.RegisterAsync(Address);
        var first = (await AskAsync(_site.Visitor(), Address))!;
        await AskAsync(_site.Visitor(), Address);
        Assert.Single(await _site.LettersAsync<NewPasswordLetter>());
        for (var i = 0; i < 6; i++)
        {
            _site.Time.Advance(TimeSpan.FromMinutes(6));
            await AskAsync(_site.Visitor(), Address);
        }

        Assert.Equal(PasswordAskWork.MostLinks, (await _site.LettersAsync<NewPasswordLetter>()).Count);
        Assert.Equal(HttpStatusCode.OK, (await _site.Visitor().GetAsync(LinkOf(first))).Status);
    }

    [Fact]
    public async Task A_pause_after_wrong_passwords_ends_with_the_new_one()
    {
        await _site.RegisterAsync(Address);
        for (var i = 0; i < SignIn.MostAttempts; i++)
        {
            await _site.Visitor().SignInAsync(Address, "a wrong password");
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await _site.Visitor().SignInAsync(Address)).Status);
        await ResetAsync(Address);

        Assert.Equal("/account", (await _site.Visitor().SignInAsync(Address, New)).Path);
    }

    [Fact]
    public async Task An_account_from_before_is_confirmed_by_it_and_a_request_that_waits_goes_on()
    {
        await _site.FromBeforeAsync(Address);

        await ResetAsync(Address);

        Assert.True(Assert.Single(await _site.UsersAsync(Address)).IsProved);
        var person = _site.Visitor();
        var reference = await _site.AskAndConfirmAsync(Address, Right.Access, person);
        Assert.Equal(RequestState.AwaitingSignIn, (await _site.ReadAsync(reference)).State);
        var page = await person.GetAsync("/privacy/requests/" + reference);
        Assert.NotNull(page.Document.QuerySelector($"main a[href='{SiteRoutes.ForgottenPassword}']"));
        await person.SignInAsync(Address, New);
        var waiting = await person.GetAsync(PrivacyRoutes.AccountData);
        Assert.NotNull(waiting.Document.QuerySelector(".continue-form .secret > input[type=password][spellcheck=false]"));
        await person.SubmitAsync(waiting, ".continue-form", new Dictionary<string, string> { ["Password"] = New });
        await _site.RunRequestsAsync();
        Assert.Equal(RequestState.Done, (await _site.ReadAsync(reference)).State);
    }

    [Fact]
    public async Task For_a_new_account_that_nobody_confirmed_the_mailbox_gets_the_link_that_does_away_with_it()
    {
        await _site.SquatAsync(Address);
        _site.Time.Advance(TimeSpan.FromMinutes(6));

        Assert.Null(await AskAsync(_site.Visitor(), Address));

        var letter = (await _site.LettersAsync<ConfirmAddressLetter>())[^1];
        Assert.True(letter.TriedAgain);
        Assert.All(await _site.LettersAsync<Letter>(), l => Assert.True(string.IsNullOrEmpty(l.ToName)));
        var reader = _site.Visitor();
        await reader.SubmitAsync(await reader.GetAsync(RequestSteps.LinkOf(letter)), "#discard-account");
        Assert.Empty(await _site.UsersAsync(Address));
    }

    [Theory]
    [InlineData("en", "Write your e-mail address.", "Use a password of 12 to 256 characters.")]
    [InlineData("de", "Schreiben Sie Ihre E-Mail-Adresse.", "Verwenden Sie ein Passwort mit 12 bis 256 Zeichen.")]
    [InlineData("fr", "Écrivez votre adresse e-mail.", "Utilisez un mot de passe de 12 à 256 caractères.")]
    [InlineData("es", "Escriba su dirección de correo.", "Use una contraseña de 12 a 256 caracteres.")]
    public async Task Pages_errors_and_letter_are_in_the_language_of_the_person(string language, string missing, string tooShort)
    {
        await _site.RegisterAsync(Address);
        var person = _site.Visitor();
        var form = await person.GetAsync($"{SiteRoutes.ForgottenPassword}?lang={language}");
        var empty = await person.SubmitAsync(form, "#forgotten", new Dictionary<string, string> { ["Email"] = "" });
        Assert.Equal(HttpStatusCode.BadRequest, empty.Status);
        Assert.Contains(missing, empty.TextOf("#Email-error"), StringComparison.Ordinal);

        await person.SubmitAsync(form, "#forgotten", new Dictionary<string, string> { ["Email"] = Address });
        await _site.LookUpAsksAsync();
        var letter = Assert.Single(await _site.LettersAsync<NewPasswordLetter>());
        Assert.Equal(language, letter.Locale);
        var page = await person.GetAsync($"{LinkOf(letter)}&lang={language}");
        Assert.Equal(AccountWords.All.Single(w => w.Language == language)["PasswordButton"], page.TextOf("#new-password button")!.Trim());
        var weak = await person.SubmitAsync(page, "#new-password", new Dictionary<string, string> { ["New"] = "short" });
        Assert.Equal(HttpStatusCode.BadRequest, weak.Status);
        Assert.Contains(tooShort, weak.TextOf("#New-error"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await person.GetAsync(LinkOf(letter))).Status);
    }

    [Theory]
    [InlineData("no-address")]
    [InlineData("a@b.example, c@d.example")]
    public async Task What_is_no_address_is_named_with_its_remedy(string text)
    {
        var visitor = _site.Visitor();

        var page = await visitor.SubmitAsync(
            await visitor.GetAsync(SiteRoutes.ForgottenPassword), "#forgotten", new Dictionary<string, string> { ["Email"] = text });

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.NotEmpty(page.TextOf("#Email-error")!);
        Assert.Equal((0, 0, 0), await CountsAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_link_that_is_none_says_how_to_get_one(string token)
    {
        var page = await _site.Visitor().GetAsync($"{SiteRoutes.NewPassword}?token={token}");

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.NotNull(page.Document.QuerySelector($"a[href='{SiteRoutes.ForgottenPassword}']"));
    }

    internal static string LinkOf(NewPasswordLetter letter) => $"{SiteRoutes.NewPassword}?token={letter.Token}";

    private async Task ResetAsync(string address)
    {
        var person = _site.Visitor();
        var letter = (await AskAsync(person, address))!;
        await person.SubmitAsync(await person.GetAsync(LinkOf(letter)), "#new-password", new Dictionary<string, string> { ["New"] = New });
    }

    private Task<NewPasswordLetter?> AskAsync(PageVisitor visitor, string address) => _site.AskForPasswordAsync(visitor, address);

    private Task<(int Links, int Letters, int Asks)> CountsAsync() => _site.InDatabaseAsync(async db =>
        (await db.UserLinks().CountAsync(), await db.OutboxMessages().CountAsync(), await db.PasswordAsks().CountAsync()));
}
