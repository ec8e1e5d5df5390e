using System.IO.Compression;
using IGSendMail.Platform.Accounts;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace IGSendMail.Web.Tests.Requests;

/// <summary>Somebody with an account is on the list of another customer too: whoever shows a mailbox gets the same with and without account.</summary>
public sealed class OtherHolderTests : IAsyncDisposable
{
    private const string Address = "bothways@nord.example";

    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_copy_names_the_customers_who_hold_the_address(bool hasAccount)
    {
        await PlantAsync("Kontor Nord");
        var visitor = await AskedAsync(Right.Access, hasAccount);
        var reference = (await _site.NewestRequestAsync()).Reference;

        var download = await visitor.GetAsync($"/privacy/requests/{reference}/download");

        using var zip = new ZipArchive(new MemoryStream(download.Body));
        await using var index = zip.GetEntry("index.html")!.Open();
        using var text = new StreamReader(index);
        Assert.Contains("Kontor Nord", await text.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_deletion_nothing_says_that_all_is_deleted_while_another_customer_has_the_address(bool hasAccount)
    {
        await PlantAsync("Kontor Nord");
        var visitor = await AskedAsync(Right.Erasure, hasAccount);
        var reference = (await _site.NewestRequestAsync()).Reference;

        var page = await visitor.GetAsync("/privacy/requests/" + reference);

        Assert.Equal(RequestState.Done, (await _site.ReadAsync(reference)).State);
        Assert.Contains("Done here, passed on to others", page.TextOf(".page-head"), StringComparison.Ordinal);
        Assert.Contains("Kontor Nord had your e-mail address on a list when you asked, and decides about it. We passed your request on on 10 November 2026.", page.TextOf("#outcome"), StringComparison.Ordinal);
        Assert.Contains("Kontor Nord", page.TextOf("main"), StringComparison.Ordinal);
        var told = Assert.Single(Mail(), m => m.To.Mailboxes.Single().Address == "kontor-nord@customers.example"
            && m.TextBody!.Contains(Address, StringComparison.Ordinal));
        Assert.Contains("What they ask for: " + Right.Erasure.Words(), told.TextBody!, StringComparison.Ordinal);
        var last = Mail().Where(m => m.To.Mailboxes.Single().Address == Address).Single(m => m.Subject!.Contains("receipt", StringComparison.Ordinal));
        Assert.StartsWith("We deleted what we hold; others still have your address", last.Subject!, StringComparison.Ordinal);
        Assert.Contains("Kontor Nord, a customer of ours, still has your e-mail address on a list and decides about it. We passed your request on to them on 10 November 2026.",
            last.TextBody!.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.DoesNotContain("done: your data is deleted", last.TextBody!, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(1, await _site.InDatabaseAsync(db => db.Subscribers().CountAsync()));
    }

    [Fact]
    public async Task The_review_before_a_deletion_names_them_and_says_what_it_does_not_reach()
    {
        await PlantAsync("Kontor Nord");
        await _site.RegisterAsync(Address);

        var review = await (await _site.SignedInAsync(Address)).GetAsync(PrivacyRoutes.AccountDataErase);

        Assert.Contains("Kontor Nord", review.TextOf("#others"), StringComparison.Ordinal);
        Assert.Contains("What they have is not deleted by us", review.TextOf("#others"), StringComparison.Ordinal);
        Assert.Contains("One customer of ours", review.TextOf("#sums"), StringComparison.Ordinal);
        Assert.DoesNotContain("your lists go with it", review.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ones_own_address_on_ones_own_list_is_nobody_elses_and_goes_with_the_account()
    {
        var user = await _site.RegisterAsync(Address);
        await UploadAsync(user.AccountId!.Value);
        var visitor = await _site.SignedInAsync(Address);
        var review = await visitor.GetAsync(PrivacyRoutes.AccountDataErase);
        Assert.Null(review.Document.QuerySelector("#others"));
        Assert.Contains("No customer of ours", review.TextOf("#sums"), StringComparison.Ordinal);
        Assert.Contains("Your account closes at once, and your lists go with it.", review.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("a customer of ours who decides", review.Text, StringComparison.Ordinal);

        await EraseAsync(visitor, PrivacyRoutes.AccountDataErase);

        Assert.Equal(0, await _site.InDatabaseAsync(db => db.Subscribers().CountAsync()));
        Assert.Equal(0, await _site.InDatabaseAsync(db => db.RecipientNotices().CountAsync()));
        Assert.StartsWith("Your data is deleted", Mail().Single(m => m.Subject!.Contains("receipt", StringComparison.Ordinal)).Subject!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_holder_who_never_showed_the_mailbox_learns_of_no_list_and_nobody_is_told()
    {
        await PlantAsync("Kontor Nord");
        var squatter = await UnprovedAsync();

        var review = await squatter.GetAsync(PrivacyRoutes.AccountDataErase);
        Assert.DoesNotContain("Kontor Nord", review.Text, StringComparison.Ordinal);
        await EraseAsync(squatter, PrivacyRoutes.AccountDataErase);

        Assert.Equal(0, await _site.InDatabaseAsync(db => db.RecipientNotices().CountAsync()));
        Assert.DoesNotContain(Mail(), m => m.TextBody!.Contains("Kontor Nord", StringComparison.Ordinal) && m.To.Mailboxes.Single().Address == Address);
    }

    [Fact]
    public async Task A_correction_of_an_account_is_told_to_those_who_hold_the_address_with_what_it_is_about()
    {
        await PlantAsync("Kontor Nord");
        await _site.RegisterAsync(Address);
        var visitor = await _site.SignedInAsync(Address);
        var page = await visitor.SubmitAsync(await visitor.GetAsync(PrivacyRoutes.AccountDataCorrect), "#correct-form", new Dictionary<string, string>
        {
            ["Field"] = "Name",
            ["Wish"] = "Ada Ånäs",
            ["Password"] = RequestSteps.Password,
        });
        await _site.WorkAsync();

        var told = Assert.Single(Mail(), m => m.To.Mailboxes.Single().Address == "kontor-nord@customers.example"
            && m.TextBody!.Contains(Address, StringComparison.Ordinal));
        Assert.Contains("My name: Ada Ånäs", told.TextBody!, StringComparison.Ordinal);
        var seen = await visitor.GetAsync(page.Path);
        Assert.Contains("What stood with us is corrected", seen.TextOf("#outcome"), StringComparison.Ordinal);
        Assert.Contains("Kontor Nord", seen.TextOf("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_correction_that_others_decide_about_is_passed_on_and_not_called_done()
    {
        await PlantAsync("Kontor Nord");
        var visitor = _site.Visitor();
        await _site.AskAsync(Address, Right.Rectification, visitor, Regime.Gdpr, new Dictionary<string, string> { ["Wish"] = "It is Ånäs." });
        var page = await _site.ConfirmAsync(Address, visitor);
        await _site.WorkAsync();

        var seen = await visitor.GetAsync(page.Path);

        Assert.Contains("Passed on", seen.TextOf(".page-head"), StringComparison.Ordinal);
        Assert.DoesNotContain("Answered in full", seen.Text, StringComparison.Ordinal);
        Assert.Contains("We passed your request on to one customer of ours, who decides about it.", seen.TextOf("#outcome"), StringComparison.Ordinal);
        Assert.Contains(Mail(), m => m.Subject!.StartsWith("We passed your request", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_request_by_mail_that_waits_goes_with_the_account_of_its_person()
    {
        await _site.RegisterAsync(Address);
        var mailbox = _site.Visitor();
        await _site.AskAsync(Address, Right.Access, mailbox);
        await _site.ConfirmAsync(Address, mailbox);
        var waiting = await _site.NewestRequestAsync();
        Assert.Equal(RequestState.AwaitingSignIn, waiting.State);

        await EraseAsync(await _site.SignedInAsync(Address), PrivacyRoutes.AccountDataErase);
        await _site.WorkAsync();

        var after = await _site.ReadAsync(waiting.Reference);
        Assert.Null(after.Contact);
        Assert.Null(after.AddressHash);
        Assert.Equal((RequestState.Refused, RequestReason.ErasedMeanwhile), (after.State, after.Reason));
        Assert.DoesNotContain(Mail(), m => m.Subject!.StartsWith("Your data is ready", StringComparison.Ordinal));
    }

    private async Task<PageVisitor> AskedAsync(Right right, bool hasAccount)
    {
        var visitor = _site.Visitor();
        if (hasAccount)
        {
            await _site.RegisterAsync(Address);
        }

        await _site.AskAsync(Address, right, visitor);
        var page = await _site.ConfirmAsync(Address, visitor);
        await WorkAsync();
        if (hasAccount)
        {
            var reference = page.Path.Split('/')[^1];
            visitor = await _site.SignedInAsync(Address);
            if (right == Right.Erasure)
            {
                await EraseAsync(visitor, $"{PrivacyRoutes.AccountDataErase}?reference={reference}");
            }
            else
            {
                await visitor.SubmitAsync(
                    await visitor.GetAsync(PrivacyRoutes.AccountData), ".continue-form", new Dictionary<string, string> { ["Password"] = RequestSteps.Password });
            }

            await _site.WorkAsync();
        }

        return visitor;
    }

    private async Task EraseAsync(PageVisitor visitor, string path)
    {
        await visitor.SubmitAsync(await visitor.GetAsync(path), "#erase-form", new Dictionary<string, string> { ["Password"] = RequestSteps.Password });
        await WorkAsync();
    }

    /// <summary>As it goes in a site at work: what is passed on has left before the deletion ends.</summary>
    private async Task WorkAsync()
    {
        await _site.RunRequestsAsync();
        await _site.InScopeAsync(services => services.GetRequiredService<Outbox>().DeliverDueAsync(CancellationToken.None));
        await _site.WorkAsync();
    }

    private async Task PlantAsync(string company)
    {
        var account = await _site.InScopeAsync(async services => (await services.GetRequiredService<Registration>().RegisterAsync(
            new NewAccount(
                "Nora Nord", EmailAddress.Of("kontor-nord@customers.example"), company, RequestSteps.Password,
                services.GetRequiredService<Privacy.Policy.PolicyShelf>().Snapshot().InForce.Version)
            { NeedsNoProof = true },
            CancellationToken.None))!.AccountId!.Value);
        await UploadAsync(account);
    }

    private Task UploadAsync(Guid account) => _site.InScopeAsync(async services =>
    {
        using var file = new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"email,name\r\n{Address},Somebody\r\n"));
        await services.UploadAsync(account, "Readers", file);
        await services.GetRequiredService<ImportWork>().RunAsync(CancellationToken.None);
    });

    private async Task<PageVisitor> UnprovedAsync()
    {
        await _site.RegisterAsync(Address);
        await _site.InDatabaseAsync(db => db.Users().Where(u => u.AddressConfirmedAt != null && u.CreatedAt == db.Users().Max(n => n.CreatedAt))
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.AddressConfirmedAt, (DateTimeOffset?)null)));
        return await _site.SignedInAsync(Address);
    }

    private List<MimeMessage> Mail() => [.. _site.Sent().Select(s => s.Letter)];
}
