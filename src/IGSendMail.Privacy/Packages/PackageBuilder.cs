using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Remote;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.Packages;

/// <summary>
/// Builds export packages: store by store into a sealed zip file, never a whole table in memory. A package is written
/// beside its final name and moved there when it is complete, so a file with that name is always whole.
/// </summary>
public sealed class PackageBuilder(
    DataMap map, PolicyShelf shelf, PackageExplanation explanation, PortabilitySchema schema, IEnumerable<IPortableFiles> portable, SealedFiles files,
    DataOptions data)
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerOptions.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Places that would belong into the package and do not answer.</summary>
    public async Task<IReadOnlyList<string>> SilentStoresAsync(PackageOrder order, CancellationToken cancellation)
    {
        var silent = new List<string>();
        foreach (var store in map.Stores.Where(s => s.Description.IsRemote && explanation.WhyLeftOut(s, order) is null))
        {
            if (await store.TryCountAsync(order.Subject, cancellation) is null)
            {
                silent.Add(store.Description.Key);
            }
        }

        return silent;
    }

    /// <summary>Builds the package of an order.</summary>
    /// <param name="order">What and for whom.</param>
    /// <param name="cancellation">Stops it; what was written so far is removed.</param>
    public async Task<ExportPackage> BuildAsync(
        PackageOrder order, CancellationToken cancellation)
    {
        var policy = shelf.Snapshot();
        var madeAt = policy.At;
        var final = OwnerFolder.File(data.Exports, order.Owner.Id, madeAt, order.Reference + ".zip");
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
                part, ExportPackage.FilePlaceOf(order.Owner, Path.GetFileName(final)), order, policy, cancellation);
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
        string part, SealedFilePlace place, PackageOrder order, PolicySnapshot policy, CancellationToken cancellation)
    {
        await using var file = await files.CreateAsync(part, place, cancellation);
        await using var clear = new HashingStream(file);
        var records = await WriteAsync(clear, part, order, policy, cancellation);
        await file.CompleteAsync(cancellation);
        return (records, clear.Length, clear.Sha256());
    }

    private async Task<long> WriteAsync(
        Stream file, string part, PackageOrder order, PolicySnapshot policy, CancellationToken cancellation)
    {
        var madeAt = policy.At;
        await using var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, cancellation);
        var archive = new PackageArchive(zip, madeAt);
        var scratch = part.Replace(".part", ".scratch", StringComparison.Ordinal);
        var content = await AddStoresAsync(archive, scratch, order, cancellation);
        if (order.IsPortable)
        {
            await AddPortableFilesAsync(archive, scratch, order, content, cancellation);
        }

        await archive.AddAsync("index.html", async (stream, token) =>
        {
            await using var writer = new StreamWriter(stream, Utf8, bufferSize: 16 * 1024, leaveOpen: true);
            await explanation.WriteAsync(writer, order, policy, content);
            await writer.FlushAsync(token);
        }, cancellation);
        var manifest = new PackageManifest(
            PackageManifest.CurrentFormat, order.Reference, order.AskedFor, madeAt, content.Samples.Sum(s => s.Count),
            [.. content.Samples.Select(ManifestStore.Of)], content.LeftOut, content.Redactions, order.HeldForCustomers, [.. archive.Files]);
        await archive.AddAsync(
            "manifest.json", (stream, token) => JsonSerializer.SerializeAsync(stream, manifest, Readable, token), cancellation);
        return manifest.Records;
    }

    private async Task<PackageContent> AddStoresAsync(
        PackageArchive archive, string scratch, PackageOrder order, CancellationToken cancellation)
    {
        var writer = new StoreFiles(archive, scratch);
        var log = new RedactionLog(map);
        var leftOut = new List<LeftOut>();
        var samples = new List<PackageSample>();
        foreach (var store in map.Stores)
        {
            if (explanation.WhyLeftOut(store, order) is { } why)
            {
                leftOut.Add(new LeftOut(store.Description.Title, why));
                continue;
            }

            var sample = order.OnlyCategories
                ? await StoreFiles.CountAsync(store, order.Subject, cancellation)
                : await writer.AddAsync(store, order.Subject, cancellation);
            await log.NoteAsync(store, order.Subject, sample.Withheld, cancellation);
            samples.Add(explanation.Kept(sample, store));
        }

        return new PackageContent(samples, leftOut, log.Lines);
    }

    private async Task AddPortableFilesAsync(
        PackageArchive archive, string scratch, PackageOrder order, PackageContent content, CancellationToken cancellation)
    {
        await archive.AddAsync(
            PortabilitySchema.FileName, async (stream, token) => await stream.WriteAsync(schema.Text, token), cancellation);
        foreach (var room in portable)
        {
            var added = new List<PortableFile>();
            await foreach (var file in room.ReadAsync(order.Subject, scratch, cancellation))
            {
                await archive.AddAsync(file.Name, file.WriteAsync, cancellation);
                added.Add(file);
            }

            content.ToBringBack.Add((room.HowToBringBack, added));
        }
    }
}

/// <summary>What a package is to hold, for whom, and under whose key.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="AccountId">The account, if the subject is one.</param>
/// <param name="Reference">What people call the request by.</param>
/// <param name="AskedFor">What was asked for, as programs read it, such as <c>Access</c>.</param>
/// <param name="Subject">Whose data.</param>
/// <param name="HeldForCustomers">Names of customers whose lists hold the address.</param>
public sealed record PackageOrder(
    Guid RequestId, Guid? AccountId, string Reference, string AskedFor, DataSubject Subject, IReadOnlyList<string> HeldForCustomers)
{
    /// <summary>Whose key seals the file, and whose folder it goes to: the account's, or the request's if there is none.</summary>
    public KeyOwner Owner => AccountId is { } account ? PersonKeys.Account.Of(account) : PersonKeys.Request.Of(RequestId);

    /// <summary>Name and address of the person, as they stand on the first lines; null if nobody is to be named.</summary>
    public string? Person { get; init; }

    /// <summary>True if only the kinds of data are told, not the data itself (11 CCR § 7024(a) and (j)).</summary>
    public bool OnlyCategories { get; init; }

    /// <summary>Keys of places that do not answer: they are named as missing, and a complete package follows.</summary>
    public IReadOnlyList<string> Silent { get; init; } = [];

    /// <summary>True if only the machine-readable part is asked for (GDPR Art. 20).</summary>
    public bool IsPortable { get; init; }
}

/// <summary>What a package holds and leaves out, as its readable page and its manifest tell it.</summary>
internal sealed record PackageContent(
    IReadOnlyList<PackageSample> Samples, IReadOnlyList<LeftOut> LeftOut, IReadOnlyList<Redaction> Redactions)
{
    /// <summary>Files that the site takes back, and how.</summary>
    public List<(string How, IReadOnlyList<PortableFile> Files)> ToBringBack { get; } = [];
}
