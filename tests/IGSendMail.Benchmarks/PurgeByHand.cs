using Microsoft.Data.Sqlite;

namespace IGSendMail.Benchmarks;

/// <summary>
/// The same purge as one would write it by hand: nothing but a prepared delete of one batch a transaction, account by
/// account in key order, on a file of the same layout and with the same settings. No plan, no hold, no proof.
/// </summary>
internal static class PurgeByHand
{
    /// <summary>As most people write it: the keys of a batch, and what has them.</summary>
    public const string ByKeys = """
        DELETE FROM "Subscribers" WHERE ("AccountId", "Id") IN (
            SELECT "AccountId", "Id" FROM "Subscribers" WHERE "AccountId" = $account ORDER BY "AccountId", "Id" LIMIT $batch)
        """;

    /// <summary>As the product does it: up to the last key of a batch.</summary>
    public const string ByRange = """
        DELETE FROM "Subscribers" WHERE "AccountId" = $account AND "Id" <= COALESCE(
            (SELECT "Id" FROM "Subscribers" WHERE "AccountId" = $account ORDER BY "AccountId", "Id" LIMIT 1 OFFSET $batch - 1),
            (SELECT MAX("Id") FROM "Subscribers" WHERE "AccountId" = $account))
        """;

    public static async Task<long> RunAsync(
        string statement, string file, IEnumerable<Guid> accounts, int batch, CancellationToken cancellation)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync(cancellation);
        await ExecuteAsync(connection, """
            PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
            PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;
            """, cancellation);
        await using var delete = connection.CreateCommand();
        delete.CommandText = statement;
        var account = delete.Parameters.AddWithValue("$account", Array.Empty<byte>());
        delete.Parameters.AddWithValue("$batch", batch);
        long removed = 0;
        foreach (var key in accounts)
        {
            account.Value = key.ToByteArray(bigEndian: true);
            int last;
            do
            {
                await using var transaction = (SqliteTransaction)await connection.BeginTransactionAsync(cancellation);
                delete.Transaction = transaction;
                last = await delete.ExecuteNonQueryAsync(cancellation);
                await transaction.CommitAsync(cancellation);
                removed += last;
            }
            while (last == batch);
        }

        await ExecuteAsync(connection, "PRAGMA wal_checkpoint(TRUNCATE)", cancellation);
        return removed;
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string statement, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
