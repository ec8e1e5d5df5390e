using IGSendMail.Platform.Audience;
using Microsoft.Data.Sqlite;

namespace IGSendMail.Benchmarks;

/// <summary>
/// The people of a list copied into another file, in the order in which they came: the same table with the same indexes and settings, one
/// prepared statement, 50,000 rows a transaction. Reading them is not counted.
/// </summary>
internal sealed class ImportRowsByHand(string from, string to)
{
    private const int InOneTransaction = 50_000;
    private const string Pragmas = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;";
    private static readonly TimeProvider Clock = TimeProvider.System;

    public async Task<TimeSpan> CopyAsync(ListKey list, int rows, CancellationToken cancellation)
    {
        await using var source = await OpenAsync(from, cancellation);
        await using var target = await OpenAsync(to, cancellation);
        foreach (var made in await ShapeAsync(source, cancellation))
        {
            await using var make = target.CreateCommand();
            make.CommandText = made;
            await make.ExecuteNonQueryAsync(cancellation);
        }

        await using var select = source.CreateCommand();
        select.CommandText = """
            SELECT "AccountId", "Id", "AddedAt", "AddressHash", "Content", "ImportId", "ListId", "Revision", "UnconfirmedSince" FROM "Subscribers"
            WHERE "AccountId" = $account AND "ListId" = $list ORDER BY "AccountId", "Id"
            """;
        select.Parameters.AddWithValue("$account", list.Account.ToByteArray(bigEndian: true));
        select.Parameters.AddWithValue("$list", list.List.ToByteArray(bigEndian: true));
        await using var reader = await select.ExecuteReaderAsync(cancellation);
        var took = TimeSpan.Zero;
        var copied = 0;
        while (await NextAsync(reader, cancellation) is { Count: > 0 } some)
        {
            var start = Clock.GetTimestamp();
            await InsertAsync(target, some, cancellation);
            took += Clock.GetElapsedTime(start);
            copied += some.Count;
        }

        return copied == rows ? took : throw new InvalidOperationException($"The figures mean nothing: {copied} of {rows} people were copied.");
    }

    private static async Task<List<object[]>> NextAsync(SqliteDataReader reader, CancellationToken cancellation)
    {
        var rows = new List<object[]>(InOneTransaction);
        while (rows.Count < InOneTransaction && await reader.ReadAsync(cancellation))
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    private static async Task InsertAsync(SqliteConnection target, List<object[]> rows, CancellationToken cancellation)
    {
        await using var transaction = (SqliteTransaction)await target.BeginTransactionAsync(cancellation);
        await using var insert = target.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = """
            INSERT INTO "Subscribers" ("AccountId", "Id", "AddedAt", "AddressHash", "Content", "ImportId", "ListId", "Revision", "UnconfirmedSince")
            VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8)
            """;
        var parameters = Enumerable.Range(0, 9).Select(i => insert.Parameters.AddWithValue($"${i}", DBNull.Value)).ToList();
        await insert.PrepareAsync(cancellation);
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                parameters[i].Value = row[i];
            }

            await insert.ExecuteNonQueryAsync(cancellation);
        }

        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Table and indexes, word for word.</summary>
    private static async Task<List<string>> ShapeAsync(SqliteConnection source, CancellationToken cancellation)
    {
        await using var select = source.CreateCommand();
        select.CommandText = "SELECT sql FROM sqlite_master WHERE tbl_name = 'Subscribers' AND sql IS NOT NULL ORDER BY type = 'table' DESC";
        await using var reader = await select.ExecuteReaderAsync(cancellation);
        var shape = new List<string>();
        while (await reader.ReadAsync(cancellation))
        {
            shape.Add(reader.GetString(0));
        }

        return shape;
    }

    private static async Task<SqliteConnection> OpenAsync(string path, CancellationToken cancellation)
    {
        var connection = new SqliteConnection($"Data Source={path}");
        await connection.OpenAsync(cancellation);
        await using var pragmas = connection.CreateCommand();
        pragmas.CommandText = Pragmas;
        await pragmas.ExecuteNonQueryAsync(cancellation);
        return connection;
    }
}
