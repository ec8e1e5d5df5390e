using System.IO.Compression;

namespace IGSendMail.Privacy.Packages;

/// <summary>A zip file under construction that remembers size and SHA-256 of every file put into it.</summary>
internal sealed class PackageArchive(ZipArchive zip, DateTimeOffset madeAt)
{
    private readonly List<PackageFile> _files = [];

    /// <summary>What is in it so far.</summary>
    public IReadOnlyList<PackageFile> Files => _files;

    /// <summary>Streams one file into it.</summary>
    public async Task AddAsync(string name, Func<Stream, CancellationToken, Task> write, CancellationToken cancellation)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = madeAt;
        await using var packed = await entry.OpenAsync(cancellation);
        await using var hashed = new HashingStream(packed);
        await write(hashed, cancellation);
        await hashed.FlushAsync(cancellation);
        _files.Add(new PackageFile(name, hashed.Length, hashed.Sha256()));
    }
}

/// <summary>What the manifest says of one file: enough to see whether it is whole.</summary>
/// <param name="Name">Path in the zip.</param>
/// <param name="Bytes">Size.</param>
/// <param name="Sha256">In lower-case hexadecimal.</param>
internal sealed record PackageFile(string Name, long Bytes, string Sha256);
