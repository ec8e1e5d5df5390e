namespace IGSendMail.Platform.Audience.Importing;

/// <summary>What keeps a record from being read.</summary>
internal enum RecordFault
{
    None,

    /// <summary>A quote mark opens a value and none closes it within <see cref="CsvRecords.MostBytes"/>.</summary>
    OpenQuote,

    /// <summary>Something other than a delimiter follows a closing quote mark.</summary>
    StrayQuote,

    /// <summary>It is longer than <see cref="CsvRecords.MostBytes"/>.</summary>
    TooLong,
}

/// <summary>A record as it stands in the file.</summary>
/// <param name="Line">Line on which it begins, counted from 1.</param>
/// <param name="Bytes">Its bytes without the line end; valid until the next read. Empty for a faulty record.</param>
/// <param name="Fault">Why it cannot be read; reading then goes on with the next line.</param>
internal readonly record struct RawRecord(int Line, ReadOnlyMemory<byte> Bytes, RecordFault Fault);

/// <summary>
/// Finds where the records of a CSV file begin and end, in bytes. A CSV parser alone cannot resume in the middle of
/// a file, swallows the rest of it after a quote mark that is never closed, and needs text; here a faulty row costs
/// one line, and nothing is longer in memory than one record. Delimiter, quote mark and line ends are ASCII, so
/// UTF-8 can be cut at them without decoding.
/// </summary>
internal sealed class CsvRecords(Stream file, char delimiter, long position, int line)
{
    /// <summary>The longest record, in bytes.</summary>
    public const int MostBytes = 64 * 1024;

    private const byte Quote = (byte)'"', LineFeed = (byte)'\n', Return = (byte)'\r';

    // Four records long, so that the rest is moved to the front seldom.
    private readonly byte[] _buffer = new byte[4 * MostBytes];
    private int _start, _end;
    private bool _fileEnded;

    private enum Inside { FieldStart, Plain, Quoted, AfterQuote }

    /// <summary>Offset in the file of what is read next.</summary>
    public long Position { get; private set; } = position;

    /// <summary>Its line.</summary>
    public int Line { get; private set; } = line;

    /// <summary>The next record, or null at the end of the file.</summary>
    public async ValueTask<RawRecord?> ReadAsync(CancellationToken cancellation)
    {
        await FillAsync(cancellation);
        if (_start == _end)
        {
            return null;
        }

        var begins = Line;
        var (length, next, lines, fault) = Scan(_buffer.AsSpan(_start, _end - _start));
        if (fault != RecordFault.None)
        {
            await SkipLineAsync(cancellation);
            return new RawRecord(begins, default, fault);
        }

        var bytes = _buffer.AsMemory(_start, length);
        Advance(next, lines);
        return new RawRecord(begins, bytes, RecordFault.None);
    }

    /// <summary>Makes sure that a whole record, its line end included, is at hand unless the file ends before.</summary>
    private async ValueTask FillAsync(CancellationToken cancellation)
    {
        const int wanted = MostBytes + 2;
        if (_end - _start >= wanted || _fileEnded)
        {
            return;
        }

        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        while (_end < _buffer.Length)
        {
            var read = await file.ReadAsync(_buffer.AsMemory(_end), cancellation);
            if (read == 0)
            {
                _fileEnded = true;
                return;
            }

            _end += read;
        }
    }

    private (int Length, int Next, int Lines, RecordFault Fault) Scan(ReadOnlySpan<byte> text)
    {
        var separator = (byte)delimiter;
        var inside = Inside.FieldStart;
        var lines = 1;
        for (var i = 0; i < text.Length; i++)
        {
            if (i == MostBytes)
            {
                return (0, 0, 0, inside == Inside.Quoted ? RecordFault.OpenQuote : RecordFault.TooLong);
            }

            var b = text[i];
            var endsLine = b == LineFeed || b == Return;
            if (inside == Inside.Quoted)
            {
                inside = b == Quote ? Inside.AfterQuote : inside;
                lines += b == LineFeed || (b == Return && !IsFollowedByLineFeed(text, i)) ? 1 : 0;
            }
            else if (endsLine)
            {
                return (i, i + (b == Return && IsFollowedByLineFeed(text, i) ? 2 : 1), lines, RecordFault.None);
            }
            else if (b == separator)
            {
                inside = Inside.FieldStart;
            }
            else if (b == Quote && inside is Inside.FieldStart or Inside.AfterQuote)
            {
                inside = Inside.Quoted;
            }
            else if (inside == Inside.AfterQuote)
            {
                return (0, 0, 0, RecordFault.StrayQuote);
            }
            else
            {
                inside = Inside.Plain;
            }
        }

        return inside == Inside.Quoted ? (0, 0, 0, RecordFault.OpenQuote) : (text.Length, text.Length, lines, RecordFault.None);
    }

    private static bool IsFollowedByLineFeed(ReadOnlySpan<byte> text, int at) => at + 1 < text.Length && text[at + 1] == LineFeed;

    private async ValueTask SkipLineAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var rest = _buffer.AsSpan(_start, _end - _start);
            var end = rest.IndexOfAny(LineFeed, Return);
            if (end >= 0)
            {
                Advance(end + (rest[end] == Return && IsFollowedByLineFeed(rest, end) ? 2 : 1), 1);
                return;
            }

            Advance(rest.Length, 0);
            await FillAsync(cancellation);
            if (_start == _end)
            {
                return;
            }
        }
    }

    private void Advance(int bytes, int lines)
    {
        _start += bytes;
        Position += bytes;
        Line += lines;
    }
}
