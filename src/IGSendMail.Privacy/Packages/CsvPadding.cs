using System.Buffers;

namespace IGSendMail.Privacy.Packages;

/// <summary>Adds empty fields to the end of every line of a CSV text that passes in pieces.</summary>
internal sealed class CsvPadding(int fields)
{
    private readonly byte[] _commas = [.. Enumerable.Repeat((byte)',', fields)];
    private readonly ArrayBufferWriter<byte> _padded = new();
    private bool _inQuotes;

    /// <summary>The next piece, padded; valid until the one after it. A piece may end anywhere.</summary>
    public ReadOnlyMemory<byte> Pad(ReadOnlyMemory<byte> piece)
    {
        if (fields == 0)
        {
            return piece;
        }

        _padded.ResetWrittenCount();
        var rest = piece.Span;
        while (rest.IndexOfAny((byte)'"', (byte)'\r') is var at and >= 0)
        {
            var isQuote = rest[at] == (byte)'"';
            _padded.Write(rest[..at]);
            // Every value is quoted, so outside of quotes there are commas and line ends only.
            _padded.Write(isQuote || _inQuotes ? default : _commas);
            _padded.Write(rest.Slice(at, 1));
            _inQuotes ^= isQuote;
            rest = rest[(at + 1)..];
        }

        _padded.Write(rest);
        return _padded.WrittenMemory;
    }
}
