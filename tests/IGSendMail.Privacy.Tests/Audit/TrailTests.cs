using System.Collections.Frozen;
using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Tests.Audit;

public sealed class TrailTests : IAsyncLifetime
{
    private static readonly FrozenSet<Guid> Nobody = [];

    private AuditRoom _audit = null!;

    public async Task InitializeAsync() => _audit = await AuditRoom.OpenAsync();

    public async Task DisposeAsync() => await _audit.DisposeAsync();

    [Fact]
    public async Task An_entry_belongs_to_a_transaction_and_goes_with_it()
    {
        await using var db = _audit.Open();
        var before = await db.AuditEntries().CountAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => _audit.Trail.AppendAsync(
            db, new(AccountActs.SignedIn, AuditActor.Visitor), default).AsTask());
        await Assert.ThrowsAsync<TimeoutException>(() => db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            await _audit.Trail.AppendAsync(db, new(AccountActs.SignedIn, AuditActor.Visitor), token);
            await db.SaveChangesAsync(token);
            throw new TimeoutException();
        }, default));

        Assert.Equal(before, await db.AuditEntries().CountAsync());
        Assert.Equal(before, await db.AuditWaiting().CountAsync());
    }

    [Fact]
    public async Task The_database_itself_refuses_to_change_delete_or_replace_what_was_entered()
    {
        await _audit.EnterAsync(3);
        await _audit.Sequencer.RunAsync(default);
        await _audit.EnterAsync(1);

        foreach (var table in new[] { "AuditEntries", "AuditLeaves" })
        {
            var column = table == "AuditEntries" ? "Facts" : "Hash";
            foreach (var sql in new[]
            {
                $"UPDATE {table} SET {column} = {column}",
                $"DELETE FROM {table}",
                $"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
                $"UPDATE OR REPLACE {table} SET {column} = x'00'",
            })
            {
                var refused = await Assert.ThrowsAsync<SqliteException>(() => _audit.ExecuteAsync(sql));
                Assert.Contains("append-only", refused.Message, StringComparison.Ordinal);
            }
        }

        Assert.Null((await _audit.VerifyAsync()).Fault);
    }

    [Fact]
    public async Task Missing_triggers_are_noticed_and_a_migration_makes_them_again()
    {
        await using var db = _audit.Open();
        Assert.Null(await db.AuditProblemAsync(default));

        await _audit.DropTriggersAsync();
        Assert.Contains("database migrate", await db.AuditProblemAsync(default), StringComparison.Ordinal);

        await db.ProtectAuditAsync(default);
        Assert.Null(await db.AuditProblemAsync(default));
        await Assert.ThrowsAsync<SqliteException>(() => _audit.ExecuteAsync("DELETE FROM AuditEntries"));
    }

    [Fact]
    public async Task An_entry_that_was_committed_late_is_placed_later_and_not_lost()
    {
        await _audit.EnterAsync(5);
        await _audit.Sequencer.RunAsync(default);
        await using var db = _audit.Open();
        var late = _audit.Time.GetUtcNow() - TimeSpan.FromMinutes(10);
        var id = Guid.CreateVersion7(late);
        await db.WriteAsync(WriteUrgency.Interactive, token =>
        {
            db.Add(new AuditEntry { At = late, Id = id, Act = "SignedIn", Role = "Visitor", Outcome = "Done", Facts = "{}" });
            db.Add(new WaitingEntry { At = late, EntryId = id });
            return Task.CompletedTask;
        }, default);

        await _audit.Sequencer.RunAsync(default);

        Assert.Equal(7, (await db.AuditLeaves().AsNoTracking().SingleAsync(l => l.EntryId == id)).Sequence);
        var report = await _audit.VerifyAsync();
        Assert.Null(report.Fault);
        Assert.Equal((7, 2, 0), (report.Verified, report.Heads, report.Waiting));
    }

    [Fact]
    public async Task A_process_killed_between_database_and_vault_is_continued_with_the_very_same_head()
    {
        await _audit.EnterAsync(10);
        await _audit.Sequencer.RunAsync(4, default);
        await using var vault = _audit.OpenVault();
        var newest = await vault.AuditHeads().AsNoTracking().OrderBy(h => h.Number).LastAsync();

        // What a kill after the commit leaves behind: the head is announced, the vault does not have it.
        await vault.AuditHeads().Where(h => h.Number == newest.Number).ExecuteDeleteAsync();
        Assert.Null((await _audit.VerifyAsync()).Fault);
        await _audit.EnterAsync(1);
        await _audit.Sequencer.RunAsync(default);

        var again = await vault.AuditHeads().AsNoTracking().SingleAsync(h => h.Number == newest.Number);
        Assert.True(newest.Content.Says(again.Content));
        var report = await _audit.VerifyAsync();
        Assert.Null(report.Fault);
        Assert.Equal((12, 4), (report.Verified, report.Heads));
    }

    [Fact]
    public async Task After_a_restore_nothing_is_hidden_and_the_trail_goes_on_when_the_operator_says_so()
    {
        await _audit.EnterAsync(9);
        await _audit.Sequencer.RunAsync(default);
        var copy = await CopyAsync();
        await _audit.EnterAsync(5);
        await _audit.Sequencer.RunAsync(default);
        Restore(copy);

        Assert.Equal(AuditFaultKind.Truncated, (await _audit.VerifyAsync()).Fault?.Kind);
        await _audit.EnterAsync(2);
        Assert.Equal(0, await _audit.Sequencer.RunAsync(100, default));

        Assert.Equal(5, await _audit.Get<AuditRestore>().ResumeAsync(default));
        await _audit.Sequencer.RunAsync(default);

        var report = await _audit.VerifyAsync();
        Assert.Null(report.Fault);
        // Ten from before, two since, and that the trail goes on.
        Assert.Equal(13, report.Verified);
        var lost = Assert.Single(report.Lost);
        Assert.Equal((11, 15), (lost.First, lost.Last));
        Assert.Null(await _audit.Get<AuditRestore>().ResumeAsync(default));
    }

    [Fact]
    public async Task Old_entries_are_cut_at_a_signed_head_and_nowhere_else()
    {
        await _audit.EnterAsync(6);
        await _audit.Sequencer.RunAsync(3, default);
        _audit.Time.Advance(TimeSpan.FromDays(2));
        await _audit.EnterAsync(4);
        await _audit.Sequencer.RunAsync(3, default);
        var day = _audit.Time.GetUtcNow();
        _audit.Time.Advance(TimeSpan.FromDays(1));
        await _audit.EnterAsync(5);
        await _audit.Sequencer.RunAsync(3, default);
        Assert.Null((await _audit.VerifyAsync()).Fault);

        _audit.Time.Advance(day.AddMonths(36).AddHours(1) - _audit.Time.GetUtcNow());
        await ExpireAsync(_audit.Time.GetUtcNow().AddMonths(-36));
        await _audit.Sequencer.RunAsync(default);

        var report = await _audit.VerifyAsync();
        Assert.Null(report.Fault);
        Assert.Equal(10, report.CutAt);
        await using var db = _audit.Open();
        Assert.Equal(11, await db.AuditLeaves().MinAsync(l => l.Sequence));
        Assert.False(await db.AuditEntries().AnyAsync(e => e.At < day.AddDays(-1)));
        Assert.True(await db.AuditEntries().AnyAsync(e => e.Act == TrailActs.Cut.Name));
        await Assert.ThrowsAsync<SqliteException>(() => _audit.ExecuteAsync(
            "DELETE FROM AuditEntries WHERE Id = (SELECT EntryId FROM AuditLeaves ORDER BY Sequence LIMIT 1)"));
    }

    [Fact]
    public async Task What_is_foreseen_to_be_cut_is_what_will_be_cut()
    {
        List<DateTimeOffset> days = [];
        for (var day = 0; day < 4; day++)
        {
            await _audit.EnterAsync(2 + day);
            await _audit.Sequencer.RunAsync(3, default);
            _audit.Time.Advance(TimeSpan.FromDays(1));
            days.Add(_audit.Time.GetUtcNow());
        }

        var expiry = _audit.Get<IEnumerable<IExpiry>>().Single(e => e.StoreKey == nameof(AuditEntry));
        await using var db = _audit.Open();

        var foreseen = await expiry.CountByAsync(db, [days[0].AddDays(-9), .. days], null, Nobody, default);

        List<long> counted = [await expiry.CountAsync(db, days[0].AddDays(-9), Nobody, default)];
        foreach (var day in days)
        {
            counted.Add(await expiry.CountAsync(db, day, Nobody, default) - counted.Sum());
        }

        Assert.Equal(counted, foreseen);
        Assert.All(foreseen.Skip(1), rows => Assert.True(rows > 1));
        Assert.All(await expiry.CountByAsync(db, days, RowKeys.New(TimeProvider.System), Nobody, default), rows => Assert.Equal(0, rows));
    }

    /// <summary>As the retention job does, slice by slice.</summary>
    private async Task ExpireAsync(DateTimeOffset before)
    {
        var expiry = _audit.Get<IEnumerable<IExpiry>>().Single(e => e.StoreKey == nameof(AuditEntry));
        await using var db = _audit.Open();
        while (await db.WriteAsync(
            WriteUrgency.Background, token => expiry.ExpireSliceAsync(db, before, Nobody, most: 4, token), default) > 0)
        {
        }
    }

    private async Task<string> CopyAsync()
    {
        await using var db = _audit.Open();
        Assert.True(await db.Engine.ScrubAsync(db, default));
        var copy = _audit.File("copy.db");
        File.Copy(_audit.DatabaseFile, copy);
        return copy;
    }

    private void Restore(string copy)
    {
        SqliteConnection.ClearAllPools();
        File.Delete(_audit.DatabaseFile + "-wal");
        File.Delete(_audit.DatabaseFile + "-shm");
        File.Copy(copy, _audit.DatabaseFile, overwrite: true);
        // Leases of the copy run out.
        _audit.Time.Advance(TimeSpan.FromMinutes(1));
    }

}
