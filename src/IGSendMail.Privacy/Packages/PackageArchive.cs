using System.IO.Compression;
using System.Security.Cryptography;

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

/// <summary>Passes bytes on and hashes them.</summary>
internal sealed class HashingStream(Stream inner) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _length;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position { get => _length; set => throw new NotSupportedException(); }

    public string Sha256() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _hash.AppendData(buffer);
        _length += buffer.Length;
        inner.Write(buffer);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _hash.AppendData(buffer.Span);
        _length += buffer.Length;
        return inner.WriteAsync(buffer, cancellationToken);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }
}
