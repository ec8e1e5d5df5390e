using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Consent;
using IGSendMail.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Consent;

/// <summary>A grant ends by itself after 183 days, and the ledger says so once.</summary>
public sealed class ExpiryTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task The_end_of_a_grant_is_recorded_once_with_its_audit_entry()
    {
        await _site.Visitor().AnswerAsync("accept");
        await _site.Visitor().AnswerAsync("reject");

        _site.Time.Advance(ConsentChoice.ValidFor - TimeSpan.FromSeconds(1));
        await RunAsync();
        Assert.Equal(2, (await _site.RecordsAsync()).Count);
        _site.Time.Advance(TimeSpan.FromSeconds(1));
        await RunAsync();
        await RunAsync();
        _site.Time.Advance(TimeSpan.FromDays(30));
        await RunAsync();

        var records = await _site.RecordsAsync();
        var grant = records.Single(r => r.Kind == ConsentKind.Granted);
        var expired = records.Single(r => r.Kind == ConsentKind.Expired);
        Assert.Equal(3, records.Count);
        Assert.Equal((grant.ChainId, grant.ReceiptHash, grant.ValidUntil), (expired.ChainId, expired.ReceiptHash, expired.At));
        Assert.False(expired.Analytics || expired.Preference);
        Assert.Equal(1, await _site.InDatabaseAsync(db => db.AuditEntries().CountAsync(e => e.Act == ConsentActs.Expired.Name)));
    }

    [Fact]
    public async Task Only_the_newest_grant_of_a_chain_ends_and_a_withdrawn_one_does_not()
    {
        var (changing, leaving) = (_site.Visitor(), _site.Visitor());
        await changing.AnswerAsync("accept");
        await leaving.AnswerAsync("accept");
        // In the same second.
        await leaving.ChooseAllAsync("reject");
        _site.Time.Advance(TimeSpan.FromDays(100));
        await changing.ChooseAsync("Preference", "refuse");

        _site.Time.Advance(TimeSpan.FromDays(100));
        await RunAsync();
        Assert.DoesNotContain(await _site.RecordsAsync(), r => r.Kind == ConsentKind.Expired);
        _site.Time.Advance(TimeSpan.FromDays(83));
        await RunAsync();

        var expired = Assert.Single(await _site.RecordsAsync(), r => r.Kind == ConsentKind.Expired);
        Assert.Equal((await _site.RecordsAsync()).Single(r => r.Kind == ConsentKind.Changed).ChainId, expired.ChainId);
    }

    [Fact]
    public async Task More_ends_than_fit_a_slice_are_all_recorded()
    {
        var groups = _site.Services.GetRequiredService<ConsentGroups>();
        groups.Patience = TimeSpan.FromMinutes(1);
        var words = ShownText.Of("en", "1", "May we?");
        await Task.WhenAll(Enumerable.Range(0, 450).Select(i => groups.RecordAsync(
            ConsentDecision.Of(
                new ConsentChoice(true, false, _site.Time.GetUtcNow().AddSeconds(i / 200), false, default), null, widens: true, ConsentKeys.New(_site.Time))
                with
            { Text = words },
            CancellationToken.None)));
        _site.Time.Advance(TimeSpan.FromDays(190));

        await RunAsync();
        await RunAsync();

        Assert.Equal(450, (await _site.RecordsAsync()).Count(r => r.Kind == ConsentKind.Expired));
    }

    [Fact]
    public async Task What_was_counted_while_the_grant_held_stays()
    {
        var visitor = _site.Visitor();
        await visitor.AnswerAsync("accept");
        await visitor.GetAsync("/privacy");
        var before = await _site.PageViewsAsync();
        Assert.NotEmpty(before);

        _site.Time.Advance(TimeSpan.FromDays(190));
        await RunAsync();

        Assert.Equal(before.Select(v => (v.Id, v.VisitorId)), (await _site.PageViewsAsync()).Select(v => (v.Id, v.VisitorId)));
    }

    [Fact]
    public async Task What_was_counted_and_not_written_yet_when_the_grant_ended_stays_too()
    {
        var visitor = _site.Visitor();
        await visitor.AnswerAsync("accept");
        await visitor.GetAsync("/privacy");

        _site.Time.Advance(TimeSpan.FromDays(190));
        await RunAsync();

        var views = await _site.PageViewsAsync();
        Assert.Equal(2, views.Count);
        Assert.All(views, v => Assert.NotNull(v.VisitorId));
    }

    private Task RunAsync() => _site.Services.GetRequiredService<ConsentExpiries>().RunAsync(CancellationToken.None);
}
