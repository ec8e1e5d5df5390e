using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using IGSendMail.Privacy.PersonalData;

namespace IGSendMail.Privacy.Requests.Packages;

/// <summary>
/// The records of one store, read once and kept aside: JSON and CSV must agree even if the data changes meanwhile, and
/// the CSV's columns are known only at the end. The scratch file is encrypted under a key that exists in memory only,
/// so that what a killed process leaves behind says nothing.
/// </summary>
internal sealed class RecordSpool : IAsyncDisposable
{
    /// <summary>So many records of a category are shown in the readable page.</summary>
    public const int Shown = 200;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);
    private readonly HashSet<string> _withheld = new(StringComparer.Ordinal);
    private readonly List<JsonObject> _first = [];
    private readonly Aes _aes = Aes.Create();
    private readonly string _file;

    private RecordSpool(string file) => _file = file;

    /// <summary>Names of all fields, in the order in which they first appeared.</summary>
    public IReadOnlyCollection<string> Columns => _columns.Keys;

    /// <summary>Types that exist but are not handed out.</summary>
    public IReadOnlyCollection<string> Withheld => _withheld;

    /// <summary>The first records.</summary>
    public IReadOnlyList<JsonObject> First => _first;

    /// <summary>How many records.</summary>
    public long Count { get; private set; }

    /// <summary>Reads everything a store hands out about the subject.</summary>
    public static async Task<RecordSpool> FillAsync(
        string file, IAsyncEnumerable<StoreRecord> records, CancellationToken cancellation)
    {
        var spool = new RecordSpool(file);
        try
        {
            await spool.WriteAsync(records, cancellation);
            return spool;
        }
        catch
        {
            await spool.DisposeAsync();
            throw;
        }
    }

    /// <summary>The records, one JSON text each.</summary>
    public async IAsyncEnumerable<string> ReadAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var file = File.OpenRead(_file);
        using var decryptor = _aes.CreateDecryptor();
        await using var clear = new CryptoStream(file, decryptor, CryptoStreamMode.Read);
        await using var unpacked = new GZipStream(clear, CompressionMode.Decompress);
        using var lines = new StreamReader(unpacked);
        while (await lines.ReadLineAsync(cancellation) is { } line)
        {
            yield return line;
        }
    }

    public ValueTask DisposeAsync()
    {
        _aes.Dispose();
        File.Delete(_file);
        return ValueTask.CompletedTask;
    }

    private async Task WriteAsync(IAsyncEnumerable<StoreRecord> records, CancellationToken cancellation)
    {
        await using var file = new FileStream(_file, FileMode.Create, FileAccess.Write, FileShare.None);
        using var encryptor = _aes.CreateEncryptor();
        await using var sealing = new CryptoStream(file, encryptor, CryptoStreamMode.Write);
        await using var packing = new GZipStream(sealing, CompressionLevel.Fastest);
        await using var json = new Utf8JsonWriter(packing, Options);
        await foreach (var record in records.WithCancellation(cancellation))
        {
            Note(record);
            record.Fields.WriteTo(json);
            await json.FlushAsync(cancellation);
            json.Reset();
            packing.WriteByte((byte)'\n');
            Count++;
        }
    }

    private void Note(StoreRecord record)
    {
        foreach (var (name, _) in CsvText.Flatten(record.Fields))
        {
            _columns.TryAdd(name, _columns.Count);
        }

        _withheld.UnionWith(record.Withheld);
        if (_first.Count < Shown)
        {
            _first.Add(record.Fields);
        }
    }
}
