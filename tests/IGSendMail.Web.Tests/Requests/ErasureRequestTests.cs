using System.Net;
using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Requests;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Tests.Requests;

/// <summary>Erasure, from the request to the receipt.</summary>
public sealed class ErasureRequestTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task A_person_without_account_is_erased_and_gets_a_receipt()
    {
        await _site.AskAsync("guest@example.com", Right.Erasure);
        var visitor = _site.Visitor();
        await _site.ConfirmAsync("guest@example.com", visitor);
        var reference = (await _site.NewestRequestAsync()).Reference;

        await _site.WorkAsync();

        var request = await _site.ReadAsync(reference);
        Assert.Equal(RequestState.Done, request.State);
        Assert.Null(request.Contact);
        Assert.Null(request.AddressHash);
        var page = await visitor.GetAsync("/privacy/requests/" + reference);
        Assert.Contains("Receipt", page.Text, StringComparison.Ordinal);
        Assert.Contains("11 CCR § 7101", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_is_not_done_before_the_last_step_of_its_erasure()
    {
        await _site.AskAsync("guest@example.com", Right.Erasure);
        await _site.ConfirmAsync("guest@example.com", _site.Visitor());

        await _site.RunRequestsAsync();
        await _site.RunRequestsAsync();

        Assert.Equal(RequestState.InProgress, (await _site.NewestRequestAsync()).State);
        Assert.Equal(1, await _site.InDatabaseAsync(db => db.ErasureRuns().CountAsync()));
    }

    [Fact]
    public async Task A_customer_reviews_then_deletes_everything()
    {
        var user = await _site.RegisterAsync("ada@example.com");
        var visitor = await _site.SignedInAsync("ada@example.com");
        var review = await visitor.GetAsync(PrivacyRoutes.AccountDataErase);
        Assert.Contains("Your account with us", review.Text, StringComparison.Ordinal);
        Assert.Contains("Nothing has been deleted yet", review.Text, StringComparison.Ordinal);

        var wrong = await visitor.SubmitAsync(review, "#erase-form", new Dictionary<string, string> { ["Password"] = "not the password" });
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Equal(0, await _site.InDatabaseAsync(db => db.DataSubjectRequests().CountAsync()));

        var page = await visitor.SubmitAsync(review, "#erase-form", new Dictionary<string, string> { ["Password"] = RequestSteps.Password });
        var reference = page.Url.AbsolutePath.Split('/')[^1];
        await _site.WorkAsync();

        Assert.Equal(RequestState.Done, (await _site.ReadAsync(reference)).State);
        Assert.False(await _site.InDatabaseAsync(db => db.Users().AnyAsync(u => u.AccountId == user.AccountId)));
        Assert.False(await _site.InDatabaseAsync(db => db.Accounts().AnyAsync(a => a.Id == user.AccountId)));
        var after = await visitor.GetAsync("/privacy/requests/" + reference);
        Assert.Contains("Receipt", after.Text, StringComparison.Ordinal);
        Assert.StartsWith("/account/sign-in", (await visitor.GetAsync(PrivacyRoutes.AccountData)).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_that_can_sign_in_is_not_erased_by_letter_alone()
    {
        await _site.RegisterAsync("ada@example.com");
        await _site.AskAsync("ada@example.com", Right.Erasure);
        var mailbox = _site.Visitor();

        var page = await _site.ConfirmAsync("ada@example.com", mailbox);
        await _site.WorkAsync();

        Assert.Contains("Sign in to go on", page.Text, StringComparison.Ordinal);
        var request = await _site.NewestRequestAsync();
        Assert.Equal(RequestState.AwaitingSignIn, request.State);
        Assert.Equal(1, await _site.InDatabaseAsync(db => db.Users().CountAsync()));
    }

    [Fact]
    public async Task It_goes_on_after_signing_in_and_a_review()
    {
        await _site.RegisterAsync("ada@example.com");
        await _site.AskAsync("ada@example.com", Right.Erasure);
        await _site.ConfirmAsync("ada@example.com", _site.Visitor());
        var reference = (await _site.NewestRequestAsync()).Reference;
        var visitor = await _site.SignedInAsync("ada@example.com");

        var data = await visitor.GetAsync(PrivacyRoutes.AccountData);
        Assert.Contains(reference, data.TextOf(".notice--attention"), StringComparison.Ordinal);
        var review = await visitor.GetAsync($"{PrivacyRoutes.AccountDataErase}?reference={reference}");
        await visitor.SubmitAsync(review, "#erase-form", new Dictionary<string, string> { ["Password"] = RequestSteps.Password });
        await _site.WorkAsync();

        Assert.Equal(RequestState.Done, (await _site.ReadAsync(reference)).State);
        Assert.Equal(1, await _site.InDatabaseAsync(db => db.DataSubjectRequests().CountAsync()));
        Assert.Equal(0, await _site.InDatabaseAsync(db => db.Users().CountAsync()));
    }

    [Fact]
    public async Task An_access_request_by_letter_goes_on_after_signing_in()
    {
        await _site.RegisterAsync("ada@example.com");
        await _site.AskAsync("ada@example.com");
        await _site.ConfirmAsync("ada@example.com", _site.Visitor());
        var reference = (await _site.NewestRequestAsync()).Reference;
        var visitor = await _site.SignedInAsync("ada@example.com");

        await visitor.SubmitAsync(
            await visitor.GetAsync(PrivacyRoutes.AccountData), ".continue-form",
            new Dictionary<string, string> { ["Password"] = RequestSteps.Password });
        await _site.RunRequestsAsync();

        Assert.Equal(RequestState.Done, (await _site.ReadAsync(reference)).State);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync($"/privacy/requests/{reference}/download")).Status);
    }

    [Fact]
    public async Task Another_customer_cannot_go_on_with_it()
    {
        await _site.RegisterAsync("ada@example.com");
        await _site.RegisterAsync("eve@example.com");
        await _site.AskAsync("ada@example.com", Right.Erasure);
        await _site.ConfirmAsync("ada@example.com", _site.Visitor());
        var reference = (await _site.NewestRequestAsync()).Reference;
        var eve = await _site.SignedInAsync("eve@example.com");

        var review = await eve.GetAsync($"{PrivacyRoutes.AccountDataErase}?reference={reference}");
        var page = await eve.SubmitAsync(review, "#erase-form", new Dictionary<string, string> { ["Password"] = RequestSteps.Password });

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Equal(RequestState.AwaitingSignIn, (await _site.ReadAsync(reference)).State);
        Assert.Equal(2, await _site.InDatabaseAsync(db => db.Users().CountAsync()));
    }

    [Fact]
    public async Task Who_never_signs_in_is_refused_with_reasons_before_the_last_lawful_day_ends()
    {
        await _site.RegisterAsync("ada@example.com");
        await _site.AskAsync("ada@example.com", Right.Erasure);
        await _site.ConfirmAsync("ada@example.com", _site.Visitor());
        var due = (await _site.NewestRequestAsync()).AnswerDue;
        _site.Time.Advance(TimeSpan.FromDays(29));
        await _site.RunRequestsAsync();
        Assert.Equal(RequestState.AwaitingSignIn, (await _site.NewestRequestAsync()).State);

        _site.Time.Advance(TimeSpan.FromDays(1));
        await _site.RunRequestsAsync();

        var request = await _site.NewestRequestAsync();
        Assert.Equal((RequestState.Refused, RequestReason.NotSignedInInTime), (request.State, request.Reason!.Value));
        Assert.True(request.ClosedAt < new DateTimeOffset(due.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(-5)));
        Assert.Equal("ada@example.com", Assert.Single(await _site.LettersAsync<RequestRefusedLetter>()).ToAddress);
    }

    [Fact]
    public async Task An_erasure_leaves_nothing_for_an_older_open_request_of_the_same_person()
    {
        await _site.AskAsync("guest@example.com");
        var older = (await _site.NewestRequestAsync()).Reference;
        _site.Time.Advance(TimeSpan.FromSeconds(1));
        await _site.AskAsync("guest@example.com", Right.Erasure);
        await _site.ConfirmAsync("guest@example.com", _site.Visitor());

        await _site.WorkAsync();
        _site.Time.Advance(TimeSpan.FromHours(49));
        await _site.WorkAsync();

        var request = await _site.ReadAsync(older);
        Assert.Equal(RequestState.Expired, request.State);
        Assert.Null(request.Contact);
    }
}
