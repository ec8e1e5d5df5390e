using System.Buffers.Binary;
using Microsoft.Data.Sqlite;

namespace IGSendMail.Benchmarks;

/// <summary>Puts lists and the people on them into the database file with prepared statements.</summary>
internal sealed class PurgeRows(SqliteConnection connection, DateTimeOffset at)
{
    private long _number;

    /// <summary>One list of the account with so many people.</summary>
    public async Task AddListAsync(
        SqliteTransaction transaction, Guid account, int people, byte[] content, CancellationToken cancellation)
    {
        var list = Key(++_number);
        await using (var insert = Insert(transaction, """
            INSERT INTO "SubscriberLists" ("AccountId", "Id", "Content", "CreatedAt", "Revision") VALUES ($account, $list, $content, $at, 0)
            """, account, list, content))
        {
            await insert.ExecuteNonQueryAsync(cancellation);
        }

        await using var person = Insert(transaction, """
            INSERT INTO "Subscribers" ("AccountId", "Id", "ListId", "AddressHash", "Content", "AddedAt", "Revision")
            VALUES ($account, $id, $list, $hash, $content, $at, 0)
            """, account, list, content);
        var id = person.Parameters.AddWithValue("$id", list);
        var hash = person.Parameters.AddWithValue("$hash", list);
        await person.PrepareAsync(cancellation);
        for (var i = 0; i < people; i++)
        {
            (id.Value, hash.Value) = (Key(++_number), Hash(_number));
            await person.ExecuteNonQueryAsync(cancellation);
        }
    }

    private SqliteCommand Insert(SqliteTransaction transaction, string statement, Guid account, byte[] list, byte[] content)
    {
        var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = statement;
        insert.Parameters.AddWithValue("$account", account.ToByteArray(bigEndian: true));
        insert.Parameters.AddWithValue("$list", list);
        insert.Parameters.AddWithValue("$content", content);
        insert.Parameters.AddWithValue("$at", at.UtcDateTime);
        return insert;
    }

    /// <summary>New rows go to the end of their account, as keys ordered by time do.</summary>
    private static byte[] Key(long number)
    {
        var key = new byte[16];
        BinaryPrimitives.WriteInt64BigEndian(key, number << 16);
        key[6] = 0x70;
        key[15] = 1;
        return key;
    }

    /// <summary>Keyed hashes are strewn over all their values.</summary>
    private static byte[] Hash(long number)
    {
        var hash = new byte[16];
        var mixed = (ulong)number * 0x9E37_79B9_7F4A_7C15UL;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58_476D_1CE4_E5B9UL;
        BinaryPrimitives.WriteUInt64BigEndian(hash, mixed ^ (mixed >> 31));
        BinaryPrimitives.WriteInt64BigEndian(hash.AsSpan(8), number);
        return hash;
    }
}
