using System.Data.Common;
using IGSendMail.Privacy.Consent;
using IGSendMail.Storage;
using IGSendMail.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Consent;

/// <summary>Many choices at once, on a real file.</summary>
public sealed class GroupCommitTests : IAsyncDisposable
{
    private static readonly ShownText Words = ShownText.Of("en", "1", "May we?", "Yes", "No");

    private readonly CommitCounter _commits = new();
    private readonly TestSite _site;

    public GroupCommitTests()
    {
        _site = new TestSite().WithServices(services =>
            services.ConfigureDbContext<IGSendMailContext>(options => options.AddInterceptors(_commits)));
        // A busy machine must not look like a ledger that is away.
        Groups.Patience = TimeSpan.FromMinutes(1);
    }

    private ConsentGroups Groups => _site.Services.GetRequiredService<ConsentGroups>();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Choices_that_come_together_are_committed_together_and_each_once()
    {
        await Groups.RecordAsync(Decision(grants: false), CancellationToken.None);
        await _site.InDatabaseAsync(db => db.ConsentRecords().ExecuteDeleteAsync());
        _commits.Count = 0;
        var decisions = Enumerable.Range(0, 1_000).Select(i => Decision(grants: i % 2 == 0)).ToList();

        var records = await Task.WhenAll(decisions.Select(d => Groups.RecordAsync(d, CancellationToken.None)));

        Assert.Equal(decisions.Select(d => d.RecordId), records.Select(r => r.Id));
        Assert.Equal(
            decisions.Select(d => d.RecordId).Order(), (await _site.RecordsAsync()).Select(r => r.Id).Order());
        Assert.InRange(_commits.Count, 1, 100);
    }

    [Fact]
    public async Task A_choice_that_comes_alone_waits_for_no_timer()
    {
        // The clock of the site stands still: whatever waited for it would wait for ever.
        await Groups.RecordAsync(Decision(grants: true), CancellationToken.None).SoonAsync();

        Assert.Single(await _site.RecordsAsync());
    }

    [Fact]
    public async Task A_choice_that_cannot_be_recorded_does_not_fail_the_others()
    {
        using var turn = await Gate.EnterAsync(WriteUrgency.Interactive, CancellationToken.None);
        // The first one goes ahead alone; what comes while it waits for its turn makes a group.
        var first = await TakenAsync(() => Groups.RecordAsync(Decision(grants: false), CancellationToken.None));
        var good = Enumerable.Range(0, 20).Select(_ => Groups.RecordAsync(Decision(grants: true), CancellationToken.None)).ToList();
        // No policy was in force in 1970.
        var bad = Groups.RecordAsync(Decision(grants: false, at: DateTimeOffset.UnixEpoch), CancellationToken.None);
        good.AddRange(Enumerable.Range(0, 20).Select(_ => Groups.RecordAsync(Decision(grants: true), CancellationToken.None)));

        turn.Dispose();
        await Assert.ThrowsAsync<InvalidOperationException>(() => bad);
        await Task.WhenAll([first, .. good]);

        Assert.Equal(41, (await _site.RecordsAsync()).Count);
    }

    [Fact]
    public async Task A_request_that_is_broken_off_takes_no_other_with_it()
    {
        using var turn = await Gate.EnterAsync(WriteUrgency.Interactive, CancellationToken.None);
        var first = await TakenAsync(() => Groups.RecordAsync(Decision(grants: false), CancellationToken.None));
        using var gone = new CancellationTokenSource();
        var others = Enumerable.Range(0, 10).Select(_ => Groups.RecordAsync(Decision(grants: false), CancellationToken.None)).ToList();
        var left = Groups.RecordAsync(Decision(grants: true), gone.Token);

        await gone.CancelAsync();
        turn.Dispose();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        await Task.WhenAll([first, .. others]);

        Assert.DoesNotContain(await _site.RecordsAsync(), r => r.Analytics);
    }

    [Fact]
    public async Task A_grant_that_nobody_waited_for_any_more_is_taken_back_in_the_ledger()
    {
        using var turn = await Gate.EnterAsync(WriteUrgency.Interactive, CancellationToken.None);
        using var gone = new CancellationTokenSource();
        var decision = Decision(grants: true);
        var left = await TakenAsync(() => Groups.RecordAsync(decision, gone.Token));
        await gone.CancelAsync();
        turn.Dispose();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);

        // Whatever comes next is recorded after it.
        await Groups.RecordAsync(Decision(grants: false), CancellationToken.None);
        await Groups.RecordAsync(Decision(grants: false), CancellationToken.None);
        var chain = (await _site.RecordsAsync()).Where(r => r.ChainId == decision.ChainId).OrderBy(r => r.Kind).ToList();

        Assert.Equal([ConsentKind.Granted, ConsentKind.Withdrawn], chain.Select(r => r.Kind));
        Assert.True(_site.Services.GetRequiredService<ConsentRevocations>().Contains(decision.ChainId));
    }

    [Fact]
    public async Task The_same_decision_twice_makes_one_record()
    {
        var decision = Decision(grants: true);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Groups.RecordAsync(decision, CancellationToken.None)));
        await Groups.RecordAsync(decision, CancellationToken.None);

        Assert.Single(await _site.RecordsAsync());
    }

    [Fact]
    public async Task A_grant_without_the_words_it_was_given_on_is_not_taken() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Groups.RecordAsync(Decision(grants: true) with { Text = null }, CancellationToken.None));

    [Fact]
    public async Task A_text_that_another_replica_writes_at_the_same_moment_costs_no_choice()
    {
        var other = new OtherReplica();
        await using var site = new TestSite().WithServices(services =>
            services.ConfigureDbContext<IGSendMailContext>(options => options.AddInterceptors(other)));

        var record = await site.Services.GetRequiredService<ConsentGroups>().RecordAsync(Decision(grants: true), CancellationToken.None);

        Assert.True(other.Wrote);
        Assert.Equal(record.Id, Assert.Single(await site.RecordsAsync()).Id);
        Assert.Equal(Words, Assert.Single(await site.InDatabaseAsync(db => db.ConsentTexts().ToListAsync())).Replay());
    }

    private WriteGate Gate => _site.Services.GetRequiredService<WriteGate>();

    /// <summary>Records while the turn is somebody else's, and returns when the group has taken it and waits.</summary>
    private async Task<T> TakenAsync<T>(Func<T> record)
    {
        var turns = Gate.InteractiveTurns;
        var recording = record();
        await Wait.UntilAsync(() => Gate.InteractiveTurns > turns);
        return recording;
    }

    private ConsentDecision Decision(bool grants, DateTimeOffset? at = null)
    {
        _site.Time.Advance(TimeSpan.FromMilliseconds(1));
        return ConsentDecision.Of(
            new ConsentChoice(grants, false, at ?? _site.Time.GetUtcNow(), false, default), null, widens: grants, ConsentKeys.New(_site.Time)) with
        { Text = Words };
    }

    /// <summary>Writes the text between our look and our writing, once; the key violation is the database's own.</summary>
    private sealed class OtherReplica : DbCommandInterceptor
    {
        public bool Wrote { get; private set; }

        public override InterceptionResult DataReaderDisposing(
            DbCommand command, DataReaderDisposingEventData eventData, InterceptionResult result)
        {
            if (!Wrote && command.CommandText.Contains("ConsentTexts", StringComparison.Ordinal))
            {
                Wrote = true;
                using var insert = command.Connection!.CreateCommand();
                insert.Transaction = command.Transaction;
                insert.CommandText = $"""
                    INSERT INTO ConsentTexts (Hash, Locale, InterfaceVersion, Content, FirstShownAt)
                    VALUES ('{Words.Hash}', 'en', '1', 'May we?', '2026-11-10 12:00:00')
                    """;
                insert.ExecuteNonQuery();
            }

            return result;
        }
    }

    private sealed class CommitCounter : DbTransactionInterceptor
    {
        private int _count;

        public int Count
        {
            get => _count;
            set => _count = value;
        }

        public override Task TransactionCommittedAsync(
            DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _count);
            return Task.CompletedTask;
        }
    }
}
