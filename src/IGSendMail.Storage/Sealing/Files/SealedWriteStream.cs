using System.Security.Cryptography;

namespace IGSendMail.Storage;

/// <summary>
/// Writes a sealed file from beginning to end, never more than one chunk in memory. Only <see cref="CompleteAsync"/>
/// makes it whole: what a killed process or a failed writer leaves behind does not open.
/// </summary>
public sealed class SealedWriteStream : Stream
{
    private readonly FileStream _file;
    private readonly AesGcm _cipher;
    private readonly byte[] _clear = new byte[SealedFileFormat.ChunkLength];
    private readonly byte[] _sealed = new byte[SealedFileFormat.SealedChunkLength];
    private int _filled;
    private long _chunk;
    private bool _isWhole;

    internal SealedWriteStream(FileStream file, AesGcm cipher) => (_file, _cipher) = (file, cipher);

    /// <inheritdoc />
    public override bool CanRead => false;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => true;

    /// <summary>Bytes in clear so far.</summary>
    public override long Length => (_chunk * SealedFileFormat.ChunkLength) + _filled;

    /// <inheritdoc />
    public override long Position { get => Length; set => throw new NotSupportedException(); }

    /// <summary>Writes the last chunk and brings the file onto the disk for good. Nothing can be written after it.</summary>
    public async Task CompleteAsync(CancellationToken cancellation)
    {
        await _file.WriteAsync(SealChunk(isLast: true), cancellation);
        await _file.FlushAsync(cancellation);
        _file.Flush(flushToDisk: true);
        _isWhole = true;
    }

    /// <inheritdoc />
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (buffer.Length > 0)
        {
            if (_filled == _clear.Length)
            {
                await _file.WriteAsync(SealChunk(isLast: false), cancellationToken);
            }

            buffer = buffer[Take(buffer.Span)..];
        }
    }

    /// <inheritdoc />
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            if (_filled == _clear.Length)
            {
                _file.Write(SealChunk(isLast: false).Span);
            }

            buffer = buffer[Take(buffer)..];
        }
    }

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc />
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>A chunk is written when it is full: there is nothing to do.</summary>
    public override void Flush()
    {
    }

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            CryptographicOperations.ZeroMemory(_clear);
            _cipher.Dispose();
            _file.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Take(ReadOnlySpan<byte> from)
    {
        var taken = Math.Min(from.Length, _clear.Length - _filled);
        from[..taken].CopyTo(_clear.AsSpan(_filled));
        _filled += taken;
        return taken;
    }

    private ReadOnlyMemory<byte> SealChunk(bool isLast)
    {
        if (_isWhole)
        {
            throw new InvalidOperationException("This sealed file is complete.");
        }

        Span<byte> nonce = stackalloc byte[12];
        SealedFileFormat.Nonce(nonce, _chunk, isLast);
        _cipher.Encrypt(nonce, _clear.AsSpan(0, _filled), _sealed.AsSpan(0, _filled), _sealed.AsSpan(_filled, SealedFileFormat.TagLength));
        var length = _filled + SealedFileFormat.TagLength;
        (_filled, _chunk) = (0, _chunk + 1);
        return _sealed.AsMemory(0, length);
    }
}
