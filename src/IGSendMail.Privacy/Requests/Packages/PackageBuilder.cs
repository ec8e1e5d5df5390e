using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.Extensions.Options;

namespace IGSendMail.Privacy.Requests.Packages;

/// <summary>
/// Builds export packages: store by store into a sealed zip file, never a whole table in memory. A package is written
/// beside its final name and moved there when it is complete, so a file with that name is always whole.
/// </summary>
public sealed class PackageBuilder(
    DataMap map, PackageExplanation explanation, SealedFiles files, IOptions<DataOptions> data, TimeProvider time)
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerOptions.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Builds the package of an order.</summary>
    /// <param name="order">What and for whom.</param>
    /// <param name="cancellation">Stops it; what was written so far is removed.</param>
    public async Task<ExportPackage> BuildAsync(
        PackageOrder order, CancellationToken cancellation)
    {
        var madeAt = time.GetUtcNow();
        var final = OwnerFolder.File(data.Value.Exports, order.OwnerId, madeAt, order.Reference + ".zip");
        var folder = Path.GetDirectoryName(final)!;
        Directory.CreateDirectory(folder);
        foreach (var left in Directory.EnumerateFiles(folder, $"*-{order.Reference}.*"))
        {
            // From a process that was killed before it could say that it was done.
            File.Delete(left);
        }

        var part = final + ".part";
        try
        {
            var (records, bytes, sha256) = await WriteSealedAsync(
                part, ExportPackage.FilePlaceOf(order.AccountId, order.RequestId, Path.GetFileName(final)), order, madeAt, cancellation);
            File.Move(part, final, overwrite: true);
            return new ExportPackage
            {
                RequestId = order.RequestId,
                AccountId = order.AccountId,
                FileName = Path.GetFileName(final),
                Bytes = bytes,
                Sha256 = sha256,
                Records = records,
                MadeAt = madeAt,
            };
        }
        finally
        {
            File.Delete(part);
        }
    }

    private async Task<(long Records, long Bytes, string Sha256)> WriteSealedAsync(
        string part, SealedFilePlace place, PackageOrder order, DateTimeOffset madeAt, CancellationToken cancellation)
    {
        await using var file = await files.CreateAsync(part, place, cancellation);
        await using var clear = new HashingStream(file);
        var records = await WriteAsync(clear, part, order, madeAt, cancellation);
        await file.CompleteAsync(cancellation);
        return (records, clear.Length, clear.Sha256());
    }

    private async Task<long> WriteAsync(
        Stream file, string part, PackageOrder order, DateTimeOffset madeAt, CancellationToken cancellation)
    {
        await using var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, cancellation);
        var archive = new PackageArchive(zip, madeAt);
        var stores = new List<ManifestStore>();
        var leftOut = new List<LeftOut>();
        var samples = new List<PackageSample>();
        foreach (var store in map.Stores)
        {
            if (explanation.WhyLeftOut(store, order) is { } why)
            {
                leftOut.Add(new LeftOut(store.Description.Title, why));
                continue;
            }

            await using var spool = await RecordSpool.FillAsync(
                part.Replace(".part", ".scratch", StringComparison.Ordinal), store.ReadAsync(order.Subject, cancellation),
                cancellation);
            var names = spool.Count == 0 ? [] : new[] { $"data/{store.Description.Key}.json", $"data/{store.Description.Key}.csv" };
            if (spool.Count > 0)
            {
                await archive.AddAsync(names[0], (stream, token) => WriteJsonAsync(stream, spool, token), cancellation);
                await archive.AddAsync(names[1], (stream, token) => WriteCsvAsync(stream, spool, token), cancellation);
            }

            stores.Add(new ManifestStore(
                store.Description.Key, store.Description.Title, store.Description.Category.ToString(), spool.Count, names, spool.Withheld));
            samples.Add(new PackageSample(store.Description, spool.Count, [.. spool.Columns], spool.First, spool.Withheld));
        }

        await archive.AddAsync(
            "index.html", (stream, token) => WriteTextAsync(stream, writer => explanation.WriteAsync(writer, order, madeAt, samples, leftOut), token),
            cancellation);
        var manifest = new PackageManifest(
            PackageManifest.CurrentFormat, order.Reference, order.Right.ToString(), madeAt, stores.Sum(s => s.Records),
            stores, leftOut, order.HeldForCustomers, [.. archive.Files]);
        await archive.AddAsync(
            "manifest.json", (stream, token) => JsonSerializer.SerializeAsync(stream, manifest, Readable, token), cancellation);
        return manifest.Records;
    }

    private static Task WriteJsonAsync(Stream stream, RecordSpool spool, CancellationToken cancellation) =>
        WriteTextAsync(stream, async writer =>
        {
            await writer.WriteAsync("[\n");
            var separator = "";
            await foreach (var record in spool.ReadAsync(cancellation))
            {
                await writer.WriteAsync(separator + record);
                separator = ",\n";
            }

            await writer.WriteAsync("\n]\n");
        }, cancellation);

    private static Task WriteCsvAsync(Stream stream, RecordSpool spool, CancellationToken cancellation) =>
        WriteTextAsync(stream, async writer =>
        {
            await writer.WriteAsync(CsvText.Line(spool.Columns));
            await foreach (var record in spool.ReadAsync(cancellation))
            {
                var values = CsvText.Flatten((JsonObject)JsonNode.Parse(record)!)
                    .ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);
                await writer.WriteAsync(CsvText.Line(spool.Columns.Select(c => values.GetValueOrDefault(c))));
            }
        }, cancellation);

    private static async Task WriteTextAsync(Stream stream, Func<TextWriter, Task> write, CancellationToken cancellation)
    {
        await using var writer = new StreamWriter(stream, Utf8, bufferSize: 16 * 1024, leaveOpen: true);
        await write(writer);
        await writer.FlushAsync(cancellation);
    }
}

/// <summary>An order for a package.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="AccountId">The account, if the subject is one.</param>
/// <param name="Reference">What people call the request by.</param>
/// <param name="Right">What was asked for.</param>
/// <param name="Subject">Whose data.</param>
/// <param name="HeldForCustomers">Names of customers whose lists hold the address.</param>
public sealed record PackageOrder(
    Guid RequestId, Guid? AccountId, string Reference, Right Right, DataSubject Subject, IReadOnlyList<string> HeldForCustomers)
{
    /// <summary>Whose folder the file goes to.</summary>
    public Guid OwnerId => AccountId ?? RequestId;

    /// <summary>True if only the machine-readable part is asked for (GDPR Art. 20).</summary>
    public bool IsPortable => Right.FulfilledBy() == Fulfilment.PortablePackage;
}

/// <summary>What the readable page shows of one store.</summary>
internal sealed record PackageSample(
    StoreDescription Store, long Count, IReadOnlyList<string> Columns, IReadOnlyList<JsonObject> First, IReadOnlyCollection<string> Withheld);
