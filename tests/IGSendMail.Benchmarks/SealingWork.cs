using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using IGSendMail.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Benchmarks;

/// <summary>
/// An import and an export of the same rows with and without sealing, everything else alike: file, JSON, address hash,
/// transactions of 1,000 rows, zip.
/// </summary>
internal sealed class SealingWork(bool isSealed) : IAsyncDisposable
{
    private const int SliceRows = 1_000;
    private static readonly Guid Account = new("0193a000-0000-7000-8000-000000000001");
    private static readonly SealedFilePlace Upload = new("imports", AudienceKeys.Audience.Of(Account), "upload.csv");
    private static readonly SealedFilePlace Package = new("exports", PersonKeys.Account.Of(Account), "package.zip");
    private readonly TestSite _site = new();

    private string UploadFile => Path.Combine(_site.Folder, "upload.csv");

    private string PackageFile => Path.Combine(_site.Folder, "package.zip");

    private SealedFiles Files => _site.Services.GetRequiredService<SealedFiles>();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    /// <summary>Writes the upload to disk and reads it into a list.</summary>
    public async Task<TimeSpan> ImportAsync(int rows, CancellationToken cancellation)
    {
        var hashKey = await _site.Services.GetRequiredService<AddressHashes>().KeyAsync(cancellation);
        var start = Stopwatch.GetTimestamp();
        await WriteAsync(UploadFile, Upload, file => WriteRowsAsync(file, rows), cancellation);
        await using var stream = await OpenAsync(UploadFile, Upload, cancellation);
        using var lines = new StreamReader(stream);
        for (var done = 0; done < rows; done += SliceRows)
        {
            var people = new List<Subscriber>(SliceRows);
            for (var i = 0; i < SliceRows && await lines.ReadLineAsync(cancellation) is { } line; i++)
            {
                people.Add(await ReadAsync(line.Split(','), hashKey, cancellation));
            }

            await using var db = Open();
            await db.WriteAsync(WriteUrgency.Background, _ => { db.AddRange(people); return Task.CompletedTask; }, cancellation);
        }

        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>Reads every row and writes the package.</summary>
    public async Task<TimeSpan> ExportAsync(CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        await WriteAsync(PackageFile, Package, async file =>
        {
            await using var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, cancellation);
            await using var entry = await zip.CreateEntry("data/Subscriber.json", CompressionLevel.Fastest).OpenAsync(cancellation);
            await using var writer = new StreamWriter(entry);
            await using var db = Open();
            await foreach (var person in db.Subscribers().AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellation))
            {
                await writer.WriteLineAsync((await OpenRowAsync(person, cancellation)).ToJsonString());
            }
        }, cancellation);
        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>Runs the same both ways, twice and in both orders, and prints the better time of each and their ratio.</summary>
    public static async Task CompareAsync(
        Func<SealingWork, Task<TimeSpan>> work, int rows, TextWriter output)
    {
        var best = new Dictionary<bool, TimeSpan>();
        foreach (var isSealed in new[] { true, false, false, true })
        {
            await using var one = new SealingWork(isSealed);
            await one.MakeReadyAsync();
            var took = await work(one);
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"  {(isSealed ? "sealed" : "clear"),-7} {took.TotalSeconds,8:0.00} s {rows / took.TotalSeconds,10:N0} rows/s"));
            best[isSealed] = best.TryGetValue(isSealed, out var other) && other < took ? other : took;
        }

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"  sealed takes {best[true] / best[false]:0.00} times as long as clear text (best of two each)"));
    }

    /// <summary>Starts the site, which makes database and vault, and warms the way.</summary>
    private async Task MakeReadyAsync()
    {
        await using var db = Open();
        await db.Subscribers().CountAsync();
    }

    private async Task<Subscriber> ReadAsync(string[] fields, byte[] hashKey, CancellationToken cancellation)
    {
        var id = RowKeys.New(_site.Time);
        var content = new SubscriberContent(fields[0], new OrderedDictionary<string, string> { ["name"] = fields[1], ["city"] = fields[2] });
        return new Subscriber
        {
            AccountId = Account,
            Id = id,
            ListId = Account,
            AddressHash = AddressHashes.Hash(hashKey, EmailAddress.Of(content.Address)),
            AddedAt = _site.Time.GetUtcNow(),
            Content = isSealed
                ? await _site.Services.GetRequiredService<Sealer>().SealAsync(Subscriber.PlaceOf(AudienceKeys.Audience.Of(Account), id), content, cancellation)
                : new Sealed(JsonSerializer.SerializeToUtf8Bytes(content, JsonSerializerOptions.Web)),
        };
    }

    private async ValueTask<JsonObject> OpenRowAsync(Subscriber person, CancellationToken cancellation) => isSealed
        ? await _site.Services.GetRequiredService<Sealer>().OpenAsync<JsonObject>(person, person.Content, cancellation)
        : JsonSerializer.Deserialize<JsonObject>(person.Content.Envelope, JsonSerializerOptions.Web)!;

    private async Task WriteAsync(string path, SealedFilePlace place, Func<Stream, Task> write, CancellationToken cancellation)
    {
        if (isSealed)
        {
            await using var file = await Files.CreateAsync(path, place, cancellation);
            await write(file);
            await file.CompleteAsync(cancellation);
            return;
        }

        await using var clear = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 64 * 1024, useAsync: true);
        await write(clear);
        await clear.FlushAsync(cancellation);
        clear.Flush(flushToDisk: true);
    }

    private async Task<Stream> OpenAsync(string path, SealedFilePlace place, CancellationToken cancellation) => isSealed
        ? await Files.OpenAsync(path, place, cancellation)
        : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, useAsync: true);

    private static async Task WriteRowsAsync(Stream file, int rows)
    {
        await using var writer = new StreamWriter(file, leaveOpen: true);
        for (var i = 0; i < rows; i++)
        {
            await writer.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"person{i}@example.org,Person Number {i},Springfield"));
        }
    }

    private IGSendMailContext Open() => _site.Services.GetRequiredService<IDbContextFactory<IGSendMailContext>>().CreateDbContext();
}
