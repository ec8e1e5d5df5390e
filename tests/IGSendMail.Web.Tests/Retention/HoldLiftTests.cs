using System.Net;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Holds;
using IGSendMail.Privacy.Requests;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Officer;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Tests.Retention;

/// <summary>A hold is lifted with a reason, and an hour later: what waited for it cannot be brought back.</summary>
public sealed class HoldLiftTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task For_an_hour_it_holds_and_can_be_kept()
    {
        await _site.AskAsync("guest@example.com", Right.Erasure);
        var officer = await HoldingAsync();
        await _site.ConfirmAsync("guest@example.com", _site.Visitor());

        var ordered = await officer.OrderLiftAsync();
        _site.Time.Advance(HoldLifts.ThinkAgain - TimeSpan.FromSeconds(1));
        await _site.RunHoldLiftsAsync();
        await _site.WorkAsync();
        Assert.Contains("Is lifted after", ordered.TextOf("table"), StringComparison.Ordinal);
        Assert.Equal(RequestState.Received, (await _site.NewestRequestAsync()).State);

        var kept = await officer.SubmitAsync(await officer.GetAsync(PrivacyRoutes.OfficerHolds), ".keep-form");
        Assert.Contains("The hold stays.", kept.Text, StringComparison.Ordinal);
        Assert.Contains("cannot be kept any more", (await officer.SubmitAsync(ordered, ".keep-form")).Text, StringComparison.Ordinal);
        _site.Time.Advance(TimeSpan.FromDays(1));
        await _site.RunHoldLiftsAsync();
        await _site.WorkAsync();
        Assert.Equal(RequestState.Received, (await _site.NewestRequestAsync()).State);

        await _site.LiftHoldAsync(await _site.SignedInAsync("olga@example.com"));
        await _site.WorkAsync();
        Assert.Equal(RequestState.Done, (await _site.NewestRequestAsync()).State);
    }

    [Theory]
    [InlineData("", "true", "Choose why the hold is lifted.")]
    [InlineData("Nonsense", "true", "Choose why the hold is lifted.")]
    [InlineData("MatterEnded", "", "Confirm that what waits for this hold is deleted afterwards.")]
    public async Task Without_a_reason_and_the_tick_nothing_is_lifted(string reason, string understood, string message)
    {
        var officer = await HoldingAsync();
        var page = await LiftPageAsync(officer);

        using var form = new FormUrlEncodedContent(
        [
            new("__RequestVerificationToken", page.Document.QuerySelector("#lift-form input[name=__RequestVerificationToken]")!.GetAttribute("value")!),
            new("Reason", reason), new("Understood", understood),
        ]);
        using var answer = await officer.Client.PostAsync(new Uri(page.Path, UriKind.Relative), form);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(message, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Null(await _site.InDatabaseAsync(db => db.LegalHolds().Select(h => h.LiftsAt).SingleAsync()));
    }

    [Fact]
    public async Task Ordered_sixteen_times_at_once_it_is_ordered_once()
    {
        var officer = await HoldingAsync();
        var page = await LiftPageAsync(officer);

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => officer.SubmitAsync(
            page, "#lift-form", new Dictionary<string, string> { ["Reason"] = nameof(LiftReason.MatterEnded), ["Understood"] = "true" })));

        Assert.All(answers, a => Assert.True(a.Status is HttpStatusCode.OK or HttpStatusCode.NotFound));
        Assert.Equal(1, await _site.InDatabaseAsync(db => db.AuditEntries().CountAsync(e => e.Act == HoldActs.LiftOrdered.Name)));
    }

    [Fact]
    public async Task Only_officers_lift_and_keep()
    {
        var officer = await HoldingAsync();
        var page = await LiftPageAsync(officer);
        await _site.RegisterAsync("ada@example.com");

        foreach (var visitor in new[] { _site.Visitor(), await _site.SignedInAsync("ada@example.com") })
        {
            var seen = await visitor.GetAsync(page.Path);
            Assert.NotEqual((HttpStatusCode.OK, page.Path), (seen.Status, seen.Path));
            await visitor.SubmitAsync(page, "#lift-form", new Dictionary<string, string> { ["Reason"] = nameof(LiftReason.MatterEnded), ["Understood"] = "true" });
            Assert.Null(await _site.InDatabaseAsync(db => db.LegalHolds().Select(h => h.LiftsAt).SingleAsync()));
        }
    }

    private async Task<PageVisitor> HoldingAsync()
    {
        var officer = await _site.OfficerAsync();
        await officer.SubmitAsync(await officer.GetAsync(PrivacyRoutes.OfficerHolds), "#hold-form", new Dictionary<string, string>
        {
            ["About"] = HoldForm.Person,
            ["Address"] = "guest@example.com",
            ["Reason"] = nameof(HoldReason.LegalClaim),
            ["CaseNumber"] = "2026-117",
            ["ReviewOn"] = "2027-01-01",
        });
        return officer;
    }

    private static async Task<Page> LiftPageAsync(PageVisitor officer) => await officer.GetAsync(
        (await officer.GetAsync(PrivacyRoutes.OfficerHolds)).Document.QuerySelector(".lift-link")!.GetAttribute("href")!);
}
