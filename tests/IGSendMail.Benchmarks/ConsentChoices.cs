using System.Globalization;
using IGSendMail.Privacy.Consent;
using IGSendMail.Storage;
using IGSendMail.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Benchmarks;

/// <summary>
/// Choices recorded by many visitors at once, each durable before its answer, against a loop of single-commit inserts of the
/// same rows into the same file.
/// </summary>
internal sealed class ConsentChoices : IBenchmark
{
    private const int Visitors = 256;
    private const int MostByHand = 500;
    private static readonly TimeProvider Clock = TimeProvider.System;
    private static readonly ShownText Words = ShownText.Of("en", "1", "May we?", "Yes", "No");

    public string Name => "consent-choices";

    public string Measures => "records so many choices of 256 visitors at once and inserts the same rows one commit each; fails below 3 times the rate";

    public int StandardSize => 10_000;

    public async Task RunAsync(int size, TextWriter output, CancellationToken cancellation)
    {
        await using var site = new TestSite();
        site.WithServices(services => services.AddSingleton(Clock));
        var groups = site.Services.GetRequiredService<ConsentGroups>();
        await RecordAsync(groups, Visitors * 4, cancellation);

        var loop = Math.Min(size, MostByHand);
        var (before, _) = await ByHandAsync(site, loop, cancellation);
        var start = Clock.GetTimestamp();
        await RecordAsync(groups, size, cancellation);
        var ours = size / Clock.GetElapsedTime(start).TotalSeconds;
        var (after, onlyRecord) = await ByHandAsync(site, loop, cancellation);
        var plain = Math.Max(before, after);
        var there = await site.InDatabaseAsync(db => db.ConsentRecords().CountAsync(r => r.TextHash == Words.Hash, cancellation));
        if (there != size + (Visitors * 4))
        {
            throw new InvalidOperationException($"{there} choices stand in the ledger, {size + (Visitors * 4)} were answered.");
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"recorded: {ours:N0} choices a second; one commit each by hand: {before:N0} and {after:N0} a second before and after (the record alone, without its audit entry: {onlyRecord:N0}); ratio to the better one {ours / plain:N1}, to the record alone {ours / onlyRecord:N1}"));
        if (ours < 3 * plain)
        {
            throw new InvalidOperationException("Recording was less than 3 times as fast as single commits.");
        }
    }

    private static Task RecordAsync(ConsentGroups groups, int size, CancellationToken cancellation)
    {
        var left = size;
        return Task.WhenAll(Enumerable.Range(0, Visitors).Select(async visitor =>
        {
            await Task.Yield();
            while (Interlocked.Decrement(ref left) >= 0)
            {
                var grants = visitor % 2 == 0;
                await groups.RecordAsync(ConsentDecision.Of(
                    new ConsentChoice(grants, grants, Clock.GetUtcNow(), DespiteSignal: false, default), null, widens: grants, ConsentKeys.New(Clock)) with
                {
                    Text = Words,
                }, cancellation);
            }
        }));
    }

    private static async Task<(double Whole, double RecordAlone)> ByHandAsync(TestSite site, int size, CancellationToken cancellation)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(site.DataFolder, "igsendmail.db")}");
        await connection.OpenAsync(cancellation);
        await using (var pragmas = connection.CreateCommand())
        {
            pragmas.CommandText = "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON;";
            await pragmas.ExecuteNonQueryAsync(cancellation);
        }

        const string record = """
            INSERT INTO ConsentRecords (Id, ChainId, At, RecordedAt, ValidUntil, VisitorId, AccountId, Kind, Analytics, Preference, Signal, TextHash, PolicyVersion, ReceiptHash)
            VALUES (@id, @chain, @at, @at, @at, @chain, NULL, 'Granted', 1, 1, 0, 'by hand', '2026-01', @hash);
            """;
        const string audit = """
            INSERT INTO AuditEntries (At, Id, Act, Role, Actor, Subject, Outcome, Facts, Commitment)
            VALUES (@at, @id, 'ConsentGranted', 'Visitor', NULL, NULL, 'Done', '{"analytics":1,"policy":"2026-01","preference":1}', NULL);
            INSERT INTO AuditWaiting (At, EntryId) VALUES (@at, @id);
            """;
        return (await LoopAsync(connection, record + audit, size, cancellation), await LoopAsync(connection, record, size, cancellation));
    }

    private static async Task<double> LoopAsync(SqliteConnection connection, string statement, int size, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        var start = Clock.GetTimestamp();
        for (var i = 0; i < size; i++)
        {
            command.Parameters.Clear();
            command.Parameters.AddWithValue("@at", Clock.GetUtcNow().UtcDateTime);
            command.Parameters.AddWithValue("@id", RowKeys.New(Clock).ToByteArray(bigEndian: true));
            command.Parameters.AddWithValue("@chain", RowKeys.New(Clock).ToByteArray(bigEndian: true));
            command.Parameters.AddWithValue("@hash", Convert.ToHexStringLower(RowKeys.New(Clock).ToByteArray()) + Convert.ToHexStringLower(RowKeys.New(Clock).ToByteArray()));
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            command.Transaction = (SqliteTransaction)transaction;
            await command.ExecuteNonQueryAsync(cancellation);
            await transaction.CommitAsync(cancellation);
        }

        return size / Clock.GetElapsedTime(start).TotalSeconds;
    }
}
