using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Retention;
using IGSendMail.Storage;
using IGSendMail.Testing;
using Microsoft.Data.Sqlite;

namespace IGSendMail.Benchmarks;

/// <summary>Very many accounts in a file, one in two hundred cancelled within the last month, and the search among them by hand.</summary>
internal sealed class FindDueAccounts(TestSite site, Commitments inForce)
{
    private const int OneCancelledIn = 200;
    private const int OneClosedIn = 50;
    private const int InOneTransaction = 50_000;
    private static readonly TimeProvider Clock = TimeProvider.System;
    private readonly string _source = $"Data Source={Path.Combine(site.DataFolder, "igsendmail.db")}";

    /// <summary>The moment at which is searched.</summary>
    public DateTimeOffset Now { get; } = Clock.GetUtcNow();

    public int Cancelled { get; private set; }

    public int Closed { get; private set; }

    public async Task FillAsync(int size, CancellationToken cancellation)
    {
        await using var connection = new SqliteConnection(_source);
        await connection.OpenAsync(cancellation);
        for (var done = 0; done < size;)
        {
            await using var transaction = (SqliteTransaction)await connection.BeginTransactionAsync(cancellation);
            await using var insert = connection.CreateCommand();
            insert.Transaction = transaction;
            insert.CommandText = """
                INSERT INTO "Accounts" ("Id", "CreatedAt", "Content", "AcceptedPolicyVersion", "AcceptedAt", "CancelledAt",
                    "UndoListsUntil", "SubscriberDataGoneBy", "AccountDataKeptUntil", "TermsVersion", "ListRows", "ClosedAt", "Revision")
                VALUES ($id, $at, zeroblob(80), '2026-01', $at, $cancelled, $undo, $gone, $kept, '2026-01', 0, $closed, 0)
                """;
            insert.Parameters.AddWithValue("$at", Now.AddDays(-90).UtcDateTime);
            for (var i = 0; i < InOneTransaction && done < size; i++, done++)
            {
                var terms = done % OneCancelledIn == 0 ? TermsOf(done / OneCancelledIn) : null;
                var isClosed = terms is not null && done / OneCancelledIn % OneClosedIn == 0;
                (Cancelled, Closed) = (Cancelled + (terms is null ? 0 : 1), Closed + (isClosed ? 1 : 0));
                Set("$id", RowKeys.New(Clock).ToByteArray(bigEndian: true));
                Set("$cancelled", terms?.CancelledAt.UtcDateTime);
                Set("$undo", terms?.UndoListsUntil.UtcDateTime);
                Set("$gone", terms?.SubscriberDataGoneBy.UtcDateTime);
                Set("$kept", terms?.AccountDataKeptUntil.UtcDateTime);
                Set("$closed", isClosed ? Now.UtcDateTime : null);
                await insert.ExecuteNonQueryAsync(cancellation);
            }

            await transaction.CommitAsync(cancellation);

            void Set(string name, object? value)
            {
                if (!insert.Parameters.Contains(name))
                {
                    insert.Parameters.AddWithValue(name, value ?? DBNull.Value);
                }

                insert.Parameters[name].Value = value ?? DBNull.Value;
            }
        }
    }

    /// <summary>What a person would write who knows the indexes.</summary>
    public async Task<List<Guid>> FindByHandAsync(ErasureScope scope, CancellationToken cancellation)
    {
        await using var connection = new SqliteConnection(_source);
        await connection.OpenAsync(cancellation);
        await using var select = connection.CreateCommand();
        var column = scope == ErasureScope.Everything ? "AccountDataKeptUntil" : "UndoListsUntil";
        select.CommandText = $"""
            SELECT "Id", "CancelledAt", "UndoListsUntil", "SubscriberDataGoneBy", "AccountDataKeptUntil"
            FROM "Accounts" INDEXED BY "IX_Accounts_{column}" WHERE "ClosedAt" IS NULL AND "{column}" <= $now ORDER BY "{column}", "Id"
            """;
        select.Parameters.AddWithValue("$now", Now.UtcDateTime);
        var found = new List<Guid>();
        await using var reader = await select.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            found.Add(new Guid(reader.GetFieldValue<byte[]>(0), bigEndian: true));
        }

        return found;
    }

    /// <summary>Cancelled between a minute and thirty and a half days ago, evenly: the lists of one in twelve are due.</summary>
    private CancellationTerms TermsOf(int number) =>
        CancellationTerms.From(Now.AddMinutes(-1 - (number * 7_919L % (61 * 12 * 60))), inForce, PurgeMargin.Least);
}
