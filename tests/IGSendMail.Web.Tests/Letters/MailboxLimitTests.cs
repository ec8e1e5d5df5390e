using System.Net;
using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.Requests;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using IGSendMail.Web.Tests.Accounts;
using IGSendMail.Web.Tests.Identity;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Tests.Letters;

/// <summary>What follows a plus sign makes no other mailbox where e-mails are counted, and another person everywhere else. One form is one request.</summary>
public sealed class MailboxLimitTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Ten_requests_for_ten_tags_of_one_mailbox_send_three_e_mails_and_the_page_is_the_same_for_all()
    {
        var pages = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            pages.Add((await _site.AskAsync($"plus+{i}@victim.example")).TextOf("main")!);
        }

        Assert.Single(pages.Distinct(StringComparer.Ordinal));
        Assert.Equal(MailboxLimits.Most, (await _site.LettersAsync<RequestConfirmLetter>()).Count);
        await _site.AskAsync("another@victim.example");
        Assert.Equal(MailboxLimits.Most + 1, (await _site.LettersAsync<RequestConfirmLetter>()).Count);
    }

    [Fact]
    public async Task Whoever_shows_the_mailbox_may_go_on_asking()
    {
        for (var i = 0; i < 5; i++)
        {
            await _site.AskAsync("plus+1@victim.example");
        }

        await _site.ConfirmAsync("plus+1@victim.example", _site.Visitor());
        await _site.AskAsync("plus+2@victim.example");

        Assert.Single(await _site.LettersAsync<RequestConfirmLetter>(), l => l.ToAddress == "plus+2@victim.example");
    }

    [Fact]
    public async Task After_two_quiet_days_the_mailbox_takes_e_mails_again()
    {
        for (var i = 0; i < 5; i++)
        {
            await _site.AskAsync("ada@example.org");
        }

        _site.Time.Advance(MailboxLimits.Quiet + TimeSpan.FromMinutes(1));
        await _site.AskAsync("ada@example.org");

        Assert.Equal(MailboxLimits.Most + 1, (await _site.LettersAsync<RequestConfirmLetter>()).Count);
    }

    [Fact]
    public async Task Ten_accounts_for_ten_tags_send_three_e_mails_and_open_no_more_accounts_than_that()
    {
        var ends = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            ends.Add((await _site.Visitor().RegisterAsync(Customer.Registration($"plus+{i}@victim.example"))).Path);
        }

        Assert.Equal(3, (await _site.LettersAsync<ConfirmAddressLetter>()).Count);
        Assert.Equal(3, await _site.InDatabaseAsync(db => db.Users().CountAsync()));
        Assert.Equal(7, ends.Count(path => path == SiteRoutes.CheckMail));
    }

    [Fact]
    public async Task Two_tags_are_two_people_who_sign_in_each_with_their_own()
    {
        await _site.SquatAsync("plus+1@victim.example");
        await _site.SquatAsync("plus+2@victim.example");

        Assert.NotEqual(
            Assert.Single(await _site.UsersAsync("plus+1@victim.example")).Id, Assert.Single(await _site.UsersAsync("plus+2@victim.example")).Id);
        Assert.Equal(HttpStatusCode.BadRequest, (await _site.Visitor().SignInAsync("plus@victim.example")).Status);
    }

    [Fact]
    public async Task Eight_presses_of_one_form_are_one_request_and_one_e_mail_and_a_fresh_form_is_another()
    {
        var visitor = _site.Visitor();
        var form = await visitor.GetAsync(PrivacyRoutes.NewRequest);
        var fields = new Dictionary<string, string> { ["Right"] = nameof(Right.Access), ["Region"] = nameof(Regime.Gdpr), ["Email"] = "ada@example.org" };

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => visitor.SubmitAsync(form, "#request-form", fields)));

        Assert.Equal(1, await _site.InDatabaseAsync(db => db.DataSubjectRequests().CountAsync()));
        var letter = Assert.Single(await _site.LettersAsync<RequestConfirmLetter>());
        await visitor.SubmitAsync(await visitor.GetAsync(PrivacyRoutes.NewRequest), "#request-form", fields);
        Assert.Equal(2, await _site.InDatabaseAsync(db => db.DataSubjectRequests().CountAsync()));
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(RequestSteps.LinkOf(letter))).Status);
    }
}
