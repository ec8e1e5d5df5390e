using System.Globalization;
using IGSendMail.Platform.Audience;
using IGSendMail.Storage;
using IGSendMail.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Benchmarks;

/// <summary>
/// A list with very many people, sealed as an import seals them; one in a hundred has not confirmed. They are put into the file directly,
/// and the indexes are made at the end.
/// </summary>
internal sealed class ListPagesPeople(TestSite site, Guid account)
{
    private const int InOneTransaction = 50_000;
    private const int OneUnconfirmedIn = 100;
    private readonly string _source = $"Data Source={Path.Combine(site.DataFolder, "igsendmail.db")}";
    private readonly Sealer _sealer = site.Services.GetRequiredService<Sealer>();
    private byte[] _hashKey = [];

    public ListKey List { get; } = new(account, RowKeys.New(TimeProvider.System));

    public static string AddressOf(int number) => string.Create(CultureInfo.InvariantCulture, $"person{number}@example.org");

    /// <summary>The key of a person's row.</summary>
    public Guid IdOf(int number) => new(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1);

    public async Task FillAsync(int size, CancellationToken cancellation)
    {
        _hashKey = await site.Services.GetRequiredService<AddressHashes>().KeyAsync(cancellation);
        await using var connection = new SqliteConnection(_source);
        await connection.OpenAsync(cancellation);
        var indexes = await TakeOffIndexesAsync(connection, cancellation);
        await ListAsync(connection, cancellation);
        for (var done = 0; done < size;)
        {
            await using var transaction = (SqliteTransaction)await connection.BeginTransactionAsync(cancellation);
            done = await SomeAsync(transaction, done, Math.Min(size, done + InOneTransaction), cancellation);
            await transaction.CommitAsync(cancellation);
        }

        foreach (var index in indexes)
        {
            await RunAsync(connection, index, cancellation);
        }

        await RunAsync(connection, "PRAGMA wal_checkpoint(TRUNCATE)", cancellation);
        // Connections read the estimates when they open the file.
        SqliteConnection.ClearAllPools();
    }

    /// <summary>The rows of a page behind a person, as one would read them who knows the index. Returns how many.</summary>
    public async Task<int> ReadByHandAsync(int number, CancellationToken cancellation)
    {
        await using var connection = new SqliteConnection(_source);
        await connection.OpenAsync(cancellation);
        await using var select = connection.CreateCommand();
        select.CommandText = """
            SELECT "Id", "Content" FROM "Subscribers"
            WHERE "AccountId" = $account AND "ListId" = $list AND "AddressHash" > $hash ORDER BY "AddressHash" LIMIT 51
            """;
        Put(select, ("$account", account), ("$list", List.List), ("$hash", HashOf(number)));
        await using var reader = await select.ExecuteReaderAsync(cancellation);
        var rows = 0;
        while (await reader.ReadAsync(cancellation))
        {
            rows += reader.GetFieldValue<byte[]>(1).Length > 0 ? 1 : 0;
        }

        return rows;
    }

    private Guid HashOf(int number) => AddressHashes.Hash(_hashKey, EmailAddress.Of(AddressOf(number)));

    private async Task<int> SomeAsync(SqliteTransaction transaction, int from, int to, CancellationToken cancellation)
    {
        await using var insert = transaction.Connection!.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = """
            INSERT INTO "Subscribers" ("AccountId", "Id", "ListId", "AddressHash", "Content", "AddedAt", "UnconfirmedSince", "Revision")
            VALUES ($account, $id, $list, $hash, $content, $at, $unconfirmed, 0)
            """;
        Put(insert, ("$account", account), ("$list", List.List), ("$id", account), ("$hash", account));
        var content = insert.Parameters.AddWithValue("$content", Array.Empty<byte>());
        var at = TimeProvider.System.GetUtcNow().UtcDateTime;
        insert.Parameters.AddWithValue("$at", at);
        var unconfirmed = insert.Parameters.AddWithValue("$unconfirmed", DBNull.Value);
        for (var i = from; i < to; i++)
        {
            var id = IdOf(i);
            insert.Parameters["$id"].Value = id.ToByteArray(bigEndian: true);
            insert.Parameters["$hash"].Value = HashOf(i).ToByteArray(bigEndian: true);
            content.Value = (await _sealer.SealAsync(Subscriber.PlaceOf(AudienceKeys.Audience.Of(account), id), Person(i), cancellation)).Envelope;
            unconfirmed.Value = i % OneUnconfirmedIn == 0 ? at : DBNull.Value;
            await insert.ExecuteNonQueryAsync(cancellation);
        }

        return to;
    }

    private async Task ListAsync(SqliteConnection connection, CancellationToken cancellation)
    {
        await using var insert = connection.CreateCommand();
        insert.CommandText = """INSERT INTO "SubscriberLists" ("AccountId", "Id", "Content", "CreatedAt", "Revision") VALUES ($account, $list, $content, $at, 0)""";
        Put(insert, ("$account", account), ("$list", List.List));
        insert.Parameters.AddWithValue("$content", (await _sealer.SealAsync(SubscriberList.PlaceOf(List), new ListContent("A long list"), cancellation)).Envelope);
        insert.Parameters.AddWithValue("$at", TimeProvider.System.GetUtcNow().UtcDateTime);
        await insert.ExecuteNonQueryAsync(cancellation);
    }

    private static SubscriberContent Person(int number) => new(AddressOf(number), new OrderedDictionary<string, string>
    {
        ["city"] = "Springfield",
        ["note"] = string.Create(CultureInfo.InvariantCulture, $"a note of usual length about person {number}"),
    });

    private static void Put(SqliteCommand command, params ReadOnlySpan<(string Name, Guid Value)> values)
    {
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value.ToByteArray(bigEndian: true));
        }
    }

    /// <summary>Takes the indexes off the table and returns what makes them again.</summary>
    private static async Task<List<string>> TakeOffIndexesAsync(SqliteConnection connection, CancellationToken cancellation)
    {
        await using var select = connection.CreateCommand();
        select.CommandText = "SELECT name, sql FROM sqlite_master WHERE tbl_name = 'Subscribers' AND type = 'index' AND sql IS NOT NULL";
        var (names, made) = (new List<string>(), new List<string>());
        await using (var reader = await select.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                names.Add(reader.GetString(0));
                made.Add(reader.GetString(1));
            }
        }

        // With an index go the estimates that the program writes for it when it starts.
        await RunAsync(connection, "CREATE TEMP TABLE estimates AS SELECT tbl, idx, stat FROM sqlite_stat1 WHERE tbl = 'Subscribers'", cancellation);
        foreach (var name in names)
        {
            await RunAsync(connection, $"DROP INDEX \"{name}\"", cancellation);
        }

        made.Add("DELETE FROM sqlite_stat1 WHERE tbl = 'Subscribers'");
        made.Add("INSERT INTO sqlite_stat1 (tbl, idx, stat) SELECT tbl, idx, stat FROM estimates");
        return made;
    }

    private static async Task RunAsync(SqliteConnection connection, string statement, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
