using System.Net;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Requests;
using IGSendMail.Testing;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Tests.Requests;

/// <summary>An officer says no.</summary>
public sealed class RefusalTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task The_person_reads_the_reason_and_the_remedies_on_the_page_and_in_a_letter()
    {
        var person = _site.Visitor();
        var reference = await ConfirmedAsync("guest@example.com", person);
        var officer = await _site.OfficerAsync();

        var page = await RefuseAsync(officer, reference, nameof(RequestReason.UnfoundedOrExcessive));

        Assert.Equal("/officer/requests/" + reference, page.Path);
        Assert.Contains("The request is refused", page.Text, StringComparison.Ordinal);
        var request = await _site.ReadAsync(reference);
        Assert.Equal((RequestState.Refused, RequestReason.UnfoundedOrExcessive), (request.State, request.Reason!.Value));
        Assert.Null(request.Contact);
        Assert.Null(request.AddressHash);
        var seen = await person.GetAsync("/privacy/requests/" + reference);
        Assert.Contains("clearly unfounded", seen.Text, StringComparison.Ordinal);
        Assert.Contains("complain to your data protection authority, or go to court", seen.Text, StringComparison.Ordinal);
        var letter = Assert.Single(await _site.LettersAsync<RequestRefusedLetter>());
        Assert.Equal(("guest@example.com", RequestReason.UnfoundedOrExcessive), (letter.ToAddress, letter.Reason));
    }

    [Fact]
    public async Task The_letter_that_leaves_says_what_one_can_do_about_it()
    {
        var reference = await ConfirmedAsync("guest@example.com");
        await RefuseAsync(await _site.OfficerAsync(), reference, nameof(RequestReason.HarmsOthers));

        await _site.WorkAsync();

        var letters = Directory.EnumerateFiles(Path.Combine(_site.DataFolder, "mail"), "*.eml", SearchOption.AllDirectories)
            .Select(path => MimeKit.MimeMessage.Load(path).TextBody!).ToList();
        var refusal = Assert.Single(letters, l => l.Contains("harming the rights of other people", StringComparison.Ordinal));
        Assert.Contains("complain to your data protection authority or go to court", refusal, StringComparison.Ordinal);
        Assert.Equal(RequestState.Refused, (await _site.ReadAsync(reference)).State);
    }

    [Fact]
    public async Task It_is_entered_who_decided_and_why()
    {
        var reference = await ConfirmedAsync("guest@example.com");
        await RefuseAsync(await _site.OfficerAsync(), reference, nameof(RequestReason.IdentityNotShown));

        var entries = await _site.InDatabaseAsync(db => db.AuditEntries().AsNoTracking()
            .Where(e => e.Act == RequestActs.OfficerDecided.Name || e.Act == RequestActs.Refused.Name).ToListAsync());
        Assert.Equal(2, entries.Count);
        Assert.All(entries, e => Assert.Equal(nameof(AuditRole.Officer), e.Role));
        Assert.Equal(
            """{"decision":"Refused","reason":"IdentityNotShown"}""", entries.Single(e => e.Act == RequestActs.OfficerDecided.Name).Facts);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Nonsense")]
    [InlineData("17")]
    [InlineData(nameof(RequestReason.NotSignedInInTime))]
    public async Task Without_a_reason_of_an_officer_nothing_happens(string? reason)
    {
        var reference = await ConfirmedAsync("guest@example.com");
        var officer = await _site.OfficerAsync();

        var form = await officer.GetAsync($"/officer/requests/{reference}/refuse");
        var choice = form.Document.QuerySelector("#refuse-form input[type=radio]")!;
        choice.SetAttribute("value", reason ?? "");
        var page = await officer.SubmitAsync(
            form, "#refuse-form", reason is null ? null : new Dictionary<string, string> { ["Reason"] = reason });

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("Choose why the request is refused", page.TextOf(".error-summary"), StringComparison.Ordinal);
        Assert.Equal(RequestState.Received, (await _site.ReadAsync(reference)).State);
        Assert.Empty(await _site.LettersAsync<RequestRefusedLetter>());
    }

    [Fact]
    public async Task Once_it_is_answered_it_is_too_late()
    {
        var reference = await ConfirmedAsync("guest@example.com");
        var officer = await _site.OfficerAsync();
        var form = await officer.GetAsync($"/officer/requests/{reference}/refuse");
        await _site.RunRequestsAsync();

        var page = await officer.SubmitAsync(form, "#refuse-form", new Dictionary<string, string> { ["Reason"] = nameof(RequestReason.HarmsOthers) });

        Assert.Contains("Nothing was changed", page.Text, StringComparison.Ordinal);
        Assert.Equal(RequestState.Done, (await _site.ReadAsync(reference)).State);
        Assert.Empty(await _site.LettersAsync<RequestRefusedLetter>());
        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync($"/officer/requests/{reference}/refuse")).Status);
        Assert.DoesNotContain("Refuse this request", (await officer.GetAsync("/officer/requests/" + reference)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_erasure_that_has_begun_is_not_refused()
    {
        await _site.AskAsync("guest@example.com", Right.Erasure);
        await _site.ConfirmAsync("guest@example.com", _site.Visitor());
        var reference = (await _site.NewestRequestAsync()).Reference;
        var officer = await _site.OfficerAsync();
        var form = await officer.GetAsync($"/officer/requests/{reference}/refuse");
        await _site.RunRequestsAsync();

        await officer.SubmitAsync(form, "#refuse-form", new Dictionary<string, string> { ["Reason"] = nameof(RequestReason.HarmsOthers) });
        await _site.WorkAsync();

        Assert.Equal(RequestState.Done, (await _site.ReadAsync(reference)).State);
    }

    [Fact]
    public async Task A_request_that_nobody_confirmed_cannot_be_refused()
    {
        await _site.AskAsync("guest@example.com");
        var reference = (await _site.NewestRequestAsync()).Reference;

        Assert.Equal(HttpStatusCode.NotFound, (await (await _site.OfficerAsync()).GetAsync($"/officer/requests/{reference}/refuse")).Status);
    }

    [Fact]
    public async Task Only_officers_get_to_it()
    {
        var reference = await ConfirmedAsync("guest@example.com");
        await _site.RegisterAsync("ada@example.com");
        var path = $"/officer/requests/{reference}/refuse";

        Assert.StartsWith("/account/sign-in", (await _site.Visitor().GetAsync(path)).Path, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await _site.SignedInAsync("ada@example.com")).GetAsync(path)).Status);
    }

    private static async Task<Page> RefuseAsync(PageVisitor officer, string reference, string reason)
    {
        var detail = await officer.GetAsync("/officer/requests/" + reference);
        var link = detail.Document.QuerySelectorAll("a").Single(a => a.TextContent == "Refuse this request").GetAttribute("href")!;
        return await officer.SubmitAsync(
            await officer.GetAsync(link), "#refuse-form", new Dictionary<string, string> { ["Reason"] = reason });
    }

    private async Task<string> ConfirmedAsync(string address, PageVisitor? visitor = null)
    {
        await _site.AskAsync(address);
        var reference = (await _site.NewestRequestAsync()).Reference;
        await _site.ConfirmAsync(address, visitor ?? _site.Visitor());
        return reference;
    }
}
