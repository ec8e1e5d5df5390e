using System.Security.Cryptography;

namespace IGSendMail.Storage;

/// <summary>Makes and opens sealed files.</summary>
public sealed class SealedFiles(Vault vault, WordBook words)
{
    /// <summary>
    /// Begins a file that only its owner's key opens, readable on disk by this program's user alone. An unfinished one
    /// at this path is replaced.
    /// </summary>
    /// <exception cref="KeyDestroyedException">The owner was erased.</exception>
    public async Task<SealedWriteStream> CreateAsync(string path, SealedFilePlace place, CancellationToken cancellation)
    {
        var key = await vault.KeyForAsync(place.Owner, cancellation);
        var header = SealedFileFormat.NewHeader(place.Owner, key.Id);
        var file = new FileStream(path, OwnersOnly());
        try
        {
            // At once, so that whoever replaces keys sees which one is in use here.
            await file.WriteAsync(header, cancellation);
            return new SealedWriteStream(file, SealedFileFormat.CipherOf(key, header, place));
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens a file for reading in clear. It may be deleted or replaced meanwhile.</summary>
    /// <exception cref="FileNotFoundException">It is not there; so is <see cref="DirectoryNotFoundException"/>.</exception>
    /// <exception cref="UnsealException">It was changed, cut, moved, never finished, or is no sealed file.</exception>
    /// <exception cref="KeyDestroyedException">The owner was erased.</exception>
    public async Task<SealedReadStream> OpenAsync(string path, SealedFilePlace place, CancellationToken cancellation)
    {
        var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.Asynchronous);
        AesGcm? cipher = null;
        try
        {
            var header = new byte[SealedFileFormat.HeaderLength];
            var read = await RandomAccess.ReadAsync(file, header, 0, cancellation);
            if (SealedFileFormat.Read(header.AsSpan(0, read)) is not { } named)
            {
                throw new UnsealException(place, "it is no sealed file or its beginning was changed");
            }

            if ((named.Kind, named.OwnerId) != (place.Owner.Kind.Number, place.Owner.Id))
            {
                throw new UnsealException(place, "it belongs to another owner");
            }

            var key = await vault.KeyOfAsync(place.Owner, named.KeyId, cancellation)
                ?? throw new UnsealException(place, "it was made with another key");
            cipher = SealedFileFormat.CipherOf(key, header, place);
            var reader = new SealedReadStream(file, cipher, place);
            await reader.CheckEndAsync(cancellation);
            return reader;
        }
        catch
        {
            cipher?.Dispose();
            file.Dispose();
            throw;
        }
    }

    /// <summary>Whose file it says it is and which key it names, or null if it is gone or is no sealed file of an owner that we know.</summary>
    internal (KeyOwner Owner, Guid KeyId)? Peek(string path)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var header = new byte[SealedFileFormat.HeaderLength];
            return SealedFileFormat.Read(header.AsSpan(0, RandomAccess.Read(file, header, 0))) is { } named
                && words.All<KeyOwnerKind>().FirstOrDefault(k => k.Number == named.Kind) is { } kind
                ? (kind.Of(named.OwnerId), named.KeyId)
                : null;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static FileStreamOptions OwnersOnly()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            Share = FileShare.Read | FileShare.Delete,
            BufferSize = 0,
            Options = FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
