using System.IO.Compression;
using System.Net;
using System.Text;
using IGSendMail.Platform.Accounts;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Requests;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Tests.Accounts;
using IGSendMail.Web.Tests.Identity;
using IGSendMail.Web.Tests.Requests;
using IGSendMail.Web.Tests.Retention;
using Microsoft.EntityFrameworkCore;
using static IGSendMail.Web.Tests.Audience.PeopleRequestSteps;

namespace IGSendMail.Web.Tests.Audience;

/// <summary>Requests that are passed on, and what stands in the way: a closed account, an unproved mailbox, a hold, age, an erasure.</summary>
public sealed class PeopleRequestLimitTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task A_cancelled_account_reads_and_says_nothing()
    {
        await _site.AskedAsync(Right.Erasure);
        var request = await _site.NewestRequestAsync();
        var owner = await _site.SignedInAsync(Owner);
        var before = await owner.GetAsync($"/lists/requests/{request.Id}");
        await _site.CancelAsync(await _site.AccountAsync());

        var page = await owner.GetAsync($"/lists/requests/{request.Id}");
        var posted = await owner.SubmitAsync(before, "#answer-form", new Dictionary<string, string> { ["Form.Answer"] = "Removed" });

        Assert.Contains("Your account is cancelled", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("#answer-form"));
        Assert.Equal(HttpStatusCode.BadRequest, posted.Status);
        Assert.Equal(1, await _site.InDatabaseAsync(db => db.Subscribers().CountAsync()));
    }

    [Fact]
    public async Task Who_has_not_confirmed_their_own_address_learns_of_nobody()
    {
        await _site.PlantRecipientAsync(Owner, Guest);
        var owner = await _site.SignedInAsync(Owner);
        await _site.InDatabaseAsync(db => db.Users().ExecuteUpdateAsync(set => set
            .SetProperty(u => u.UnconfirmedSince, _site.Time.GetUtcNow()).SetProperty(u => u.AddressConfirmedAt, (DateTimeOffset?)null)));
        await _site.AskAndConfirmAsync(Guest, Right.Erasure, _site.Visitor());
        await _site.RunRequestsAsync();
        var request = await _site.NewestRequestAsync();

        Assert.DoesNotContain(Guest, (await owner.GetAsync("/lists/requests")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await owner.GetAsync($"/lists/requests/{request.Id}")).Status);
        Assert.Equal(0, await _site.InDatabaseAsync(db => db.PassedRequests().CountAsync()));
    }

    [Fact]
    public async Task A_legal_hold_leaves_the_person_and_the_question()
    {
        await _site.AskedAsync(Right.Erasure);
        var request = await _site.NewestRequestAsync();
        var owner = await _site.SignedInAsync(Owner);
        await _site.HoldAsync(await _site.AccountAsync());

        var said = await owner.SayAsync(request, CustomerAnswer.Removed);

        Assert.Contains("A legal hold forbids to remove this person now", said.TextOf(".error-summary"), StringComparison.Ordinal);
        Assert.Equal(1, await _site.InDatabaseAsync(db => db.Subscribers().CountAsync()));
        Assert.Equal(HttpStatusCode.OK, (await owner.SayAsync(request, CustomerAnswer.Cannot, "A court forbids it.")).Status);
    }

    [Fact]
    public async Task Who_asked_goes_by_age_and_what_was_said_stays_as_long_as_the_request()
    {
        var person = await _site.AskedAsync(Right.Rectification);
        var request = await _site.NewestRequestAsync();
        await (await _site.SignedInAsync(Owner)).SayAsync(request, CustomerAnswer.Cannot, "We must keep bills.");
        _site.Time.Advance(TimeSpan.FromDays(121));

        await _site.RunRetentionAsync();

        Assert.Equal(0, await _site.InDatabaseAsync(db => db.PassedRequests().CountAsync()));
        var owner = await _site.SignedInAsync(Owner);
        var page = await owner.GetAsync($"/lists/requests/{request.Id}");
        Assert.Contains("deleted by age", page.TextOf("#facts"), StringComparison.Ordinal);
        Assert.Contains("You said that you cannot do it", page.TextOf("#answer"), StringComparison.Ordinal);
        Assert.DoesNotContain(Guest, page.Text + (await owner.GetAsync("/lists/requests")).Text, StringComparison.Ordinal);
        _site.Time.Advance(TimeSpan.FromDays(3 * 366));
        await _site.RunRetentionAsync();
        Assert.Equal(0, await _site.InDatabaseAsync(db => db.RecipientNotices().CountAsync()));
        Assert.NotNull(person);
    }

    [Fact]
    public async Task It_is_in_the_customers_copy_sealed_on_the_disk_and_gone_with_their_account()
    {
        await _site.AskedAsync(Right.Rectification);
        var request = await _site.NewestRequestAsync();
        var owner = await _site.SignedInAsync(Owner);
        await owner.SayAsync(request, CustomerAnswer.Cannot, "qzreasonkxvw");
        Assert.DoesNotContain("qzreasonkxvw", await _site.InDatabaseAsync(async db =>
            Encoding.Latin1.GetString((await db.PassedRequests().AsNoTracking().SingleAsync()).Content.Envelope)), StringComparison.Ordinal);

        var reference = await RequestSteps.AskForPackageAsync(owner, "Access");
        await _site.RunRequestsAsync();
        var download = await owner.GetAsync(PrivacyLinks.RequestDownload(reference));
        await using (var zip = new ZipArchive(new MemoryStream(download.Body)))
        {
            using var reader = new StreamReader(zip.Entries.Single(e => e.FullName.EndsWith("PassedRequest.json", StringComparison.Ordinal)).Open());
            var json = await reader.ReadToEndAsync();
            Assert.All([Guest, "qzreasonkxvw"], w => Assert.Contains(w, json, StringComparison.Ordinal));
        }

        await owner.SubmitAsync(
            await owner.GetAsync(PrivacyRoutes.AccountDataErase), "#erase-form", new Dictionary<string, string> { ["Password"] = RequestSteps.Password });
        await _site.WorkAsync();
        Assert.Equal(0, await _site.InDatabaseAsync(db => db.Accounts().CountAsync()));
        Assert.Equal(0, await _site.InDatabaseAsync(db => db.PassedRequests().CountAsync()));
    }
}
