using System.Globalization;
using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Benchmarks;

/// <summary>What an entry costs the transaction that writes it, against hand-written INSERTs of the same rows.</summary>
internal sealed class AuditAppend : IBenchmark
{
    private const int PerTransaction = 1;

    public string Name => "audit-append";

    public string Measures => "appends so many audit entries, one a transaction, and inserts the same rows by hand; prints the ratio";

    public int StandardSize => 2_000;

    public async Task RunAsync(int size, TextWriter output, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("igsendmail-audit-").FullName;
        await using var services = await AuditVerify.OpenAsync(folder, cancellation);
        var contexts = services.GetRequiredService<IDbContextFactory<IGSendMailContext>>();
        var trail = services.GetRequiredService<AuditTrail>();
        var owner = PersonKeys.Account.Of(RowKeys.New(TimeProvider.System));
        var time = TimeProvider.System;

        async Task<TimeSpan> AppendAsync()
        {
            var start = time.GetTimestamp();
            for (var i = 0; i < size; i++)
            {
                await using var db = await contexts.CreateDbContextAsync(cancellation);
                await db.WriteAsync(WriteUrgency.Interactive, token => trail.AppendAsync(
                    db, new(AccountActs.SignedIn, AuditActor.SomebodyOf(owner.Id), owner), token).AsTask(), cancellation);
            }

            return time.GetElapsedTime(start);
        }

        await AppendAsync();
        var ours = await AppendAsync();
        var plain = await ByHandAsync(Path.Combine(folder, "data.db"), size, time, cancellation);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"appended: {ours.TotalMilliseconds * 1000 / size:N0} µs each; by hand: {plain.TotalMilliseconds * 1000 / size:N0} µs each; ratio {ours / plain:N2} ({PerTransaction} entry a transaction)"));
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<TimeSpan> ByHandAsync(string file, int size, TimeProvider time, CancellationToken cancellation)
    {
        await using var connection = new SqliteConnection($"Data Source={file}");
        await connection.OpenAsync(cancellation);
        await using (var pragmas = connection.CreateCommand())
        {
            pragmas.CommandText = "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON;";
            await pragmas.ExecuteNonQueryAsync(cancellation);
        }

        await using var command = connection.CreateCommand();
        command.CommandText = """
            INSERT INTO AuditEntries (At, Id, Act, Role, Actor, Subject, Outcome, Facts, Commitment)
            VALUES (@at, @id, 'SignedIn', 'Customer', @id, @owner, 'Done', '{}', @hash);
            INSERT INTO AuditWaiting (At, EntryId) VALUES (@at, @id);
            INSERT INTO AuditPersons (OwnerId, EntryId, OwnerKind, At, Salt, Content) VALUES (@owner, @id, 'Account', @at, @hash, @content);
            """;
        var owner = RowKeys.New(TimeProvider.System).ToByteArray(bigEndian: true);
        var start = time.GetTimestamp();
        for (var i = 0; i < size; i++)
        {
            command.Parameters.Clear();
            command.Parameters.AddWithValue("@at", time.GetUtcNow().UtcDateTime);
            command.Parameters.AddWithValue("@id", RowKeys.New(TimeProvider.System).ToByteArray(bigEndian: true));
            command.Parameters.AddWithValue("@owner", owner);
            command.Parameters.AddWithValue("@hash", new byte[32]);
            command.Parameters.AddWithValue("@content", new byte[140]);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            command.Transaction = (SqliteTransaction)transaction;
            await command.ExecuteNonQueryAsync(cancellation);
            await transaction.CommitAsync(cancellation);
        }

        return time.GetElapsedTime(start);
    }
}
