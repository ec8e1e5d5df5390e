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
            await using var account = Command(connection, transaction, """
                INSERT INTO "Accounts" ("Id", "CreatedAt", "Content", "AcceptedPolicyVersion", "AcceptedAt", "ClosedAt", "Revision")
                VALUES ($id, $at, zeroblob(80), '2026-01', $at, $closed, 0)
                """);
            await using var promise = Command(connection, transaction, """
                INSERT INTO "PromisedDeletions" ("AccountId", "Scope", "CancelledAt", "DueAt", "PromisedBy", "Rows", "Version", "ComparedWith", "AccountRevision", "Revision")
                VALUES ($id, 'SubscriberData', $cancelled, $undo, $gone, 0, '2026-01', '2026-01', 1, 0),
                    ($id, 'Everything', $cancelled, $kept, $accountGone, 0, '2026-01', '2026-01', 1, 0)
                """);
            await using var run = Command(connection, transaction, """
                INSERT INTO "ErasureRuns" ("Id", "Trigger", "Cause", "Scope", "AccountId", "State", "OrderedAt", "Drifts", "Revision")
                VALUES ($id, hex($id), 'Request', 'Everything', $id, 'Ordered', $at, 0, 0)
                """);
            for (var i = 0; i < InOneTransaction && done < size; i++, done++)
            {
                var terms = done % OneCancelledIn == 0 ? TermsOf(done / OneCancelledIn) : null;
                var isClosed = terms is not null && done / OneCancelledIn % OneClosedIn == 0;
                (Cancelled, Closed) = (Cancelled + (terms is null ? 0 : 1), Closed + (isClosed ? 1 : 0));
                var id = RowKeys.New(Clock).ToByteArray(bigEndian: true);
                await PutAsync(account, ("$id", id), ("$at", Now.AddDays(-90)), ("$closed", isClosed ? Now : null));
                if (terms is not null)
                {
                    await PutAsync(promise, ("$id", id), ("$cancelled", terms.CancelledAt), ("$undo", terms.UndoListsUntil),
                        ("$gone", terms.SubscriberDataGoneBy), ("$kept", terms.AccountDataKeptUntil), ("$accountGone", terms.AccountDataGoneBy));
                }

                if (isClosed)
                {
                    await PutAsync(run, ("$id", id), ("$at", Now));
                }
            }

            await transaction.CommitAsync(cancellation);
        }

        async Task PutAsync(SqliteCommand insert, params (string Name, object? Value)[] values)
        {
            insert.Parameters.Clear();
            foreach (var (name, value) in values)
            {
                insert.Parameters.AddWithValue(name, value is DateTimeOffset at ? at.UtcDateTime : value ?? DBNull.Value);
            }

            await insert.ExecuteNonQueryAsync(cancellation);
        }
    }

    /// <summary>What a person would write who knows the indexes.</summary>
    public async Task<List<Guid>> FindByHandAsync(ErasureScope scope, CancellationToken cancellation)
    {
        await using var connection = new SqliteConnection(_source);
        await connection.OpenAsync(cancellation);
        await using var select = connection.CreateCommand();
        select.CommandText = """
            SELECT p."AccountId", p."DueAt", p."PromisedBy"
            FROM "PromisedDeletions" p INDEXED BY "IX_PromisedDeletions_Scope_DueAt_AccountId"
            WHERE p."Scope" = $scope AND p."DueAt" <= $now AND NOT EXISTS (SELECT 1 FROM "ErasureRuns" r
                WHERE r."AccountId" = p."AccountId" AND r."Scope" = 'Everything' AND r."FinishedAt" IS NULL)
            ORDER BY p."DueAt", p."AccountId"
            """;
        select.Parameters.AddWithValue("$scope", scope.ToString());
        select.Parameters.AddWithValue("$now", Now.UtcDateTime);
        var found = new List<Guid>();
        await using var reader = await select.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            found.Add(new Guid(reader.GetFieldValue<byte[]>(0), bigEndian: true));
        }

        return found;
    }

    private static SqliteCommand Command(SqliteConnection connection, SqliteTransaction transaction, string text)
    {
        var command = connection.CreateCommand();
        (command.Transaction, command.CommandText) = (transaction, text);
        return command;
    }

    /// <summary>Cancelled between a minute and thirty and a half days ago, evenly: the lists of one in twelve are due.</summary>
    private CancellationTerms TermsOf(int number) =>
        CancellationTerms.From(Now.AddMinutes(-1 - (number * 7_919L % (61 * 12 * 60))), inForce, PurgeMargin.Least);
}
