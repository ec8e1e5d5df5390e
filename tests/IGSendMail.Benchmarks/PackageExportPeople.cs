using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using IGSendMail.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Benchmarks;

/// <summary>
/// A large list, and its export as one would write it by hand for this one table: a plain reader on the database file,
/// each value opened with the account's key and read into its type, JSON straight into the sealed zip, the CSV beside it
/// into a plain file that is copied into the zip at the end.
/// </summary>
internal sealed class PackageExportPeople(TestSite site, Guid account)
{
    private readonly Sealer _sealer = site.Services.GetRequiredService<Sealer>();

    private readonly Guid _list = RowKeys.New(site.Time);

    /// <summary>Puts people into the table, sealed as an import seals them: those numbered from <paramref name="from"/> up to <paramref name="to"/>.</summary>
    public async Task FillAsync(int from, int to, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation);
        for (var done = from; done < to;)
        {
            await using var transaction = (SqliteTransaction)await connection.BeginTransactionAsync(cancellation);
            await using var insert = connection.CreateCommand();
            insert.Transaction = transaction;
            insert.CommandText = """
                INSERT INTO "Subscribers" ("AccountId", "Id", "ListId", "AddressHash", "Content", "AddedAt", "Revision")
                VALUES ($account, $id, $list, $hash, $content, $at, 0)
                """;
            insert.Parameters.AddWithValue("$account", Bytes(account));
            insert.Parameters.AddWithValue("$list", Bytes(_list));
            insert.Parameters.AddWithValue("$at", site.Time.GetUtcNow().UtcDateTime);
            var id = insert.Parameters.AddWithValue("$id", Bytes(account));
            var hash = insert.Parameters.AddWithValue("$hash", Bytes(account));
            var content = insert.Parameters.AddWithValue("$content", Array.Empty<byte>());
            for (var i = 0; i < 50_000 && done < to; i++, done++)
            {
                var key = new Guid(done, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0);
                (id.Value, hash.Value) = (Bytes(key), Bytes(key));
                content.Value = (await _sealer.SealAsync(Subscriber.PlaceOf(AudienceKeys.Audience.Of(account), key), Person(done), cancellation)).Envelope;
                await insert.ExecuteNonQueryAsync(cancellation);
            }

            await transaction.CommitAsync(cancellation);
        }
    }

    /// <summary>Exports the first <paramref name="most"/> people by hand. Returns the size of the file.</summary>
    public async Task<long> ExportByHandAsync(int most, CancellationToken cancellation)
    {
        var path = Path.Combine(site.Folder, "by-hand.zip");
        var csvPath = Path.Combine(site.Folder, "by-hand.csv");
        var place = new SealedFilePlace("exports", PersonKeys.Account.Of(account), "by-hand.zip");
        await using (var file = await site.Services.GetRequiredService<SealedFiles>().CreateAsync(path, place, cancellation))
        {
            await using (var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, cancellation))
            {
                await using (var json = await zip.CreateEntry("data/Subscriber.json", CompressionLevel.Fastest).OpenAsync(cancellation))
                await using (var csv = new StreamWriter(csvPath, append: false, new UTF8Encoding(false), 64 * 1024))
                {
                    await ReadAsync(most, json, csv, cancellation);
                }

                await using var packed = await zip.CreateEntry("data/Subscriber.csv", CompressionLevel.Fastest).OpenAsync(cancellation);
                await using var written = File.OpenRead(csvPath);
                await written.CopyToAsync(packed, cancellation);
            }

            await file.CompleteAsync(cancellation);
        }

        File.Delete(csvPath);
        return new FileInfo(path).Length;
    }

    private async Task ReadAsync(int most, Stream json, StreamWriter csv, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation);
        await using var select = connection.CreateCommand();
        select.CommandText = """SELECT "Id", "ListId", "AddressHash", "Content", "AddedAt" FROM "Subscribers" WHERE "AccountId" = $account LIMIT $most""";
        select.Parameters.AddWithValue("$account", Bytes(account));
        select.Parameters.AddWithValue("$most", most);
        await using var buffered = new BufferedStream(json, 64 * 1024);
        await using var writer = new Utf8JsonWriter(buffered);
        await csv.WriteAsync("\"address\",\"attributes.city\",\"attributes.note\",\"added\"\r\n");
        writer.WriteStartArray();
        await using var reader = await select.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var person = new Subscriber
            {
                AccountId = account,
                Id = new Guid(reader.GetFieldValue<byte[]>(0), bigEndian: true),
                ListId = new Guid(reader.GetFieldValue<byte[]>(1), bigEndian: true),
                AddressHash = new Guid(reader.GetFieldValue<byte[]>(2), bigEndian: true),
                Content = new Sealed(reader.GetFieldValue<byte[]>(3)),
                AddedAt = new DateTimeOffset(reader.GetDateTime(4), TimeSpan.Zero),
            };
            var content = await _sealer.OpenAsync<SubscriberContent>(person, person.Content, cancellation);
            var added = person.AddedAt.ToString("O", CultureInfo.InvariantCulture);
            writer.WriteStartObject();
            writer.WriteString("address", content.Address);
            writer.WriteStartObject("attributes");
            foreach (var (name, value) in content.Attributes)
            {
                writer.WriteString(name, value);
            }

            writer.WriteEndObject();
            writer.WriteString("added", added);
            writer.WriteEndObject();
            if (writer.BytesPending > 32 * 1024)
            {
                await writer.FlushAsync(cancellation);
            }

            await csv.WriteAsync(
                $"{Field(content.Address)},{Field(content.Attributes["city"])},{Field(content.Attributes["note"])},{Field(added)}\r\n");
        }

        writer.WriteEndArray();
        await writer.FlushAsync(cancellation);
    }

    private static SubscriberContent Person(int number) => new(
        string.Create(CultureInfo.InvariantCulture, $"person{number}@example.org"),
        new OrderedDictionary<string, string>
        {
            ["city"] = "Springfield",
            ["note"] = string.Create(CultureInfo.InvariantCulture, $"a note of usual length about person {number}"),
        });

    /// <summary>How keys stand in the file.</summary>
    private static byte[] Bytes(Guid key) => key.ToByteArray(bigEndian: true);

    private static string Field(string value) => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private async Task<SqliteConnection> OpenAsync(CancellationToken cancellation)
    {
        await using var db = await site.Services.GetRequiredService<IDbContextFactory<IGSendMailContext>>().CreateDbContextAsync(cancellation);
        var connection = new SqliteConnection(db.Database.GetConnectionString());
        await connection.OpenAsync(cancellation);
        return connection;
    }
}
