using System.Globalization;
using IGSendMail.Privacy.Audit;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace IGSendMail.Privacy.Tests.Audit;

/// <summary>Whoever owns the database cannot change what was entered without being found out.</summary>
public sealed class TamperingTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Entries = 300;
    private const int Mutations = 1_000;

    private static readonly string[] Columns =
        ["At", "Id", "Act", "Role", "Actor", "Subject", "Outcome", "Facts", "Commitment"];

    private AuditRoom _audit = null!;

    public async Task InitializeAsync()
    {
        _audit = await AuditRoom.OpenAsync();
        await _audit.EnterAsync(Entries - 1);
        await _audit.Sequencer.RunAsync(batch: 17, CancellationToken.None);
        await _audit.EnterAsync(3);
        await _audit.DropTriggersAsync();
    }

    public async Task DisposeAsync() => await _audit.DisposeAsync();

    [Fact]
    public async Task Of_a_thousand_random_mutations_a_thousand_are_found_and_without_one_nothing_is()
    {
        var clean = await _audit.VerifyAsync();
        Assert.Null(clean.Fault);
        Assert.Equal((Entries, 18, 3), (clean.Verified, clean.Heads, clean.Waiting));

        var seed = Environment.GetEnvironmentVariable("IGSENDMAIL_SEED") is { Length: > 0 } given
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : System.Security.Cryptography.RandomNumberGenerator.GetInt32(int.MaxValue);
        var random = new Dice(seed);
        var found = new Dictionary<AuditFaultKind, int>();
        var missed = new List<string>();
        await using var db = _audit.Open();
        for (var i = 0; i < Mutations; i++)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var what = await MutateAsync(db, random);
            var report = await _audit.Verifier.VerifyAsync(db, null, CancellationToken.None);
            await transaction.RollbackAsync();
            if (report.Fault is { } fault)
            {
                found[fault.Kind] = found.GetValueOrDefault(fault.Kind) + 1;
            }
            else
            {
                missed.Add(what);
            }
        }

        output.WriteLine($"Seed {seed}: {found.Values.Sum()} of {Mutations} found; {string.Join(", ", found.Select(f => $"{f.Key} {f.Value}"))}");
        Assert.Null((await _audit.VerifyAsync()).Fault);
        Assert.True(missed.Count == 0, $"Seed {seed}, not found: {string.Join("; ", missed)}");
    }

    [Fact]
    public async Task The_first_bad_entry_is_named()
    {
        await using var db = _audit.Open();
        var leaf = await db.AuditLeaves().AsNoTracking().SingleAsync(l => l.Sequence == 123);
        await ExecuteAsync(db, "UPDATE AuditEntries SET Outcome = 'Done.' WHERE Id IN (SELECT EntryId FROM AuditLeaves WHERE Sequence IN (123, 200))");

        var fault = (await _audit.VerifyAsync()).Fault!;

        Assert.Equal((AuditFaultKind.Changed, 123L, leaf.EntryId), (fault.Kind, fault.Sequence, fault.EntryId));
        Assert.Contains("Entry 123", fault.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DELETE FROM AuditLeaves WHERE Sequence > 280", AuditFaultKind.Truncated, 281)]
    [InlineData("DELETE FROM AuditLeaves WHERE Sequence = 5", AuditFaultKind.Missing, 5)]
    [InlineData("DELETE FROM AuditEntries WHERE Id = (SELECT EntryId FROM AuditLeaves WHERE Sequence = 300)", AuditFaultKind.Missing, 300)]
    [InlineData("UPDATE AuditTree SET Number = Number - 1", AuditFaultKind.Truncated, null)]
    [InlineData("INSERT INTO AuditLeaves SELECT 301, At, EntryId, x'00' FROM AuditWaiting LIMIT 1", AuditFaultKind.Inserted, 301)]
    [InlineData("INSERT INTO AuditLeaves SELECT -1, At, EntryId, x'00' FROM AuditWaiting LIMIT 1", AuditFaultKind.Inserted, -1)]
    [InlineData("DELETE FROM AuditEntries WHERE Id = (SELECT EntryId FROM AuditWaiting LIMIT 1)", AuditFaultKind.Missing, null)]
    [InlineData("DELETE FROM AuditWaiting", AuditFaultKind.Inserted, null)]
    [InlineData("INSERT INTO AuditCuts VALUES (17, 1, '2026-11-10 12:00:00')", AuditFaultKind.Heads, 17)]
    [InlineData("UPDATE AuditLeaves SET EntryAt = 'long ago' WHERE Sequence = 44", AuditFaultKind.Changed, 44)]
    public async Task It_is_said_what_is_wrong(string mutation, AuditFaultKind kind, int? sequence)
    {
        await using var db = _audit.Open();
        await ExecuteAsync(db, mutation);

        var fault = (await _audit.VerifyAsync()).Fault!;

        Assert.Equal((kind, (long?)sequence), (fault.Kind, fault.Sequence));
    }

    [Theory]
    [InlineData("DELETE FROM AuditHeads")]
    [InlineData("DELETE FROM AuditHeads WHERE Number = 1")]
    [InlineData("DELETE FROM AuditHeads WHERE Number = 7")]
    [InlineData("UPDATE AuditHeads SET Size = Size + 1 WHERE Number = 7")]
    [InlineData("UPDATE AuditHeads SET Signature = (SELECT Signature FROM AuditHeads WHERE Number = 6) WHERE Number = 7")]
    [InlineData("UPDATE AuditHeads SET Frontier = zeroblob(32) WHERE Number = 1")]
    [InlineData("UPDATE AuditHeads SET CutAt = '2026-11-10 12:00:00' WHERE Number = 7")]
    public async Task A_vault_whose_heads_are_missing_or_changed_is_found_out(string mutation)
    {
        await using (var vault = _audit.OpenVault())
        {
            await vault.Database.ExecuteSqlRawAsync(mutation);
        }

        Assert.Equal(AuditFaultKind.Heads, (await _audit.VerifyAsync()).Fault?.Kind);
    }

    private static async Task<string> MutateAsync(IGSendMailContext db, Dice random)
    {
        var at = random.Next(1, Entries + 1);
        var entry = $"(At, Id) = (SELECT EntryAt, EntryId FROM AuditLeaves WHERE Sequence = {at})";
        switch (random.Next(6))
        {
            case 0 or 1:
                var column = Columns[random.Next(Columns.Length)];
                await ExecuteAsync(db, $"UPDATE AuditEntries SET {column} = {Other(column, random)} WHERE {entry}");
                return $"change {column} of {at}";
            case 2:
                await ExecuteAsync(db, $"DELETE FROM AuditEntries WHERE {entry}");
                if (random.Next(2) == 0)
                {
                    // A careful forger also closes the gap.
                    await ExecuteAsync(db, $"DELETE FROM AuditLeaves WHERE Sequence = {at}");
                    await ExecuteAsync(db, $"UPDATE AuditLeaves SET Sequence = -Sequence WHERE Sequence > {at}");
                    await ExecuteAsync(db, "UPDATE AuditLeaves SET Sequence = -Sequence - 1 WHERE Sequence < 0");
                }

                return $"delete {at}";
            case 3:
                var other = random.Next(1, Entries + 1);
                other = other == at ? (at % Entries) + 1 : other;
                await SwapAsync(db, at, other);
                return $"swap {at} and {other}";
            case 4:
                return await InsertAsync(db, at, random);
            default:
                var from = Entries - random.Next(20);
                await ExecuteAsync(db, $"DELETE FROM AuditEntries WHERE (At, Id) IN (SELECT EntryAt, EntryId FROM AuditLeaves WHERE Sequence >= {from})");
                await ExecuteAsync(db, $"DELETE FROM AuditLeaves WHERE Sequence >= {from}");
                return $"truncate from {from}";
        }
    }

    private static string Other(string column, Dice random) => column switch
    {
        "At" => "'2027-01-01 00:00:00.0000001'",
        "Id" or "Actor" or "Subject" => random.Next(3) == 0 && column != "Id" ? Emptied(column, 16) : "randomblob(16)",
        "Commitment" => random.Next(3) == 0 ? Emptied(column, 32) : "randomblob(32)",
        "Facts" => "'{\"figure\":1000}'",
        // Upper and lower case and trailing space count.
        _ => random.Next(3) switch { 0 => $"lower({column})", 1 => $"{column} || ' '", _ => "'Nothing'" },
    };

    /// <summary>What is empty already is filled: a mutation that changes nothing is none.</summary>
    private static string Emptied(string column, int length) => $"CASE WHEN {column} IS NULL THEN randomblob({length}) ELSE NULL END";

    /// <summary>With their hashes, so that every leaf still fits its entry.</summary>
    private static async Task SwapAsync(IGSendMailContext db, int one, int other)
    {
        await ExecuteAsync(db, $"UPDATE AuditLeaves SET Sequence = -1 WHERE Sequence = {one}");
        await ExecuteAsync(db, $"UPDATE AuditLeaves SET Sequence = {one} WHERE Sequence = {other}");
        await ExecuteAsync(db, $"UPDATE AuditLeaves SET Sequence = {other} WHERE Sequence = -1");
    }

    private static async Task<string> InsertAsync(IGSendMailContext db, int at, Dice random)
    {
        var id = Convert.ToHexString(RowKeys.New(TimeProvider.System).ToByteArray(bigEndian: true));
        await ExecuteAsync(db,
            "INSERT INTO AuditEntries (At, Id, Act, Role, Actor, Subject, Outcome, Facts, Commitment) "
            + $"SELECT At, x'{id}', Act, Role, Actor, Subject, Outcome, Facts, Commitment FROM AuditEntries WHERE (At, Id) = (SELECT EntryAt, EntryId FROM AuditLeaves WHERE Sequence = {at})");
        if (random.Next(2) == 0)
        {
            return $"insert beside {at}";
        }

        // Pushes the rest of the chain one further.
        var forgedId = Guid.Parse(id);
        var forged = await db.AuditEntries().AsNoTracking().SingleAsync(e => e.Id == forgedId);
        var hash = Convert.ToHexString(CanonicalEntry.LeafHash(forged));
        await ExecuteAsync(db, $"UPDATE AuditLeaves SET Sequence = -Sequence WHERE Sequence >= {at}");
        await ExecuteAsync(db, "UPDATE AuditLeaves SET Sequence = -Sequence + 1 WHERE Sequence < 0");
        await ExecuteAsync(db, $"INSERT INTO AuditLeaves (Sequence, EntryAt, EntryId, Hash) SELECT {at}, At, Id, x'{hash}' FROM AuditEntries WHERE Id = x'{id}'");
        return $"insert at {at}";
    }

    // Braces stand for parameters there; the facts hold some.
    private static async Task ExecuteAsync(IGSendMailContext db, string sql)
    {
        await db.Database.OpenConnectionAsync();
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = sql;
            command.Transaction = (db.Database.CurrentTransaction as Microsoft.EntityFrameworkCore.Infrastructure.IInfrastructure<System.Data.Common.DbTransaction>)?.Instance;
            Assert.True(await command.ExecuteNonQueryAsync() != 0 || sql.Contains("Sequence < 0", StringComparison.Ordinal) || sql.Contains("-Sequence", StringComparison.Ordinal), sql);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
