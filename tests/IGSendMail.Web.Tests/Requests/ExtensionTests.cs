using System.Net;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using IGSendMail.Testing;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Tests.Requests;

/// <summary>An officer takes more time.</summary>
public sealed class ExtensionTests : IAsyncDisposable
{
    private const string Address = "guest@example.com";
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData(Regime.Gdpr, "2027-02-10")]
    [InlineData(Regime.Ccpa, "2027-02-07")]
    public async Task The_person_is_told_why_and_the_page_says_extended(Regime regime, string day)
    {
        var person = _site.Visitor();
        var reference = await ConfirmedAsync(person, regime);
        var first = (await _site.ReadAsync(reference)).AnswerDue;

        var page = await ExtendAsync(await _site.OfficerAsync(), reference, nameof(ExtensionReason.Complex));

        Assert.Contains("The deadline is extended", page.Text, StringComparison.Ordinal);
        var request = await _site.ReadAsync(reference);
        var extended = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal((first, extended, ExtensionReason.Complex), (request.ExtendedFrom, request.AnswerDue, request.ExtensionReason));
        var letter = Assert.Single(await _site.LettersAsync<RequestExtendedLetter>());
        Assert.Equal((Address, first, extended), (letter.ToAddress, letter.FirstDue, letter.AnswerDue));
        var seen = await person.GetAsync("/privacy/requests/" + reference);
        Assert.Contains("Extended", seen.TextOf(".clock"), StringComparison.Ordinal);
        Assert.Contains("it was extended from 10 December 2026, because the request is complex", seen.TextOf(".clock"), StringComparison.Ordinal);
        Assert.Contains("More time", seen.TextOf(".timeline"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_entered_who_extended_and_why()
    {
        var reference = await ConfirmedAsync(_site.Visitor());
        await ExtendAsync(await _site.OfficerAsync(), reference, nameof(ExtensionReason.ManyRequests));

        var entries = await _site.InDatabaseAsync(db => db.AuditEntries().AsNoTracking()
            .Where(e => e.Act == RequestActs.OfficerDecided.Name || e.Act == RequestActs.Extended.Name).ToListAsync());
        Assert.Equal(2, entries.Count);
        Assert.All(entries, e => Assert.Equal(nameof(AuditRole.Officer), e.Role));
        Assert.Equal(
            """{"decision":"Extended","reason":"ManyRequests"}""", entries.Single(e => e.Act == RequestActs.OfficerDecided.Name).Facts);
    }

    [Fact]
    public async Task It_is_done_once()
    {
        var reference = await ConfirmedAsync(_site.Visitor());
        var officer = await _site.OfficerAsync();
        var form = await officer.GetAsync($"/officer/requests/{reference}/extend");
        await ExtendAsync(officer, reference, nameof(ExtensionReason.Complex));
        var extended = (await _site.ReadAsync(reference)).AnswerDue;

        var again = await officer.SubmitAsync(form, "#extend-form", new Dictionary<string, string> { ["Reason"] = nameof(ExtensionReason.Complex) });

        Assert.Contains("Nothing was changed", again.Text, StringComparison.Ordinal);
        Assert.Equal(extended, (await _site.ReadAsync(reference)).AnswerDue);
        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync($"/officer/requests/{reference}/extend")).Status);
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(31, false)]
    public async Task It_is_possible_until_the_first_deadline_and_no_longer(int days, bool possible)
    {
        var reference = await ConfirmedAsync(_site.Visitor());
        _site.Time.Advance(TimeSpan.FromDays(days));
        var officer = await _site.OfficerAsync();

        Assert.Equal(
            possible ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await officer.GetAsync($"/officer/requests/{reference}/extend")).Status);
        Assert.Equal(possible, (await officer.GetAsync("/officer/requests/" + reference)).Text.Contains("Take more time", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_notice_that_does_not_leave_before_the_first_deadline_makes_it_void()
    {
        var reference = await ConfirmedAsync(_site.Visitor(), Regime.Gdpr, Right.Access);
        await ExtendAsync(await _site.OfficerAsync(), reference, nameof(ExtensionReason.Complex));
        // The relay is down: nothing leaves the outbox. The clock passes the first deadline.
        _site.Time.Advance(TimeSpan.FromDays(31));
        await _site.LeaveToOfficerAsync();

        await _site.RunRequestsAsync();

        var request = await _site.ReadAsync(reference);
        Assert.Equal(new DateOnly(2026, 12, 10), request.AnswerDue);
        Assert.Null(request.ExtendedFrom);
        Assert.Contains(await EventsAsync(request.Id), e => e == RequestEventKind.ExtensionLapsed);
    }

    [Fact]
    public async Task A_notice_that_left_in_time_makes_it_count()
    {
        var reference = await ConfirmedAsync(_site.Visitor());
        await ExtendAsync(await _site.OfficerAsync(), reference, nameof(ExtensionReason.Complex));
        await _site.InScopeAsync(s => Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions
            .GetRequiredService<Outbox>(s).DeliverDueAsync(CancellationToken.None));
        _site.Time.Advance(TimeSpan.FromDays(31));
        await _site.LeaveToOfficerAsync();

        await _site.RunRequestsAsync();

        Assert.Equal(new DateOnly(2027, 2, 10), (await _site.ReadAsync(reference)).AnswerDue);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Nonsense")]
    [InlineData("17")]
    public async Task Without_a_reason_nothing_happens(string? reason)
    {
        var reference = await ConfirmedAsync(_site.Visitor());
        var officer = await _site.OfficerAsync();
        var form = await officer.GetAsync($"/officer/requests/{reference}/extend");
        form.Document.QuerySelector("#extend-form input[type=radio]")!.SetAttribute("value", reason ?? "");

        var page = await officer.SubmitAsync(
            form, "#extend-form", reason is null ? null : new Dictionary<string, string> { ["Reason"] = reason });

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("Choose why it takes longer", page.TextOf(".error-summary"), StringComparison.Ordinal);
        Assert.Null((await _site.ReadAsync(reference)).ExtendedFrom);
    }

    [Fact]
    public async Task Only_officers_get_to_it()
    {
        var reference = await ConfirmedAsync(_site.Visitor());
        await _site.RegisterAsync("ada@example.com");
        var path = $"/officer/requests/{reference}/extend";

        Assert.StartsWith("/account/sign-in", (await _site.Visitor().GetAsync(path)).Path, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await _site.SignedInAsync("ada@example.com")).GetAsync(path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await _site.OfficerAsync()).GetAsync("/officer/requests/AC-ZZZZ-ZZZZ/extend")).Status);
    }

    private Task<List<RequestEventKind>> EventsAsync(Guid id) => _site.InDatabaseAsync(db =>
        db.RequestEvents().Where(e => e.RequestId == id).Select(e => e.Kind).ToListAsync());

    private static async Task<Page> ExtendAsync(PageVisitor officer, string reference, string reason)
    {
        var detail = await officer.GetAsync("/officer/requests/" + reference);
        var link = detail.Document.QuerySelectorAll("a").Single(a => a.TextContent.StartsWith("Take more time", StringComparison.Ordinal));
        return await officer.SubmitAsync(
            await officer.GetAsync(link.GetAttribute("href")!), "#extend-form", new Dictionary<string, string> { ["Reason"] = reason });
    }

    private async Task<string> ConfirmedAsync(PageVisitor person, Regime regime = Regime.Gdpr, Right right = Right.Access)
    {
        await _site.AskAsync(Address, right, person, regime);
        var reference = (await _site.NewestRequestAsync()).Reference;
        await _site.ConfirmAsync(Address, person);
        return reference;
    }
}
