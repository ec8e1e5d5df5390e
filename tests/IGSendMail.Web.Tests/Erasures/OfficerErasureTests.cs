using System.Net;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Requests;
using IGSendMail.Testing;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Tests.Erasures;

/// <summary>What officers see of deletions that wait for them, and what they do about it.</summary>
public sealed class OfficerErasureTests : IAsyncLifetime
{
    private ErasureCase _case = null!;

    public async Task InitializeAsync() => _case = await ErasureCase.StartAsync();

    public async Task DisposeAsync() => await _case.DisposeAsync();

    [Fact]
    public async Task The_plan_of_a_deletion_stands_on_its_page_with_counts_and_fingerprint()
    {
        var reference = await _case.AskAsync();
        await _case.Site.WorkAsync();

        var page = await (await _case.Site.OfficerAsync()).GetAsync("/officer/requests/" + reference);

        Assert.Contains("What was counted before anything changed", page.TextOf("main"), StringComparison.Ordinal);
        Assert.Contains("Deleted", page.TextOf("main"), StringComparison.Ordinal);
        Assert.Matches("[0-9a-f]{64}", page.TextOf("main")!.ToLowerInvariant());
        Assert.Null(page.Document.QuerySelector("#continue-form"));
    }

    [Fact]
    public async Task A_place_that_was_given_up_is_tried_again_by_one_button()
    {
        (_case.Place.Always, _case.Place.FaultsOnlyAt) = (PlaceBehaviour.Fault, "erase");
        var reference = await _case.AskAsync();
        for (var i = 0; i < 12; i++)
        {
            await _case.Site.WorkAsync();
            _case.Site.Time.Advance(TimeSpan.FromHours(8));
        }

        var officer = await _case.Site.OfficerAsync();
        var page = await officer.GetAsync("/officer/requests/" + reference);
        Assert.Contains("did not answer, 12 times by now", page.TextOf("main"), StringComparison.Ordinal);
        _case.Place.Always = PlaceBehaviour.Answer;
        var after = await officer.SubmitAsync(page, ".retry-form");
        await _case.Site.WorkAsync();

        Assert.Contains("is being tried again", after.Text, StringComparison.Ordinal);
        Assert.Equal(RequestState.Done, (await _case.Site.ReadAsync(reference)).State);
        Assert.Equal(HttpStatusCode.NotFound, (await officer.SubmitAsync(page, ".retry-form")).Status);
    }

    [Fact]
    public async Task A_deletion_whose_plan_never_stood_goes_on_when_an_officer_says_so()
    {
        var reference = await _case.AskAsync();
        await _case.Site.RunRequestsAsync();
        await _case.Site.InDatabaseAsync(async db =>
        {
            await db.WriteAsync(Storage.WriteUrgency.Interactive, async token =>
            {
                var run = await db.ErasureRuns().SingleAsync(token);
                (run.State, run.HaltedAt) = (ErasureState.Planned, _case.Site.Time.GetUtcNow());
            }, CancellationToken.None);
            return 0;
        });
        await _case.Site.WorkAsync();
        Assert.Equal(RequestState.InProgress, (await _case.Site.ReadAsync(reference)).State);

        var officer = await _case.Site.OfficerAsync();
        var page = await officer.GetAsync("/officer/requests/" + reference);
        await officer.SubmitAsync(page, "#continue-form");
        await _case.Site.WorkAsync();

        Assert.Equal(RequestState.Done, (await _case.Site.ReadAsync(reference)).State);
        Assert.Equal(HttpStatusCode.NotFound, (await officer.SubmitAsync(page, "#continue-form")).Status);
    }
}
