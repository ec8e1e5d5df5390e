using System.Net;
using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Requests;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Tests.Accounts;
using IGSendMail.Web.Tests.Requests;

namespace IGSendMail.Web.Tests.Identity;

/// <summary>A stranger who registers somebody's address gets none of that person's requests.</summary>
public sealed class SquattedAddressTests : IAsyncDisposable
{
    private const string Victim = "victim.squat@mailbox.example", Nora = "nora@lists.example";
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task The_requests_of_the_mailbox_go_on_without_the_account_and_the_stranger_sees_none_of_them()
    {
        await _site.PlantRecipientAsync(Nora, Victim);
        var stranger = await _site.SquatAsync(Victim);
        var victim = _site.Visitor();
        var copy = await _site.AskAndConfirmAsync(Victim, Right.Access, victim);
        var correction = await _site.AskAndConfirmAsync(Victim, Right.Rectification, _site.Visitor());
        var erasure = await _site.AskAndConfirmAsync(Victim, Right.Erasure, _site.Visitor());

        string[] references = [copy, correction, erasure];
        foreach (var reference in references)
        {
            Assert.Equal(RequestState.Received, (await _site.ReadAsync(reference)).State);
            var seen = await stranger.GetAsync("/privacy/requests/" + reference);
            Assert.Contains("for the person who asked", seen.Text, StringComparison.Ordinal);
        }

        foreach (var path in (string[])[PrivacyRoutes.AccountData, PrivacyRoutes.Requests, "/account"])
        {
            var page = await stranger.GetAsync(path);
            Assert.DoesNotContain("XYZZY", page.Text, StringComparison.Ordinal);
            Assert.All(references, r => Assert.DoesNotContain(r, page.Text, StringComparison.Ordinal));
        }

        await AssertCannotTakeOverAsync(stranger, references);
        await _site.WorkAsync();

        Assert.All(await StatesAsync(references), state => Assert.Equal(RequestState.Done, state));
        Assert.Equal(2, (await _site.InDatabaseAsync(db => Task.FromResult(db.RecipientNotices().Count()))));
    }

    [Fact]
    public async Task Nora_is_told_of_the_deletion_and_of_the_correction_in_the_words_of_the_person()
    {
        await _site.PlantRecipientAsync(Nora, Victim);
        await _site.SquatAsync(Victim);
        await _site.AskAndConfirmAsync(Victim, Right.Rectification, _site.Visitor());
        await _site.AskAndConfirmAsync(Victim, Right.Erasure, _site.Visitor());

        await _site.RunRequestsAsync();

        var told = await _site.LettersAsync<RequestForControllerLetter>();
        Assert.Equal([Right.Rectification, Right.Erasure], told.Select(l => l.Right).Order());
        Assert.All(told, l => Assert.Equal((Nora, Victim), (l.ToAddress, l.RequesterAddress)));
        Assert.Equal("My secret diagnosis XYZZY is wrong", told.Single(l => l.Right == Right.Rectification).Wish);
    }

    [Fact]
    public async Task Who_signed_up_meanwhile_without_showing_the_mailbox_does_not_stop_a_request_that_was_confirmed_before()
    {
        var victim = _site.Visitor();
        var copy = await _site.AskAndConfirmAsync(Victim, Right.Access, victim);
        await _site.SquatAsync(Victim);

        await _site.RunRequestsAsync();

        Assert.Equal(RequestState.Done, (await _site.ReadAsync(copy)).State);
        Assert.Equal(HttpStatusCode.OK, (await victim.GetAsync($"/privacy/requests/{copy}/download")).Status);
    }

    [Fact]
    public async Task A_copy_for_the_mailbox_holds_nothing_that_the_stranger_typed_or_did()
    {
        var stranger = await _site.SquatAsync(Victim);
        var theirs = await RequestSteps.AskForPackageAsync(stranger, nameof(Right.Portability));
        var victim = _site.Visitor();
        var copy = await _site.AskAndConfirmAsync(Victim, Right.Access, victim);
        await _site.RunRequestsAsync();

        var text = await Addresses.Package.TextAsync(victim, copy);

        Assert.Contains(copy, text, StringComparison.Ordinal);
        Assert.DoesNotContain(IdentitySteps.TypedName, text, StringComparison.Ordinal);
        Assert.DoesNotContain(theirs, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_for_the_stranger_holds_nothing_of_the_mailbox_and_no_link_to_it_goes_there()
    {
        var victim = _site.Visitor();
        var copy = await _site.AskAndConfirmAsync(Victim, Right.Access, victim);
        var stranger = await _site.SquatAsync(Victim);
        var theirs = await RequestSteps.AskForPackageAsync(stranger, nameof(Right.Access));
        await _site.RunRequestsAsync();

        var text = await Addresses.Package.TextAsync(stranger, theirs);
        Assert.Contains(IdentitySteps.TypedName, text, StringComparison.Ordinal);
        Assert.DoesNotContain(copy, text, StringComparison.Ordinal);

        var before = (await _site.LettersAsync<RequestConfirmLetter>()).Count;
        await _site.Visitor().SubmitAsync(await _site.Visitor().GetAsync("/privacy/requests/" + theirs), "#link-form");
        Assert.Equal(before, (await _site.LettersAsync<RequestConfirmLetter>()).Count);
    }

    [Fact]
    public async Task The_deletion_that_the_mailbox_asks_for_takes_the_new_account_with_it_and_leaves_no_letter_to_its_holder()
    {
        var stranger = await _site.SquatAsync(Victim);
        await _site.AskAndConfirmAsync(Victim, Right.Erasure, _site.Visitor());

        await _site.WorkAsync();

        Assert.Empty(await _site.UsersAsync(Victim));
        Assert.Equal(0, await _site.InDatabaseAsync(db => Task.FromResult(db.Users().Count())));
        Assert.StartsWith("/account/sign-in", (await stranger.GetAsync("/account")).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_has_shown_the_mailbox_by_a_request_deletes_the_new_account_at_once_and_opens_their_own()
    {
        await _site.SquatAsync(Victim);
        var victim = _site.Visitor();
        var copy = await _site.AskAndConfirmAsync(Victim, Right.Access, victim);
        var page = await victim.GetAsync("/privacy/requests/" + copy);
        Assert.Contains("has not confirmed it", page.TextOf("#unproved"), StringComparison.Ordinal);

        var after = await victim.SubmitAsync(page, "#unproved-form");

        Assert.Null(after.Document.QuerySelector("#unproved"));
        Assert.Equal("/account", (await victim.RegisterAsync(Customer.Registration(Victim))).Path);
        Assert.Equal("/account", (await _site.ConfirmAddressAsync(Victim, victim)).Path);
        Assert.True(Assert.Single(await _site.UsersAsync(Victim)).IsProved);
    }

    [Fact]
    public async Task An_account_from_before_stays_whatever_the_mailbox_asks_and_the_page_says_what_to_do()
    {
        await _site.FromBeforeAsync(Victim);
        var victim = _site.Visitor();
        var copy = await _site.AskAndConfirmAsync(Victim, Right.Access, victim);
        var page = await victim.GetAsync("/privacy/requests/" + copy);
        Assert.Contains("sign in", page.TextOf("#unproved"), StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("#unproved-form"));
        await _site.AskAndConfirmAsync(Victim, Right.Erasure, _site.Visitor());

        await _site.WorkAsync();

        Assert.Single(await _site.UsersAsync(Victim));
        Assert.Equal(UnprovedAccount.Stays, await _site.UnprovedAsync(Victim));
    }

    [Fact]
    public async Task Nobody_closes_an_account_with_the_page_of_a_request_that_is_not_theirs()
    {
        await _site.SquatAsync(Victim);
        var victim = _site.Visitor();
        var copy = await _site.AskAndConfirmAsync(Victim, Right.Access, victim);
        var page = await victim.GetAsync("/privacy/requests/" + copy);
        victim.Cookies.GetAllCookies().Where(c => c.Name.Contains("requester", StringComparison.OrdinalIgnoreCase)).ToList().ForEach(c => c.Expired = true);

        Assert.Equal($"/privacy/requests/{copy}/link", (await victim.SubmitAsync(page, "#unproved-form")).Path);
        Assert.Equal(UnprovedAccount.MayGo, await _site.UnprovedAsync(Victim));
    }

    private async Task AssertCannotTakeOverAsync(PageVisitor stranger, string[] references)
    {
        foreach (var reference in references)
        {
            var ask = await stranger.GetAsync(PrivacyRoutes.AccountData);
            ask.Document.QuerySelector("#ask-form")!.InnerHtml += $"<input type=hidden name=Reference value={reference}>";
            var taken = await stranger.SubmitAsync(ask, "#ask-form", new Dictionary<string, string> { ["Password"] = RequestSteps.Password });
            Assert.Equal(HttpStatusCode.NotFound, taken.Status);
            var erased = await stranger.SubmitAsync(
                await stranger.GetAsync($"{PrivacyRoutes.AccountDataErase}?reference={reference}"), "#erase-form",
                new Dictionary<string, string> { ["Password"] = RequestSteps.Password });
            Assert.Equal(HttpStatusCode.NotFound, erased.Status);
        }

        Assert.All(await StatesAsync(references), state => Assert.Equal(RequestState.Received, state));
    }

    private async Task<List<RequestState>> StatesAsync(string[] references)
    {
        var states = new List<RequestState>();
        foreach (var reference in references)
        {
            states.Add((await _site.ReadAsync(reference)).State);
        }

        return states;
    }
}
