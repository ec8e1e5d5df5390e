using System.Net;
using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.Requests;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Accounts;
using IGSendMail.Web.Features.Site;
using IGSendMail.Web.Tests.Accounts;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Tests.Identity;

/// <summary>An address counts once its mailbox was shown by whoever signs in with it.</summary>
public sealed class ConfirmAddressTests : IAsyncDisposable
{
    private const string Address = "ada@example.org";
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Until_it_is_confirmed_nothing_can_be_uploaded_and_the_pages_say_why()
    {
        var visitor = await _site.SquatAsync(Address);

        Assert.Contains("confirm your e-mail address", (await visitor.GetAsync("/account")).TextOf("#confirm-first"), StringComparison.Ordinal);
        Assert.Equal("/lists", (await visitor.GetAsync("/lists/new")).Path);
        Assert.Contains("Confirm your e-mail address first", (await visitor.GetAsync("/lists")).Text, StringComparison.Ordinal);

        var page = await _site.ConfirmAddressAsync(Address, visitor);

        Assert.Equal("/account", page.Path);
        Assert.Null(page.Document.QuerySelector("#confirm-first"));
        Assert.Equal("/lists/new", (await visitor.GetAsync("/lists/new")).Path);
        Assert.Equal(IdentitySteps.TypedName, Assert.Single(await _site.LettersAsync<WelcomeLetter>()).ToName);
    }

    [Fact]
    public async Task The_link_goes_out_with_nothing_that_was_typed()
    {
        await _site.SquatAsync(Address);

        var letter = Assert.Single(await _site.LettersAsync<Letter>());

        Assert.Equal((Address, (string?)null), (letter.ToAddress, letter.ToName));
        Assert.IsType<ConfirmAddressLetter>(letter);
    }

    [Theory]
    [InlineData("en", "This address is mine")]
    [InlineData("de", "Diese Adresse gehört mir")]
    [InlineData("fr", "Cette adresse est la mienne")]
    [InlineData("es", "Esta dirección es mía")]
    public async Task The_page_behind_the_link_speaks_four_languages(string language, string button)
    {
        var visitor = await _site.SquatAsync(Address);
        var letter = Assert.Single(await _site.LettersAsync<ConfirmAddressLetter>());

        var page = await visitor.GetAsync($"{RequestSteps.LinkOf(letter)}&lang={language}");

        Assert.Equal(button, page.TextOf("#confirm-address button")!.Trim());
        var words = AccountWords.All.Single(w => w.Language == language);
        Assert.All(AccountWords.All.Single(w => w.Language == "de").Names, name => Assert.NotEmpty(words[name]));
        Assert.True(language == "en" || AccountWords.All.Single(w => w.Language == "de").Names.ToHashSet(StringComparer.Ordinal).SetEquals(words.Names));
    }

    [Fact]
    public async Task The_link_alone_confirms_nothing_and_one_for_another_account_neither()
    {
        await _site.SquatAsync(Address);
        var letter = Assert.Single(await _site.LettersAsync<ConfirmAddressLetter>());
        var reader = _site.Visitor();
        var shown = await reader.GetAsync(RequestSteps.LinkOf(letter));
        Assert.Null(shown.Document.QuerySelector("#confirm-address"));
        var other = await _site.SquatAsync("other@example.org");
        var asOther = await other.GetAsync(RequestSteps.LinkOf(letter));
        Assert.Null(asOther.Document.QuerySelector("#confirm-address"));

        // The button that the page does not show, pressed all the same.
        asOther.Document.QuerySelector("#discard-account")!.SetAttribute("action", SiteRoutes.ConfirmAddress);
        var forced = await other.SubmitAsync(asOther, "#discard-account");

        Assert.Equal(HttpStatusCode.Forbidden, forced.Status);
        Assert.False(Assert.Single(await _site.UsersAsync(Address)).IsProved);
    }

    [Fact]
    public async Task Whoever_reads_the_mailbox_and_did_not_open_the_account_deletes_it_at_once()
    {
        var stranger = await _site.SquatAsync(Address);
        var letter = Assert.Single(await _site.LettersAsync<ConfirmAddressLetter>());
        var reader = _site.Visitor();

        var after = await reader.SubmitAsync(await reader.GetAsync(RequestSteps.LinkOf(letter)), "#discard-account");

        Assert.Equal("/account/register", after.Path);
        Assert.StartsWith("/account/sign-in", (await stranger.GetAsync("/account")).Path, StringComparison.Ordinal);
        Assert.Equal("/account", (await reader.RegisterAsync(Customer.Registration(Address))).Path);
        await _site.WorkAsync();
        Assert.Equal(1, await _site.InDatabaseAsync(db => db.Accounts().CountAsync()));
        Assert.Empty(await _site.LettersAsync<ErasureDoneLetter>());
    }

    [Fact]
    public async Task A_link_works_once_and_for_two_days()
    {
        var visitor = await _site.SquatAsync(Address);
        var letter = Assert.Single(await _site.LettersAsync<ConfirmAddressLetter>());
        _site.Time.Advance(AddressProofs.ValidFor);
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.GetAsync(RequestSteps.LinkOf(letter))).Status);

        var account = await visitor.SignInAsync(Address);
        await visitor.SubmitAsync(account, "#send-address-link");
        await _site.ConfirmAddressAsync(Address, visitor);
        var used = (await _site.LettersAsync<ConfirmAddressLetter>())[^1];
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.GetAsync(RequestSteps.LinkOf(used))).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_link_that_is_none_gets_a_page_that_says_so(string token) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await _site.Visitor().GetAsync($"{SiteRoutes.ConfirmAddress}?token={token}")).Status);

    [Fact]
    public async Task A_further_link_is_sent_on_request_but_not_every_moment_and_ends_none_that_is_out()
    {
        var visitor = await _site.SquatAsync(Address);
        var page = await visitor.GetAsync("/account");
        Assert.Contains("so we sent no other", (await visitor.SubmitAsync(page, "#send-address-link")).TextOf("#confirmation"), StringComparison.Ordinal);
        Assert.Single(await _site.LettersAsync<ConfirmAddressLetter>());

        _site.Time.Advance(TimeSpan.FromMinutes(6));
        Assert.Contains("We have sent you", (await visitor.SubmitAsync(page, "#send-address-link")).TextOf("#confirmation"), StringComparison.Ordinal);

        var letters = await _site.LettersAsync<ConfirmAddressLetter>();
        Assert.Equal(2, letters.Count);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(RequestSteps.LinkOf(letters[0]))).Status);

        await _site.ConfirmAddressAsync(Address, visitor);
        Assert.Contains("so we sent nothing", (await visitor.SubmitAsync(page, "#send-address-link")).TextOf("#confirmation"), StringComparison.Ordinal);
        Assert.Equal(2, (await _site.LettersAsync<ConfirmAddressLetter>()).Count);
    }

    [Fact]
    public async Task Who_registers_with_the_address_again_gets_a_link_that_does_away_with_the_first()
    {
        await _site.SquatAsync(Address);
        var owner = _site.Visitor();

        var page = await owner.RegisterAsync(Customer.Registration(Address));

        Assert.Equal("/account/register/check-mail", page.Path);
        var letter = Assert.Single(await _site.LettersAsync<ConfirmAddressLetter>(), l => l.TriedAgain);
        await owner.SubmitAsync(await owner.GetAsync(RequestSteps.LinkOf(letter)), "#discard-account");
        Assert.Equal("/account", (await owner.RegisterAsync(Customer.Registration(Address))).Path);
    }

    [Fact]
    public async Task A_new_account_that_nobody_confirms_goes_after_a_week_and_stands_in_the_calendar_and_the_rules_until_then()
    {
        var visitor = await _site.SquatAsync(Address);
        await _site.RegisterAsync("kept@example.org");
        await _site.FromBeforeAsync("before@example.org");
        var officer = await _site.OfficerAsync();
        Assert.Contains("nobody confirms its e-mail address", (await officer.GetAsync("/officer/retention/rules")).Text, StringComparison.Ordinal);
        Assert.Contains("Your account with us", (await visitor.GetAsync("/account/deletions")).Text, StringComparison.Ordinal);

        _site.Time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1));
        await _site.RetainAsync();
        Assert.Single(await _site.UsersAsync(Address));

        _site.Time.Advance(TimeSpan.FromMinutes(2));
        await _site.RetainAsync();
        await _site.WorkAsync();

        Assert.Empty(await _site.UsersAsync(Address));
        Assert.Single(await _site.UsersAsync("kept@example.org"));
        Assert.Single(await _site.UsersAsync("before@example.org"));
        Assert.Equal(AccountCauses.Unconfirmed, (await _site.InDatabaseAsync(db => db.ErasureRuns().SingleAsync())).Cause);
    }

    [Fact]
    public async Task An_account_from_before_is_asked_at_sign_in_and_goes_on_as_it_did()
    {
        await _site.FromBeforeAsync(Address);
        var visitor = _site.Visitor();

        var page = await visitor.SignInAsync(Address);

        Assert.Contains("not confirmed yet", page.Text, StringComparison.Ordinal);
        Assert.Contains("your account stays", page.TextOf("#confirm-first"), StringComparison.Ordinal);
        Assert.Equal("/lists/new", (await visitor.GetAsync("/lists/new")).Path);
        _site.Time.Advance(TimeSpan.FromMinutes(6));
        await visitor.SubmitAsync(page, "#send-address-link");
        await _site.ConfirmAddressAsync(Address, visitor);
        Assert.True(Assert.Single(await _site.UsersAsync(Address)).IsProved);
    }

    [Fact]
    public async Task What_is_written_to_an_address_that_nobody_has_shown_repeats_no_name()
    {
        var visitor = await _site.SquatAsync(Address);
        await RequestSteps.AskForPackageAsync(visitor, nameof(Right.Access));
        await visitor.CancelAsync();
        await _site.RunRequestsAsync();

        var letters = await _site.LettersAsync<Letter>();

        Assert.True(letters.Count >= 4);
        Assert.All(letters, l => Assert.True(string.IsNullOrEmpty(l.ToName), l.GetType().Name));
    }

    [Fact]
    public async Task A_hold_by_address_holds_the_person_wherever_they_stand_and_the_account()
    {
        await _site.RegisterAsync(Address);
        var officer = await _site.OfficerAsync();
        await officer.SubmitAsync(await officer.GetAsync("/officer/holds"), "#hold-form", new Dictionary<string, string>
        {
            ["About"] = "Person",
            ["Reason"] = "LegalClaim",
            ["Address"] = Address,
            ["CaseNumber"] = "2026-1",
            ["ReviewOn"] = "2027-01-01",
        });

        var hold = await _site.InDatabaseAsync(db => db.Set<Privacy.Holds.LegalHold>().SingleAsync());

        var user = Assert.Single(await _site.UsersAsync(Address));
        Assert.Equal((user.AccountId, (Guid?)user.AddressHash), (hold.AccountId, hold.AddressHash));
    }
}
