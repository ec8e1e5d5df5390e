using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Consent;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Consent;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Consent;

/// <summary>What stands in the ledger after people chose on real pages.</summary>
public sealed class LedgerTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public LedgerTests() => _site.Time.AutoAdvanceAmount = TimeSpan.FromSeconds(1);

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Any_record_is_replayed_word_for_word()
    {
        await _site.Visitor().AnswerAsync("accept");
        await _site.Visitor().ChooseAsync("Preference", "allow");

        var records = await _site.RecordsAsync();
        var texts = await _site.InDatabaseAsync(db => db.ConsentTexts().ToDictionaryAsync(t => t.Hash, StringComparer.Ordinal));
        var notices = _site.Services.GetRequiredService<ConsentNotices>();

        Assert.Equal(notices.In("en").Banner.Text, texts[records[0].TextHash!].Replay());
        Assert.Equal(notices.In("en").Settings.Text, texts[records[1].TextHash!].Replay());
        Assert.Contains("May we use two kinds of optional cookies?", texts[records[0].TextHash!].Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_is_kept_once_however_many_choose_on_it()
    {
        for (var i = 0; i < 5; i++)
        {
            await _site.Visitor().AnswerAsync(i % 2 == 0 ? "accept" : "reject");
        }

        var text = Assert.Single(await _site.InDatabaseAsync(db => db.ConsentTexts().ToListAsync()));
        Assert.All(await _site.RecordsAsync(), r => Assert.Equal(text.Hash, r.TextHash));
        Assert.Equal("en", text.Locale);
    }

    [Fact]
    public async Task A_text_that_somebody_changed_proves_nothing()
    {
        await _site.Visitor().AnswerAsync("accept");
        await _site.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync("UPDATE ConsentTexts SET Content = replace(Content, 'optional', 'tasty')"));

        Assert.Null((await _site.InDatabaseAsync(db => db.ConsentTexts().SingleAsync())).Replay());
    }

    [Fact]
    public async Task A_chain_runs_from_the_first_grant_over_changes_to_the_withdrawal()
    {
        var visitor = _site.Visitor();
        await visitor.AnswerAsync("accept");
        await visitor.ChooseAsync("Preference", "refuse");
        await visitor.ChooseAsync("Analytics", "refuse");
        await visitor.ChooseAsync("Analytics", "allow");

        var records = await _site.RecordsAsync();
        Assert.Equal(
            [ConsentKind.Granted, ConsentKind.Changed, ConsentKind.Withdrawn, ConsentKind.Granted], records.Select(r => r.Kind));
        Assert.Single(records.Take(3).Select(r => r.ChainId).Distinct());
        Assert.Single(records.Take(3).Select(r => r.ReceiptHash).Distinct());
        Assert.NotEqual(records[0].ChainId, records[3].ChainId);
        Assert.NotEqual(records[0].ReceiptHash, records[3].ReceiptHash);
    }

    [Fact]
    public async Task Refusals_stand_alone_and_the_browser_carries_no_id()
    {
        var (one, two) = (_site.Visitor(), _site.Visitor());
        await one.AnswerAsync("reject");
        await one.ChooseAsync("Analytics", "refuse");
        await two.AnswerAsync("reject");

        var records = await _site.RecordsAsync();
        Assert.All(records, r => Assert.Equal(ConsentKind.Refused, r.Kind));
        Assert.Equal(3, records.Select(r => r.ChainId).Distinct().Count());
        Assert.Equal(3, records.Select(r => r.ReceiptHash).Distinct().Count());
        Assert.Equal(["consent"], one.CookieNames());
        Assert.Equal(40, one.CookieValue("consent")!.Length);
    }

    [Fact]
    public async Task A_grant_has_at_most_64_characters_and_its_chain_in_the_cookie()
    {
        var visitor = _site.Visitor();
        await visitor.AnswerAsync("accept");

        var seal = await _site.Services.GetRequiredService<ConsentSeals>().GetAsync(CancellationToken.None);
        var value = visitor.CookieValue("consent")!;
        Assert.InRange(value.Length, 41, 64);
        Assert.Equal((await _site.RecordsAsync()).Single().ChainId, seal.ReadChoice(value)!.Value.Chain);
    }

    [Fact]
    public async Task Every_record_has_its_entry_in_the_audit_trail()
    {
        var visitor = _site.Visitor();
        await visitor.AnswerAsync("accept");
        await visitor.ChooseAsync("Preference", "refuse");
        await visitor.ChooseAsync("Analytics", "refuse");
        await _site.Visitor().AnswerAsync("reject");

        var acts = await _site.InDatabaseAsync(db => db.AuditEntries().OrderBy(e => e.At).Select(e => e.Act).ToListAsync());
        Assert.Equal(
            [nameof(AuditAct.ConsentGranted), nameof(AuditAct.ConsentChanged), nameof(AuditAct.ConsentWithdrawn), nameof(AuditAct.ConsentRefused)],
            acts.Where(a => a.StartsWith("Consent", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_choice_of_somebody_signed_in_is_linked_to_their_account_and_a_strangers_is_not()
    {
        var user = await _site.RegisterAsync("ada@example.com");
        await (await _site.SignedInAsync("ada@example.com")).AnswerAsync("accept", "/privacy");
        await _site.Visitor().AnswerAsync("accept");

        Assert.Equal([user.AccountId, null], (await _site.RecordsAsync()).Select(r => r.AccountId));
    }
}
