using System.Security.Cryptography;

namespace IGSendMail.Privacy.Backups;

/// <summary>Copies files and says what was copied.</summary>
internal static class HashedCopy
{
    private const int BufferBytes = 128 * 1024;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Copies a file, to the disk itself. Returns its length and its SHA-256 in lower-case hexadecimal.</summary>
    public static async Task<(long Bytes, string Digest)> CopyAsync(string from, string to, CancellationToken cancellation)
    {
        // The site may be writing it, and may delete it.
        await using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        await using var target = new FileStream(to, options);
        var read = await HashAsync(source, target, cancellation);
        target.Flush(flushToDisk: true);
        return read;
    }

    /// <summary>Length and digest of a file.</summary>
    public static async Task<(long Bytes, string Digest)> ReadAsync(string file, CancellationToken cancellation)
    {
        await using var source = File.OpenRead(file);
        return await HashAsync(source, Stream.Null, cancellation);
    }

    private static async Task<(long Bytes, string Digest)> HashAsync(Stream source, Stream target, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        long bytes = 0;
        while (await source.ReadAsync(buffer, cancellation) is > 0 and var read)
        {
            hash.AppendData(buffer, 0, read);
            await target.WriteAsync(buffer.AsMemory(0, read), cancellation);
            bytes += read;
        }

        return (bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
