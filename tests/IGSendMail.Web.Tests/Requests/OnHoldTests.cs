using IGSendMail.Privacy.Holds;
using IGSendMail.Privacy.Requests;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Officer;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Tests.Requests;

/// <summary>A deletion that a legal hold keeps waiting says so, to its person and to the officer.</summary>
public sealed class OnHoldTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Both_see_what_it_waits_for_until_the_hold_is_lifted(bool hasAccount)
    {
        const string address = "held@example.com";
        var officer = await _site.OfficerAsync();
        await officer.SubmitAsync(await officer.GetAsync(PrivacyRoutes.OfficerHolds), "#hold-form", new Dictionary<string, string>
        {
            ["About"] = HoldForm.Person,
            ["Address"] = address,
            ["Reason"] = nameof(HoldReason.LegalClaim),
            ["CaseNumber"] = "C-1",
            ["ReviewOn"] = "2026-12-01",
        });
        var (visitor, reference) = await AskAsync(address, hasAccount);

        var page = await visitor.GetAsync("/privacy/requests/" + reference);
        Assert.Contains("Waiting: a legal claim.", page.TextOf("#on-hold"), StringComparison.Ordinal);
        Assert.Contains("Waiting: a legal claim.", (await officer.GetAsync("/officer/requests/" + reference)).TextOf("#on-hold"), StringComparison.Ordinal);
        Assert.Equal(RequestState.Received, (await _site.ReadAsync(reference)).State);

        await _site.LiftHoldAsync(officer);
        await _site.WorkAsync();

        page = await visitor.GetAsync("/privacy/requests/" + reference);
        Assert.Null(page.Document.QuerySelector("#on-hold"));
        Assert.Equal(RequestState.Done, (await _site.ReadAsync(reference)).State);
    }

    [Fact]
    public async Task A_copy_waits_for_no_hold_and_says_nothing_of_one()
    {
        var officer = await _site.OfficerAsync();
        await officer.SubmitAsync(await officer.GetAsync(PrivacyRoutes.OfficerHolds), "#hold-form", new Dictionary<string, string>
        {
            ["About"] = HoldForm.Person,
            ["Address"] = "held@example.com",
            ["Reason"] = nameof(HoldReason.LegalClaim),
            ["CaseNumber"] = "C-1",
            ["ReviewOn"] = "2026-12-01",
        });
        var visitor = _site.Visitor();
        await _site.AskAsync("held@example.com", Right.Access, visitor);
        var page = await _site.ConfirmAsync("held@example.com", visitor);

        Assert.Null(page.Document.QuerySelector("#on-hold"));
        await _site.WorkAsync();
        Assert.Equal(RequestState.Done, (await _site.NewestRequestAsync()).State);
    }

    private async Task<(PageVisitor Visitor, string Reference)> AskAsync(string address, bool hasAccount)
    {
        if (!hasAccount)
        {
            var stranger = _site.Visitor();
            await _site.AskAsync(address, Right.Erasure, stranger);
            var confirmed = await _site.ConfirmAsync(address, stranger);
            await _site.WorkAsync();
            return (stranger, confirmed.Path.Split('/')[^1]);
        }

        await _site.RegisterAsync(address);
        var visitor = await _site.SignedInAsync(address);
        var page = await visitor.SubmitAsync(
            await visitor.GetAsync(PrivacyRoutes.AccountDataErase), "#erase-form", new Dictionary<string, string> { ["Password"] = RequestSteps.Password });
        await _site.WorkAsync();
        return (visitor, page.Path.Split('/')[^1]);
    }
}
