using System.Text;

namespace IGSendMail.Platform.Audience.Reading;

/// <summary>The text of a file as UTF-8, from any place of the file on.</summary>
internal sealed class Utf8Source
{
    /// <summary>No read asks for less room: one character of the file may become three bytes.</summary>
    public const int LeastRoom = 4 * 1024;

    private readonly Stream _file;
    private readonly FileEncoding _encoding;
    private readonly Decoder? _decoder;
    private readonly byte[] _raw = [];
    private readonly char[] _characters = [];

    public Utf8Source(Stream file, FileEncoding encoding, long position)
    {
        (_file, _encoding) = (file, encoding);
        if (encoding != FileEncoding.Utf8)
        {
            _decoder = FileEncodings.DecoderOf(encoding);
            _raw = new byte[16 * 1024];
            _characters = new char[_raw.Length + 1];
        }

        Seek(position);
    }

    /// <summary>Goes on at this byte of the file, which must be the first one of a character.</summary>
    public void Seek(long position)
    {
        _file.Position = position;
        _decoder?.Reset();
    }

    /// <summary>Bytes of the file that this text stands for.</summary>
    public long SourceBytes(ReadOnlySpan<byte> utf8) => _encoding.SourceBytes(utf8);

    /// <summary>Reads on; 0 at the end of the file. Half a character at the very end is dropped.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> utf8, CancellationToken cancellation)
    {
        if (_decoder is null)
        {
            return await _file.ReadAsync(utf8, cancellation);
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(utf8.Length, LeastRoom, nameof(utf8));
        var most = Math.Min(_raw.Length, (utf8.Length / 3) - 1);
        while (true)
        {
            var read = await _file.ReadAsync(_raw.AsMemory(0, most), cancellation);
            if (read == 0)
            {
                return 0;
            }

            var characters = _decoder.GetChars(_raw.AsSpan(0, read), _characters, flush: false);
            if (characters > 0)
            {
                return Encoding.UTF8.GetBytes(_characters.AsSpan(0, characters), utf8.Span);
            }
        }
    }
}
