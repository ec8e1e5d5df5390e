using System.Net;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Consent;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Tests.Requests;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Consent;

/// <summary>The ledger's database fails under the running site: held by somebody else, without its table, overwritten.</summary>
public sealed class LedgerDownTests : IAsyncDisposable
{
    private static readonly string[] Pages = ["/", "/privacy", "/privacy/cookies", "/privacy/subprocessors", "/privacy/cookies/receipt"];

    private readonly TestSite _site = new();

    private string Database => Path.Combine(_site.DataFolder, "igsendmail.db");

    private string Spool => Path.Combine(_site.DataFolder, "consent-spool");

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task While_somebody_else_holds_the_file_a_withdrawal_is_honoured_meanwhile_and_recorded_later()
    {
        var visitor = _site.Visitor();
        await visitor.AnswerAsync("accept");
        await visitor.GetAsync("/privacy");
        await _site.PageViewsAsync();
        var held = await HoldAsync();

        var page = await visitor.ChooseAllAsync("reject").SoonAsync();

        Assert.Equal("Your choice is saved: optional cookies are off.", page.TextOf("#confirmation"));
        Assert.Equal(["consent"], visitor.CookieNames());
        Assert.Single(Directory.EnumerateFiles(Spool, "*.choice"));
        await AllPagesServeAsync(visitor);

        await held.DisposeAsync();
        await TakeInAsync();
        var records = await _site.RecordsAsync();
        Assert.Equal([ConsentKind.Granted, ConsentKind.Withdrawn], records.OrderBy(r => r.Kind).Select(r => r.Kind));
        Assert.Single(records.Select(r => r.ChainId).Distinct());
        Assert.All(await _site.PageViewsAsync(), v => Assert.Null(v.VisitorId));
        Assert.Empty(Directory.EnumerateFiles(Spool));
    }

    [Fact]
    public async Task While_it_is_held_nothing_new_is_allowed_and_the_visitor_reads_why()
    {
        var visitor = _site.Visitor();
        var asked = await visitor.GetAsync(ConsentVisitor.Settings);
        var held = await HoldAsync();

        var page = await visitor.SubmitAsync(asked, "#all", button: ConsentVisitor.Button("All", "accept")).SoonAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.Contains("nothing new is allowed", page.TextOf("[role=alert]"), StringComparison.Ordinal);
        Assert.Empty(visitor.CookieNames());
        Assert.False(Directory.Exists(Spool));
        await held.DisposeAsync();

        // What was under way when the visitor was told comes through all the same: then the ledger says that it was taken back.
        await Wait.UntilAsync(async () => (await _site.RecordsAsync()).Count >= 2, "the grant taken back");

        var chain = (await _site.RecordsAsync()).OrderBy(r => r.Kind).ToList();
        Assert.Equal([ConsentKind.Granted, ConsentKind.Withdrawn], chain.Select(r => r.Kind));
        Assert.Single(chain.Select(r => r.ChainId).Distinct());
        Assert.DoesNotContain(await _site.PageViewsAsync(), v => v.VisitorId is not null);
    }

    [Fact]
    public async Task Without_its_table_refusals_are_kept_and_grants_are_not_given()
    {
        var (refusing, granting) = (_site.Visitor(), _site.Visitor());
        await refusing.GetAsync("/");
        await ExecuteAsync("ALTER TABLE ConsentRecords RENAME TO Away");

        var refused = await refusing.AnswerAsync("reject").SoonAsync();
        Assert.Equal("Your choice is saved: optional cookies are off.", refused.TextOf("#confirmation"));
        Assert.Equal(["consent"], refusing.CookieNames());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await granting.AnswerAsync("accept")).Status);
        Assert.Empty(granting.CookieNames());
        var receipt = await granting.SubmitAsync(
            await granting.GetAsync(PrivacyRoutes.CookieReceipt), "#receipt-form", new Dictionary<string, string> { ["Code"] = "ABCD-EFGH-JKLM-NPQR-STUV" });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, receipt.Status);
        await AllPagesServeAsync(refusing);
        await TakeInAsync();
        Assert.Single(Directory.EnumerateFiles(Spool, "*.choice"));

        await ExecuteAsync("ALTER TABLE Away RENAME TO ConsentRecords");
        await TakeInAsync();
        var record = Assert.Single(await _site.RecordsAsync());
        Assert.Equal(ConsentKind.Refused, record.Kind);
        Assert.Equal(1, await _site.InDatabaseAsync(db => db.AuditEntries().CountAsync(e => e.Act == ConsentActs.Refused.Name)));
    }

    [Fact]
    public async Task On_an_overwritten_file_pages_serve_and_a_refusal_is_kept()
    {
        await _site.RegisterAsync("ada@example.com");
        var signedIn = await _site.SignedInAsync("ada@example.com");
        var visitor = _site.Visitor();
        await visitor.GetAsync("/");
        await OverwriteAsync();

        await AllPagesServeAsync(visitor);
        await AllPagesServeAsync(signedIn);
        foreach (var person in (PageVisitor[])[visitor, signedIn])
        {
            var page = await person.AnswerAsync("reject", "/privacy").SoonAsync();
            Assert.Equal("Your choice is saved: optional cookies are off.", page.TextOf("#confirmation"));
            Assert.Contains("consent", person.CookieNames());
        }

        Assert.Equal(2, Directory.EnumerateFiles(Spool, "*.choice").Count());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _site.Visitor().AnswerAsync("accept")).Status);
    }

    [Fact]
    public async Task Taking_less_back_is_honoured_too_and_no_longer_than_it_was_granted()
    {
        var visitor = _site.Visitor();
        await visitor.AnswerAsync("accept");
        _site.Time.Advance(TimeSpan.FromDays(100));
        await ExecuteAsync("ALTER TABLE ConsentRecords RENAME TO Away");

        await visitor.ChooseAsync("Analytics", "refuse");

        Assert.Equal(["consent"], visitor.CookieNames());
        var seal = await _site.Services.GetRequiredService<ConsentSeals>().GetAsync(CancellationToken.None);
        var choice = seal.ReadChoice(visitor.CookieValue("consent"))!.Value;
        Assert.Equal((false, true), (choice.Analytics, choice.Preference));
        Assert.Equal(_site.Time.GetUtcNow().AddDays(-100), choice.At);
        await ExecuteAsync("ALTER TABLE Away RENAME TO ConsentRecords");
        await TakeInAsync();
        Assert.Equal(ConsentKind.Changed, (await _site.RecordsAsync())[^1].Kind);
    }

    [Fact]
    public async Task A_kept_file_taken_in_twice_makes_one_record_and_a_broken_one_is_set_aside()
    {
        var visitor = _site.Visitor();
        await visitor.GetAsync("/");
        await ExecuteAsync("ALTER TABLE ConsentRecords RENAME TO Away");
        await visitor.AnswerAsync("reject");
        await _site.Visitor().AnswerAsync("reject");
        await ExecuteAsync("ALTER TABLE Away RENAME TO ConsentRecords");
        var files = Directory.EnumerateFiles(Spool).Order(StringComparer.Ordinal).ToList();
        // As if the process had been killed between the commit and the end of the file.
        var content = await File.ReadAllBytesAsync(files[0]);
        var broken = await File.ReadAllBytesAsync(files[1]);
        broken[^1] ^= 1;
        await File.WriteAllBytesAsync(files[1], broken);

        await TakeInAsync();
        await File.WriteAllBytesAsync(files[0], content);
        await TakeInAsync();

        Assert.Single(await _site.RecordsAsync());
        Assert.Equal([".unreadable"], Directory.EnumerateFiles(Spool).Select(Path.GetExtension));
    }

    [Fact]
    public async Task What_waits_on_the_disk_can_be_read_by_nobody_else()
    {
        var user = await _site.RegisterAsync("ada@example.com");
        var visitor = await _site.SignedInAsync("ada@example.com");
        await visitor.GetAsync("/");
        await ExecuteAsync("ALTER TABLE ConsentRecords RENAME TO Away");
        await visitor.AnswerAsync("reject", "/privacy");

        var kept = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Directory.EnumerateFiles(Spool).Single()));
        Assert.DoesNotContain(user.AccountId!.Value.ToString(), kept, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("May we use", kept, StringComparison.Ordinal);

        // Erased while it waited: the record stands, the link does not.
        await _site.Services.GetRequiredService<Vault>().DestroyKeyAsync(PersonKeys.Account.Of(user.AccountId.Value), CancellationToken.None);
        await ExecuteAsync("ALTER TABLE Away RENAME TO ConsentRecords");
        await TakeInAsync();
        Assert.Null(Assert.Single(await _site.RecordsAsync()).AccountId);
    }

    [Fact]
    public async Task What_waits_on_the_disk_is_handed_out_and_loses_its_account_when_that_is_erased()
    {
        var user = await _site.RegisterAsync("ada@example.com");
        var visitor = await _site.SignedInAsync("ada@example.com");
        await visitor.GetAsync("/");
        await ExecuteAsync("ALTER TABLE ConsentRecords RENAME TO Away");
        await visitor.AnswerAsync("reject", "/privacy");
        await ExecuteAsync("ALTER TABLE Away RENAME TO ConsentRecords");
        var store = _site.Services.GetRequiredService<DataMap>().Stores.Single(s => s.Description.Key == "ConsentSpool");
        var subject = DataSubject.Of(new Identifier(IdentifierKind.Account, user.AccountId!.Value));
        var stranger = DataSubject.Of(new Identifier(IdentifierKind.Account, user.Id));

        Assert.Equal((1L, 0L), (await store.LeftAsync(subject, default), await store.LeftAsync(stranger, default)));
        Assert.Single(await store.ReadAsync(subject, default).ToListAsync());
        var step = await _site.InDatabaseAsync(db => store.EraseAsync(db, new ErasureSlice(subject, 10), default));

        Assert.Equal((1L, true), (step.Changed, step.Done));
        Assert.Equal(0, await store.LeftAsync(subject, default));
        await TakeInAsync();
        Assert.Null(Assert.Single(await _site.RecordsAsync()).AccountId);
    }

    private Task TakeInAsync() => _site.Services.GetRequiredService<ConsentSpoolWork>().RunAsync(CancellationToken.None);

    private static async Task AllPagesServeAsync(PageVisitor visitor)
    {
        foreach (var path in Pages)
        {
            Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(path)).Status);
        }
    }

    /// <summary>Another program holds the only turn to write.</summary>
    private async Task<SqliteConnection> HoldAsync()
    {
        var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        await connection.OpenAsync();
        await using var begin = connection.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        await begin.ExecuteNonQueryAsync();
        return connection;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private async Task OverwriteAsync()
    {
        SqliteConnection.ClearAllPools();
        foreach (var file in Directory.EnumerateFiles(_site.DataFolder, "igsendmail.db*"))
        {
            await File.WriteAllBytesAsync(file, Enumerable.Repeat((byte)'x', 100_000).ToArray());
        }
    }
}
