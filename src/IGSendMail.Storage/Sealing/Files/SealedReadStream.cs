using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace IGSendMail.Storage;

/// <summary>
/// Reads a sealed file in clear, at any position, one chunk in memory. Its last chunk was checked when it was opened, so
/// the length is true and the file is whole; every other chunk is checked before a byte of it is given out.
/// </summary>
public sealed class SealedReadStream : Stream
{
    private readonly SafeFileHandle _file;
    private readonly AesGcm _cipher;
    private readonly SealedFilePlace _place;
    private readonly byte[] _sealed = new byte[SealedFileFormat.SealedChunkLength];
    private readonly byte[] _clear = new byte[SealedFileFormat.ChunkLength];
    private readonly long _chunks;
    private readonly long _length;
    private long _inHand = -1;
    private int _inHandLength;
    private long _position;

    internal SealedReadStream(SafeFileHandle file, AesGcm cipher, SealedFilePlace place)
    {
        (_file, _cipher, _place) = (file, cipher, place);
        var body = RandomAccess.GetLength(file) - SealedFileFormat.HeaderLength;
        _chunks = (body + SealedFileFormat.SealedChunkLength - 1) / SealedFileFormat.SealedChunkLength;
        _length = body - (_chunks * SealedFileFormat.TagLength);
        if (_chunks == 0 || body - ((_chunks - 1) * SealedFileFormat.SealedChunkLength) < SealedFileFormat.TagLength)
        {
            throw new UnsealException(place, "its end is missing");
        }
    }

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <inheritdoc />
    public override bool CanSeek => true;

    /// <inheritdoc />
    public override bool CanWrite => false;

    /// <summary>Length in clear.</summary>
    public override long Length => _length;

    /// <inheritdoc />
    public override long Position
    {
        get => _position;
        set => _position = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Before the beginning.");
    }

    /// <summary>Checks the last chunk.</summary>
    internal async Task CheckEndAsync(CancellationToken cancellation)
    {
        var read = await ReadChunkAsync(_chunks - 1, cancellation);
        OpenChunk(_chunks - 1, read);
    }

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position >= _length || buffer.Length == 0)
        {
            return 0;
        }

        var chunk = _position / SealedFileFormat.ChunkLength;
        if (chunk != _inHand)
        {
            OpenChunk(chunk, await ReadChunkAsync(chunk, cancellationToken));
        }

        return Give(buffer.Span);
    }

    /// <inheritdoc />
    public override int Read(Span<byte> buffer)
    {
        if (_position >= _length || buffer.Length == 0)
        {
            return 0;
        }

        var chunk = _position / SealedFileFormat.ChunkLength;
        if (chunk != _inHand)
        {
            var read = 0;
            for (int more; read < _sealed.Length && (more = RandomAccess.Read(_file, _sealed.AsSpan(read), OffsetOf(chunk) + read)) > 0;)
            {
                read += more;
            }

            OpenChunk(chunk, read);
        }

        return Give(buffer);
    }

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc />
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => _length + offset,
    };

    /// <inheritdoc />
    public override void Flush()
    {
    }

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

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

    private static long OffsetOf(long chunk) => SealedFileFormat.HeaderLength + (chunk * SealedFileFormat.SealedChunkLength);

    private async ValueTask<int> ReadChunkAsync(long chunk, CancellationToken cancellation)
    {
        var read = 0;
        while (read < _sealed.Length
            && await RandomAccess.ReadAsync(_file, _sealed.AsMemory(read), OffsetOf(chunk) + read, cancellation) is > 0 and var more)
        {
            read += more;
        }

        return read;
    }

    private void OpenChunk(long chunk, int read)
    {
        _inHand = -1;
        var isLast = chunk == _chunks - 1;
        if (isLast ? read < SealedFileFormat.TagLength : read != _sealed.Length)
        {
            throw new UnsealException(_place, "it was cut while it was read");
        }

        Span<byte> nonce = stackalloc byte[12];
        SealedFileFormat.Nonce(nonce, chunk, isLast);
        _inHandLength = read - SealedFileFormat.TagLength;
        try
        {
            _cipher.Decrypt(
                nonce, _sealed.AsSpan(0, _inHandLength), _sealed.AsSpan(_inHandLength, SealedFileFormat.TagLength),
                _clear.AsSpan(0, _inHandLength));
        }
        catch (AuthenticationTagMismatchException mismatch)
        {
            throw new UnsealException(_place, "it was changed, was cut, was never finished, or belongs elsewhere", mismatch);
        }

        _inHand = chunk;
    }

    private int Give(Span<byte> to)
    {
        var at = (int)(_position % SealedFileFormat.ChunkLength);
        var given = Math.Min(to.Length, _inHandLength - at);
        _clear.AsSpan(at, given).CopyTo(to);
        _position += given;
        return given;
    }
}
