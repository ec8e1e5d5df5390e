using System.Net;
using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Requests;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Tests.Requests;

/// <summary>Something is wrong, and is put right.</summary>
public sealed class CorrectionTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData("Name", "Ada Example", "Ada Example-Byron")]
    [InlineData("Company", "Example Ltd", "Example & Söhne \"GmbH\"")]
    public async Task A_customer_sees_what_stood_there_and_what_stands_there_now(string field, string old, string now)
    {
        await _site.RegisterAsync("ada@example.com");
        var visitor = await _site.SignedInAsync("ada@example.com");

        var page = await CorrectAsync(visitor, field, now);
        await _site.RunRequestsAsync();

        var seen = await visitor.GetAsync(page.Path);
        Assert.Contains("Done", seen.TextOf(".page-head"), StringComparison.Ordinal);
        Assert.Contains(old, seen.TextOf("main"), StringComparison.Ordinal);
        Assert.Contains(now, seen.TextOf("main"), StringComparison.Ordinal);
        Assert.Contains(now, (await visitor.GetAsync(PrivacyRoutes.AccountDataCorrect)).TextOf("main"), StringComparison.Ordinal);
        Assert.Equal(field, Assert.Single(await _site.LettersAsync<RequestCorrectedLetter>()).Field!.Name);
    }

    [Fact]
    public async Task A_new_address_counts_once_its_mailbox_has_confirmed_it_in_the_browser_of_its_holder()
    {
        await _site.RegisterAsync("ada@example.com");
        var visitor = await _site.SignedInAsync("ada@example.com");
        await CorrectAsync(visitor, nameof(AccountCorrections.Address), "ada@new.example");
        await _site.RunRequestsAsync();
        var letter = Assert.Single(await _site.LettersAsync<RequestConfirmLetter>());
        Assert.Equal(("ada@new.example", (string?)null), (letter.ToAddress, letter.Code));

        var stranger = _site.Visitor();
        var shown = await stranger.GetAsync(RequestSteps.LinkOf(letter));
        Assert.Contains("Sign in to your account first", shown.Text, StringComparison.Ordinal);
        Assert.Null(shown.Document.QuerySelector("#confirm-form"));
        Assert.Equal(RequestState.AwaitingConfirmation, (await _site.ReadAsync(letter.Reference)).State);

        await _site.ConfirmAsync("ada@new.example", visitor);
        _site.Time.Advance(RequestConfirmation.StopFor);
        await _site.RunRequestsAsync();

        Assert.Equal(RequestState.Done, (await _site.ReadAsync(letter.Reference)).State);
        visitor = await _site.SignedInAsync("ada@new.example");
        Assert.Contains("ada@new.example", (await visitor.GetAsync(PrivacyRoutes.AccountDataCorrect)).TextOf("main"), StringComparison.Ordinal);
        Assert.Equal("ada@example.com", Assert.Single(await _site.LettersAsync<RequestCorrectedLetter>()).ToAddress);
        await _site.SignedInAsync("ada@new.example");
    }

    [Fact]
    public async Task An_address_of_somebody_else_is_refused_and_nothing_changes()
    {
        await _site.RegisterAsync("ada@example.com");
        await _site.RegisterAsync("ben@example.com");
        var visitor = await _site.SignedInAsync("ada@example.com");
        var page = await CorrectAsync(visitor, nameof(AccountCorrections.Address), "ben@example.com");
        await _site.ConfirmAsync("ben@example.com", visitor);
        _site.Time.Advance(RequestConfirmation.StopFor);
        visitor = await _site.SignedInAsync("ada@example.com");

        await _site.RunRequestsAsync();

        Assert.Contains("Another account signs in with the address", (await visitor.GetAsync(page.Path)).Text, StringComparison.Ordinal);
        Assert.Contains("ada@example.com", (await visitor.GetAsync(PrivacyRoutes.AccountDataCorrect)).TextOf("main"), StringComparison.Ordinal);
        Assert.Equal(RequestReason.AddressInUse, Assert.Single(await _site.LettersAsync<RequestRefusedLetter>()).Reason);
        Assert.Equal(0, await _site.InDatabaseAsync(db => db.Corrections().CountAsync()));
    }

    [Fact]
    public async Task What_is_said_in_words_waits_for_an_officer_who_writes_the_evidence_down()
    {
        await _site.RegisterAsync("ada@example.com");
        await _site.AddOfficerAsync("olga@example.com");
        var visitor = await _site.SignedInAsync("ada@example.com");
        var page = await CorrectAsync(visitor, nameof(CorrectionField.Other), "I joined in 2023, not in 2024.");
        var reference = page.Path.Split('/')[^1];
        await _site.RunRequestsAsync();
        Assert.Equal(RequestState.Received, (await _site.ReadAsync(reference)).State);

        var officer = await _site.SignedInAsync("olga@example.com");
        var detail = await officer.GetAsync("/officer/requests/" + reference);
        Assert.DoesNotContain("2023", detail.Text, StringComparison.Ordinal);
        var form = await officer.GetAsync($"/officer/requests/{reference}/correct");
        Assert.Contains("I joined in 2023", form.Text, StringComparison.Ordinal);
        var empty = await officer.SubmitAsync(form, "#correct-form");
        Assert.Equal(HttpStatusCode.BadRequest, empty.Status);
        Assert.Contains("Write what stands there now.", empty.TextOf(".error-summary"), StringComparison.Ordinal);
        await officer.SubmitAsync(form, "#correct-form", new Dictionary<string, string> { ["OldValue"] = "2024", ["NewValue"] = "2023" });

        var seen = await visitor.GetAsync(page.Path);
        Assert.Contains("Done", seen.TextOf(".page-head"), StringComparison.Ordinal);
        Assert.DoesNotContain("looked at", seen.TextOf(".timeline"), StringComparison.Ordinal);
        Assert.Single(await _site.LettersAsync<RequestCorrectedLetter>());
        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync($"/officer/requests/{reference}/correct")).Status);
    }

    [Theory]
    [InlineData(null, "x", RequestSteps.Password, "Choose what is wrong.")]
    [InlineData("Name", "", RequestSteps.Password, "Write what should stand there.")]
    [InlineData("Name", "two\nlines", RequestSteps.Password, "one line")]
    [InlineData("Address", "nobody", RequestSteps.Password, "Check the e-mail address: there is no @.")]
    [InlineData("Address", "a@example.com\r\nBcc: b@example.com", RequestSteps.Password, "Check the e-mail address: there is a space inside (U+000D).")]
    [InlineData("Name", "Ada", "", "Enter your password")]
    [InlineData("Name", "Ada", "wrong", "That is not your password")]
    [InlineData("Nonsense", "Ada", RequestSteps.Password, "Choose what is wrong")]
    public async Task Bad_input_is_named_at_its_field(string? field, string wish, string password, string words)
    {
        await _site.RegisterAsync("ada@example.com");
        var visitor = await _site.SignedInAsync("ada@example.com");
        var form = await visitor.GetAsync(PrivacyRoutes.AccountDataCorrect);
        var values = new Dictionary<string, string> { ["Wish"] = wish, ["Password"] = password };
        if (field is not null)
        {
            form.Document.QuerySelector("#correct-form input[name=Field]")!.SetAttribute("value", field);
            values["Field"] = field;
        }

        var page = await visitor.SubmitAsync(form, "#correct-form", values);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains(words, page.TextOf(".error-summary"), StringComparison.Ordinal);
        Assert.Equal(0, await _site.InDatabaseAsync(db => db.DataSubjectRequests().CountAsync()));
    }

    [Fact]
    public async Task Nobody_else_gets_to_the_form()
    {
        Assert.StartsWith("/account/sign-in", (await _site.Visitor().GetAsync(PrivacyRoutes.AccountDataCorrect)).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_account_the_customers_who_hold_the_address_are_told_in_the_persons_words_and_named_to_them()
    {
        await _site.PlantRecipientAsync("owner@example.com", "guest@example.com");
        var person = _site.Visitor();
        await _site.AskAsync("guest@example.com", Right.Rectification, person, further: new Dictionary<string, string>
        {
            ["Wish"] = "My surname is Ånäs, not Anas.",
        });
        await _site.ConfirmAsync("guest@example.com", person);
        await _site.RunRequestsAsync();

        var request = await _site.NewestRequestAsync();
        Assert.Equal(RequestState.Done, request.State);
        var letter = Assert.Single(await _site.LettersAsync<RequestForControllerLetter>());
        Assert.Equal(("owner@example.com", "guest@example.com", "My surname is Ånäs, not Anas."), (letter.ToAddress, letter.RequesterAddress, letter.Wish));
        var page = await person.GetAsync("/privacy/requests/" + request.Reference);
        Assert.Contains("Example Ltd", page.TextOf("main"), StringComparison.Ordinal);
        Assert.Contains("on its way", page.TextOf("main"), StringComparison.Ordinal);
        Assert.Equal(1, await _site.InDatabaseAsync(db => db.RecipientNotices().CountAsync(n => n.RequestId == request.Id)));
        Assert.Equal(1, Assert.Single(await _site.LettersAsync<RequestCorrectedLetter>()).PassedOnTo);
    }

    [Fact]
    public async Task Where_nobody_holds_anything_the_person_is_told_so()
    {
        await _site.AskAsync("guest@example.com", Right.Rectification, further: new Dictionary<string, string> { ["Wish"] = "Anything" }, regime: Regime.Ccpa);
        await _site.ConfirmAsync("guest@example.com", _site.Visitor());

        await _site.RunRequestsAsync();

        Assert.Equal((Right.CcpaCorrect, RequestState.Done), await StateAsync());
        var letter = Assert.Single(await _site.LettersAsync<RequestCorrectedLetter>());
        Assert.Equal(((CorrectionField?)null, 0), (letter.Field, letter.PassedOnTo));
    }

    [Fact]
    public async Task The_form_asks_what_is_wrong_only_for_corrections()
    {
        var page = await _site.AskAsync("guest@example.com", Right.Rectification);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("Write what is wrong and what would be right.", page.TextOf(".error-summary"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_written_is_nowhere_in_clear_and_goes_when_the_request_comes_to_nothing()
    {
        await _site.AskAsync("guest@example.com", Right.Rectification, further: new Dictionary<string, string> { ["Wish"] = "planted canary" });
        var kept = await _site.InDatabaseAsync(db => db.Corrections().AsNoTracking().SingleAsync());
        Assert.DoesNotContain("planted", System.Text.Encoding.Latin1.GetString(kept.Content.Envelope), StringComparison.Ordinal);

        _site.Time.Advance(TimeSpan.FromHours(48));
        await _site.RunRequestsAsync();

        Assert.Equal(0, await _site.InDatabaseAsync(db => db.Corrections().CountAsync()));
    }

    private async Task<(Right, RequestState)> StateAsync()
    {
        var request = await _site.NewestRequestAsync();
        return (request.Right, request.State);
    }

    private static async Task<Page> CorrectAsync(PageVisitor visitor, string field, string wish)
    {
        var page = await visitor.SubmitAsync(await visitor.GetAsync(PrivacyRoutes.AccountDataCorrect), "#correct-form", new Dictionary<string, string>
        {
            ["Field"] = field,
            ["Wish"] = wish,
            ["Password"] = RequestSteps.Password,
        });
        Assert.Equal(HttpStatusCode.OK, page.Status);
        return page;
    }
}
