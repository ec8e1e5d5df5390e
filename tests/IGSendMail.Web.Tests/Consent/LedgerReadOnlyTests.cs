using System.Net;
using IGSendMail.Privacy.Consent;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Consent;

/// <summary>The ledger can be read, but takes no records, or not all.</summary>
public sealed class LedgerReadOnlyTests : IAsyncDisposable
{

    private readonly TestSite _site = new();

    private string Spool => Path.Combine(_site.DataFolder, "consent-spool");

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task A_consent_taken_back_by_code_is_honoured_at_once_survives_a_restart_and_is_written_down_later()
    {
        var first = _site.Visitor();
        var code = (await first.AnswerAsync("accept")).TextOf("#receipt strong")!;
        var views = (await _site.PageViewsAsync()).Count;
        var chain = (await _site.RecordsAsync()).Single().ChainId;
        _site.Time.Advance(TimeSpan.FromMinutes(1));
        await RefuseAsync("TRUE");
        var other = _site.Visitor();
        var history = await LookAsync(other, code);

        var page = await other.SubmitAsync(history, "#withdraw-form");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("is written down", page.TextOf("#honoured"), StringComparison.Ordinal);
        await first.GetAsync("/privacy");
        Assert.Equal(["consent"], first.CookieNames());
        Assert.Equal(views, (await _site.PageViewsAsync()).Count);
        // Once more: it says the same and keeps nothing twice.
        Assert.NotNull((await other.SubmitAsync(history, "#withdraw-form")).Document.QuerySelector("#honoured"));
        Assert.Null((await LookAsync(other, code)).Document.QuerySelector("#withdraw-form"));
        Assert.Single(Directory.EnumerateFiles(Spool));

        await using (var restarted = Restarted())
        {
            Assert.True(restarted.Services.GetRequiredService<ConsentRevocations>().Contains(chain));
        }

        await AllowAsync();
        await TakeInAsync(_site);
        Assert.Equal([ConsentKind.Granted, ConsentKind.Withdrawn], (await _site.RecordsAsync()).Select(r => r.Kind));
        Assert.All(await _site.PageViewsAsync(), v => Assert.Null(v.VisitorId));
        Assert.Empty(Directory.EnumerateFiles(Spool));
    }

    [Fact]
    public async Task Another_replica_that_cannot_write_either_learns_of_a_withdrawal_from_the_disk()
    {
        var visitor = _site.Visitor();
        await visitor.AnswerAsync("accept");
        var chain = (await _site.RecordsAsync()).Single().ChainId;
        await using var replica = Restarted();
        var there = replica.Services.GetRequiredService<ConsentRevocations>();
        await RefuseAsync("TRUE");
        await visitor.ChooseAllAsync("reject");
        Assert.False(there.Contains(chain));

        await TakeInAsync(replica);

        Assert.True(there.Contains(chain));
        Assert.Single(Directory.EnumerateFiles(Spool));
    }

    [Fact]
    public async Task A_grant_nobody_waited_for_is_taken_back_after_a_restart_if_not_before()
    {
        // The grant can be recorded, its end cannot.
        await _site.Visitor().GetAsync("/");
        await RefuseAsync("NEW.Analytics = 0");
        var groups = _site.Services.GetRequiredService<ConsentGroups>();
        var decision = ConsentDecision.Of(
            new ConsentChoice(true, false, _site.Time.GetUtcNow(), false, default), null, widens: true, ConsentKeys.New(_site.Time)) with
        {
            Text = ShownText.Of("en", "1", "May we?"),
        };
        using (await Gate.EnterAsync(WriteUrgency.Interactive, CancellationToken.None))
        {
            using var gone = new CancellationTokenSource();
            var turns = Gate.InteractiveTurns;
            var left = groups.RecordAsync(decision, gone.Token);
            // The group has to take it before its visitor leaves.
            await Wait.UntilAsync(() => Gate.InteractiveTurns > turns);
            await gone.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        }

        await Wait.UntilAsync(() => Directory.Exists(Spool) && Directory.EnumerateFiles(Spool, "*.choice").Any());
        await using var restarted = Restarted();
        Assert.True(restarted.Services.GetRequiredService<ConsentRevocations>().Contains(decision.ChainId));
        Assert.Equal(ConsentKind.Granted, Assert.Single(await _site.RecordsAsync()).Kind);
        await AllowAsync();
        await TakeInAsync(restarted);

        Assert.Equal([ConsentKind.Granted, ConsentKind.Withdrawn], (await _site.RecordsAsync()).OrderBy(r => r.Kind).Select(r => r.Kind));
    }

    [Fact]
    public async Task Neither_a_vault_nor_a_disk_that_went_away_keeps_anybody_from_refusing()
    {
        var (first, second) = (_site.Visitor(), _site.Visitor());
        await first.GetAsync("/");
        await RefuseAsync("TRUE");
        await ExecuteAsync(Path.Combine(_site.Folder, "vault", "vault.db"), "ALTER TABLE VaultSecrets RENAME TO Away");

        Assert.NotNull((await first.AnswerAsync("reject")).Document.QuerySelector("#receipt strong"));
        Assert.Single(Directory.EnumerateFiles(Spool, "*.choice"));

        // A file stands where the folder was.
        Directory.Delete(Spool, recursive: true);
        await File.WriteAllTextAsync(Spool, "");
        var page = await second.AnswerAsync("reject");
        Assert.Equal("Your choice is saved: optional cookies are off.", page.TextOf("#confirmation"));
        Assert.Equal(["consent"], second.CookieNames());
    }

    [Fact]
    public async Task A_file_that_cannot_be_opened_does_not_keep_those_behind_it_waiting()
    {
        await _site.Visitor().GetAsync("/");
        await RefuseAsync("TRUE");
        for (var i = 0; i < 3; i++)
        {
            await _site.Visitor().AnswerAsync("reject");
            _site.Time.Advance(TimeSpan.FromSeconds(1));
        }

        await AllowAsync();
        var oldest = Directory.EnumerateFiles(Spool).Order(StringComparer.Ordinal).First();
        await using (new FileStream(oldest, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            await TakeInAsync(_site);
            Assert.Equal(2, (await _site.RecordsAsync()).Count);
            Assert.Equal([oldest], Directory.EnumerateFiles(Spool));
        }

        await TakeInAsync(_site);
        Assert.Equal(3, (await _site.RecordsAsync()).Count);
        Assert.Empty(Directory.EnumerateFiles(Spool));
    }

    private static Task TakeInAsync(TestSite site) => site.Services.GetRequiredService<ConsentSpoolWork>().RunAsync(CancellationToken.None);

    private static async Task<Page> LookAsync(PageVisitor visitor, string code) => await visitor.SubmitAsync(
        await visitor.GetAsync(PrivacyRoutes.CookieReceipt), "#receipt-form", new Dictionary<string, string> { ["Code"] = code });

    private WriteGate Gate => _site.Services.GetRequiredService<WriteGate>();

    private TestSite Restarted() =>
        new TestSite().With("Data:Folder", _site.DataFolder).With("Vault:Folder", Path.Combine(_site.Folder, "vault"));

    private Task RefuseAsync(string when) => ExecuteAsync(
        Path.Combine(_site.DataFolder, "igsendmail.db"),
        $"CREATE TRIGGER Refusing BEFORE INSERT ON ConsentRecords WHEN {when} BEGIN SELECT RAISE(ABORT, 'not now'); END");

    private Task AllowAsync() => ExecuteAsync(Path.Combine(_site.DataFolder, "igsendmail.db"), "DROP TRIGGER Refusing");

    private static async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
