using System.Security.Cryptography;

namespace IGSendMail.Privacy.Packages;

/// <summary>
/// Bytes kept aside while a package is made. They are encrypted under a key that exists in memory only, so that what
/// a killed process leaves behind says nothing. Written once, then read as often as wanted; it goes when it is disposed.
/// </summary>
public sealed class ScratchFile : IAsyncDisposable
{
    private readonly Aes _aes = Aes.Create();
    private readonly string _path;
    private Stream? _writing;

    /// <summary>Begins the file; what was at its path before is replaced.</summary>
    public ScratchFile(string path)
    {
        _path = path;
        var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
        _writing = new CryptoStream(file, _aes.CreateEncryptor(), CryptoStreamMode.Write);
    }

    /// <summary>Adds bytes; many at once are cheaper.</summary>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation) =>
        (_writing ?? throw new InvalidOperationException("The scratch file was read already.")).WriteAsync(bytes, cancellation);

    /// <summary>Ends the writing and opens the file at its beginning.</summary>
    public async Task<Stream> OpenAsync()
    {
        if (_writing is not null)
        {
            await _writing.DisposeAsync();
            _writing = null;
        }

        var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
        return new CryptoStream(file, _aes.CreateDecryptor(), CryptoStreamMode.Read);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_writing is not null)
        {
            await _writing.DisposeAsync();
        }

        _aes.Dispose();
        File.Delete(_path);
    }
}
