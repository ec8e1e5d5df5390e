using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Consent;
using IGSendMail.Testing;
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

    [Theory]
    [InlineData("en", false)]
    [InlineData("de", false)]
    [InlineData("fr", true)]
    [InlineData("es", true)]
    public async Task Any_record_is_replayed_as_the_page_that_was_shown(string language, bool signal)
    {
        var visitor = _site.Visitor();
        visitor.Headers["Accept-Language"] = language;
        if (signal)
        {
            visitor.Headers["Sec-GPC"] = "1";
        }

        foreach (var (path, form, around) in new[] { ("/privacy", "#consent", "#consent"), (ConsentVisitor.Settings, "#all", "main") })
        {
            var before = (await _site.RecordsAsync()).Select(r => r.Id).ToHashSet();
            var page = await visitor.GetAsync(path);
            var shown = WordsIn(page.Document.QuerySelector(around)!);
            await visitor.SubmitAsync(page, form, button: ConsentVisitor.Button("All", "reject"));
            var record = (await _site.RecordsAsync()).Single(r => !before.Contains(r.Id));
            var text = await _site.InDatabaseAsync(db => db.ConsentTexts().SingleAsync(t => t.Hash == record.TextHash));
            var kept = text.Replay()!;

            Assert.Equal(language, kept.Locale);
            Assert.All(kept.Content.Split('\n'), line => Assert.Contains(line, shown, StringComparison.Ordinal));
            // The other way round: what the page says around its forms is in the record.
            Assert.All(
                page.Document.QuerySelector(around)!.QuerySelectorAll("h1, .lead, strong, .notice > p, section:not([aria-labelledby=appearance]) button, #consent button, #consent h2, td, th")
                    .Select(e => Folded(e.TextContent)),
                words => Assert.Contains(words, Folded(kept.Content), StringComparison.Ordinal));
        }
    }

    private static string WordsIn(AngleSharp.Dom.IElement part) => Folded(part.TextContent);

    private static string Folded(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

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
            [ConsentActs.Granted.Name, ConsentActs.Changed.Name, ConsentActs.Withdrawn.Name, ConsentActs.Refused.Name],
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
