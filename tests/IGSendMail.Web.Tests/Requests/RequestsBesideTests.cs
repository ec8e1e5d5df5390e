using System.Net;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Requests;

/// <summary>A mailbox that has enough e-mails costs nobody a right: what is asked further waits, and any link leads to it.</summary>
public sealed class RequestsBesideTests : IAsyncDisposable
{
    private const string Mailbox = "flood@gut.example";

    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task A_fourth_request_sends_no_e_mail_is_stored_and_its_clock_runs()
    {
        var page = await FloodedAsync(Right.Erasure);

        Assert.Equal((HttpStatusCode.OK, PrivacyRoutes.RequestSent), (page.Status, page.Path));
        Assert.Contains("Your request is not lost", page.Text, StringComparison.Ordinal);
        Assert.Equal(3, (await _site.LettersAsync<RequestConfirmLetter>()).Count);
        var fourth = await _site.NewestRequestAsync();
        Assert.Equal((Right.Erasure, RequestState.AwaitingConfirmation), (fourth.Right, fourth.State));
        Assert.Equal(
            [RequestEventKind.Received, RequestEventKind.WaitsBeside],
            await _site.InDatabaseAsync(db => db.RequestEvents().Where(e => e.RequestId == fourth.Id).OrderBy(e => e.Id).Select(e => e.Kind).ToListAsync()));
    }

    [Fact]
    public async Task The_page_behind_any_link_offers_it_and_one_press_confirms_it()
    {
        await FloodedAsync(Right.Erasure);
        var fourth = await _site.NewestRequestAsync();
        var visitor = _site.Visitor();
        var page = await _site.ConfirmAsync(Mailbox, visitor);

        Assert.Contains(fourth.Reference, page.TextOf("#beside"), StringComparison.Ordinal);
        var after = await visitor.SubmitAsync(page, FormOf(fourth));

        Assert.Equal(HttpStatusCode.OK, after.Status);
        Assert.Equal(PrivacyLinks.Request(fourth.Reference), after.Path);
        Assert.Contains("On the page of another request from the same mailbox.", after.Text, StringComparison.Ordinal);
        Assert.Equal(RequestState.Received, (await _site.ReadAsync(fourth.Reference)).State);
        Assert.Contains(await _site.LettersAsync<RequestReceivedLetter>(), l => l.Reference == fourth.Reference);

        await _site.WorkAsync();
        Assert.Equal(RequestState.Done, (await _site.ReadAsync(fourth.Reference)).State);
    }

    [Fact]
    public async Task What_the_person_did_not_ask_for_is_dropped_with_its_address_and_nothing_is_sent()
    {
        await FloodedAsync(Right.Erasure);
        var fourth = await _site.NewestRequestAsync();
        var visitor = _site.Visitor();
        var page = await _site.ConfirmAsync(Mailbox, visitor);

        var after = await visitor.SubmitAsync(page, FormOf(fourth), button: FormOf(fourth) + " button[formaction]");

        Assert.Contains("is dropped", after.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(fourth.Reference, after.Text, StringComparison.Ordinal);
        var dropped = await _site.ReadAsync(fourth.Reference);
        Assert.Equal((RequestState.Withdrawn, null, null), (dropped.State, dropped.Contact, dropped.AddressHash));
        Assert.Empty(await _site.LettersAsync<RequestWithdrawnLetter>());
    }

    [Fact]
    public async Task The_same_asked_again_waits_once_and_what_differs_waits_beside_it()
    {
        await FloodedAsync(Right.Erasure);
        await _site.AskAsync(Mailbox, Right.Erasure);
        await _site.AskAsync(Mailbox, Right.Access);
        await _site.AskAsync(Mailbox, Right.Erasure, regime: Regime.Ccpa);

        Assert.Equal(5, await _site.InDatabaseAsync(db => db.DataSubjectRequests().CountAsync()));
        Assert.Equal(3, (await _site.LettersAsync<RequestConfirmLetter>()).Count);
    }

    [Fact]
    public async Task Corrections_differ_in_their_words_and_so_many_wait()
    {
        await FloodedAsync(Right.Portability);
        for (var i = 0; i < RequestsBeside.MostCorrections + 2; i++)
        {
            await CorrectionAsync($"My name is wrong, number {i}");
        }

        Assert.Equal(RequestsBeside.MostCorrections, await _site.InDatabaseAsync(
            db => db.DataSubjectRequests().CountAsync(r => r.Right == Right.Rectification)));
        var page = await _site.ConfirmAsync(Mailbox, _site.Visitor());
        Assert.Contains("My name is wrong, number 0", page.TextOf("#beside"), StringComparison.Ordinal);
        Assert.Contains("My name is wrong, number 9", page.TextOf("#beside"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_else_confirms_or_drops_it()
    {
        await FloodedAsync(Right.Erasure);
        var fourth = await _site.NewestRequestAsync();
        var (reader, other) = (_site.Visitor(), _site.Visitor());
        var mine = await _site.ConfirmAsync(Mailbox, reader);
        await _site.AskAsync("other@gut.example");
        var theirs = await _site.ConfirmAsync("other@gut.example", other);
        Assert.Null(theirs.Document.QuerySelector("#beside"));

        // The form as it stands on the right page, sent by somebody who has shown another mailbox: under their own request, and under this one.
        foreach (var action in new[]
        {
            PrivacyLinks.ConfirmBeside(ReferenceOf(theirs)), PrivacyLinks.DropBeside(ReferenceOf(theirs)),
            PrivacyLinks.ConfirmBeside(ReferenceOf(mine)), PrivacyLinks.DropBeside(ReferenceOf(mine)),
        })
        {
            using var form = new FormUrlEncodedContent(
            [
                new("__RequestVerificationToken", theirs.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!),
                new("Beside", fourth.Reference),
            ]);
            using var answer = await other.Client.PostAsync(new Uri(action, UriKind.Relative), form);
            Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
            Assert.Equal(RequestState.AwaitingConfirmation, (await _site.ReadAsync(fourth.Reference)).State);
        }
    }

    [Fact]
    public async Task What_waits_without_an_e_mail_waits_longer_when_it_is_asked_for_again()
    {
        await FloodedAsync(Right.Erasure);
        _site.Time.Advance(TimeSpan.FromHours(40));
        await _site.AskAsync(Mailbox, Right.Erasure);
        var fourth = await _site.NewestRequestAsync();
        _site.Time.Advance(TimeSpan.FromHours(9));
        await _site.InScopeAsync(services => services.GetRequiredService<Outbox>().DeliverDueAsync(CancellationToken.None));
        await _site.RunRequestsAsync();
        await _site.AskAsync(Mailbox);

        var page = await _site.ConfirmAsync(Mailbox, _site.Visitor());
        Assert.Contains(fourth.Reference, page.TextOf("#beside"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task E_mails_to_the_mailbox_with_plus_signs_do_not_keep_the_plain_address_from_its_link()
    {
        for (var i = 0; i < 5; i++)
        {
            await _site.AskAsync($"flood+{i}@gut.example", Right.Erasure);
        }

        await _site.AskAsync(Mailbox, Right.Erasure);
        await _site.AskAsync(Mailbox, Right.Portability);

        Assert.Single(await _site.LettersAsync<RequestConfirmLetter>(), l => l.ToAddress == Mailbox);
        Assert.Equal(4, (await _site.LettersAsync<RequestConfirmLetter>()).Count);
        var page = await _site.ConfirmAsync(Mailbox, _site.Visitor());
        Assert.Contains("Your erasure request", page.Text, StringComparison.Ordinal);
        Assert.Contains((await _site.NewestRequestAsync()).Reference, page.TextOf("#beside"), StringComparison.Ordinal);
        Assert.DoesNotContain("ER-", page.TextOf("#beside"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_ends_after_48_hours_and_its_address_goes()
    {
        await FloodedAsync(Right.Erasure);
        var fourth = await _site.NewestRequestAsync();
        _site.Time.Advance(RequestToken.ValidFor);
        await _site.RunRequestsAsync();

        var ended = await _site.ReadAsync(fourth.Reference);
        Assert.Equal((RequestState.Expired, null, null), (ended.State, ended.Contact, ended.AddressHash));
    }

    [Fact]
    public async Task Of_an_address_that_signs_in_it_waits_for_that_after_the_press()
    {
        await _site.RegisterAsync(Mailbox);
        await FloodedAsync(Right.Erasure);
        var fourth = await _site.NewestRequestAsync();
        var visitor = _site.Visitor();
        var page = await _site.ConfirmAsync(Mailbox, visitor);

        await visitor.SubmitAsync(page, FormOf(fourth));

        Assert.Equal(RequestState.AwaitingSignIn, (await _site.ReadAsync(fourth.Reference)).State);
        var signedIn = await _site.SignedInAsync(Mailbox);
        Assert.Contains(fourth.Reference, (await signedIn.GetAsync(PrivacyRoutes.AccountData)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sixteen_presses_at_once_confirm_once()
    {
        await FloodedAsync(Right.Erasure);
        var fourth = await _site.NewestRequestAsync();
        var visitor = _site.Visitor();
        var page = await _site.ConfirmAsync(Mailbox, visitor);

        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => visitor.SubmitAsync(page, FormOf(fourth))));

        Assert.Equal(1, await _site.InDatabaseAsync(db => db.RequestEvents().CountAsync(
            e => e.RequestId == fourth.Id && e.Kind == RequestEventKind.ConfirmedBeside)));
        Assert.Single(await _site.LettersAsync<RequestReceivedLetter>(), l => l.Reference == fourth.Reference);
    }

    /// <summary>Three requests of rights that are not this one, each with an e-mail, and this one behind them.</summary>
    private async Task<Page> FloodedAsync(Right right)
    {
        await _site.AskAsync(Mailbox);
        await _site.AskAsync(Mailbox, Right.Portability);
        await _site.AskAsync(Mailbox);
        return right == Right.Rectification ? await CorrectionAsync("My name is wrong") : await _site.AskAsync(Mailbox, right);
    }

    private Task<Page> CorrectionAsync(string wish) =>
        _site.AskAsync(Mailbox, Right.Rectification, further: new Dictionary<string, string> { ["Wish"] = wish });

    private static string FormOf(DataSubjectRequest request) => $"#beside-{request.Reference} form";

    private static string ReferenceOf(Page page) => page.Path.Split('/')[^1];
}
