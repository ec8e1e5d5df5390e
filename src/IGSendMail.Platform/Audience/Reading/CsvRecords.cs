using System.Buffers;

namespace IGSendMail.Platform.Audience.Reading;

/// <summary>What keeps a record from being read.</summary>
internal enum RecordFault
{
    None,

    /// <summary>A quote mark opens a value and none closes it.</summary>
    OpenQuote,

    /// <summary>Something other than a separator follows a closing quote mark.</summary>
    StrayQuote,

    /// <summary>It is longer than <see cref="CsvRecords.MostBytes"/>.</summary>
    TooLong,
}

/// <summary>A record as it stands in the file.</summary>
/// <param name="Line">Line on which it begins, counted from 1.</param>
/// <param name="LastLine">Line on which it ends, or on which its faulty part ends.</param>
/// <param name="Position">Offset in the file of its first byte.</param>
/// <param name="Bytes">Its text as UTF-8 without the line end; valid until the next read. Empty for a faulty record.</param>
/// <param name="Fault">Why it cannot be read; reading then goes on behind <paramref name="LastLine"/>.</param>
/// <param name="Cell">Number of the faulty cell, counted from 1; 0 if there is none.</param>
internal readonly record struct RawRecord(
    int Line, int LastLine, long Position, ReadOnlyMemory<byte> Bytes, RecordFault Fault, int Cell);

/// <summary>
/// Finds where the records of a CSV file begin and end. A CSV parser alone cannot resume in the middle of a file, cannot
/// say where to go on after a value that is too long, and takes what follows a quote mark that is never closed for its
/// value; here nothing is longer in memory than some records, and no line from inside a value is ever read as a record.
/// </summary>
internal sealed class CsvRecords
{
    /// <summary>The longest record, in bytes.</summary>
    public const int MostBytes = 64 * 1024;

    private readonly Utf8Source _file;
    private readonly Dialect _dialect;

    // Four records long, so that the rest is moved to the front seldom.
    private readonly byte[] _buffer = new byte[4 * MostBytes];
    private int _start, _end;
    private bool _fileEnded;

    public CsvRecords(Stream file, FileEncoding encoding, Dialect dialect, long position, int line)
    {
        _file = new Utf8Source(file, encoding, position);
        (_dialect, Position, Line) = (dialect, position, line);
    }

    /// <summary>Offset in the file of what is read next.</summary>
    public long Position { get; private set; }

    public int Line { get; private set; }

    private ReadOnlySpan<byte> AtHand => _buffer.AsSpan(_start, _end - _start);

    /// <summary>The next record, or null at the end of the file.</summary>
    public async ValueTask<RawRecord?> ReadAsync(CancellationToken cancellation)
    {
        await FillAsync(cancellation);
        if (_start == _end)
        {
            return null;
        }

        var walk = Walk(StrayQuotes.Stop, _end - _start);
        if (walk.Ended)
        {
            return walk.Length <= MostBytes ? Take(walk) : Skip(walk.Walked, walk.Lines, RecordFault.TooLong, 0);
        }

        if (walk.MetStray && walk.Walked <= MostBytes)
        {
            return SkipStray(walk.Cell + 1);
        }

        return walk.MetStray || _fileEnded
            ? await SkipLineAsync(RecordFault.OpenQuote, walk.Cell + 1, cancellation)
            : await SkipLongAsync(walk, cancellation);
    }

    private RecordWalk Walk(StrayQuotes strays, int most)
    {
        var walk = new RecordWalk(_dialect, strays);
        walk.Walk(_buffer.AsSpan(_start, most));
        if (!walk.Ended && !walk.MetStray && _fileEnded && _start + most == _end)
        {
            walk.EndFile();
        }

        return walk;
    }

    private RawRecord Take(RecordWalk walk)
    {
        var record = new RawRecord(
            Line, Line + walk.Lines - 1, Position, _buffer.AsMemory(_start, walk.Length), RecordFault.None, 0);
        Advance((int)walk.Walked, walk.Lines);
        return record;
    }

    private RawRecord Skip(long bytes, int lines, RecordFault fault, int cell)
    {
        var record = new RawRecord(Line, Line + lines - 1, Position, default, fault, cell);
        Advance((int)bytes, lines);
        return record;
    }

    /// <summary>
    /// Goes on behind the record that the quote marks delimit in pairs, if it ends near enough; else behind the line. What
    /// lies between may be the inside of a value and is never read.
    /// </summary>
    private RawRecord SkipStray(int cell)
    {
        var walk = Walk(StrayQuotes.Pair, Math.Min(MostBytes + 2, _end - _start));
        return walk.Ended
            ? Skip(walk.Walked, walk.Lines, RecordFault.StrayQuote, cell)
            : Skip(LineAtHand().Bytes, 1, RecordFault.StrayQuote, cell);
    }

    /// <summary>Reads on until a record that is too long ends. If its quote mark is never closed, only its line was faulty.</summary>
    private async ValueTask<RawRecord> SkipLongAsync(RecordWalk walk, CancellationToken cancellation)
    {
        var cell = walk.IsInQuotes ? walk.Cell + 1 : 0;
        var bytes = Position + _file.SourceBytes(AtHand);
        var piece = ArrayPool<byte>.Shared.Rent(MostBytes);
        try
        {
            while (!walk.Ended && !walk.MetStray)
            {
                var before = walk.Walked;
                var read = await _file.ReadAsync(piece.AsMemory(0, MostBytes), cancellation);
                if (read == 0)
                {
                    walk.EndFile();
                    break;
                }

                walk.Walk(piece.AsSpan(0, read));
                bytes += _file.SourceBytes(piece.AsSpan(0, (int)(walk.Walked - before)));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece, clearArray: true);
        }

        if (walk.Ended)
        {
            var record = new RawRecord(Line, Line + walk.Lines - 1, Position, default, RecordFault.TooLong, cell);
            (Line, Position) = (Line + walk.Lines, bytes);
            StartAt(bytes);
            return record;
        }

        // What was walked over is read again, this time line by line.
        _file.Seek(Position + _file.SourceBytes(AtHand));
        return await SkipLineAsync(cell == 0 ? RecordFault.TooLong : RecordFault.OpenQuote, cell, cancellation);
    }

    private async ValueTask<RawRecord> SkipLineAsync(RecordFault fault, int cell, CancellationToken cancellation)
    {
        var record = new RawRecord(Line, Line, Position, default, fault, cell);
        while (true)
        {
            var (bytes, ended) = LineAtHand();
            Advance(bytes, ended ? 1 : 0);
            if (ended)
            {
                return record;
            }

            await FillAsync(cancellation);
            if (_start == _end)
            {
                Line++;
                return record;
            }
        }
    }

    private (int Bytes, bool Ended) LineAtHand()
    {
        var end = AtHand.IndexOfAny((byte)'\n', (byte)'\r');
        return end < 0 ? (AtHand.Length, false)
            : (end + (AtHand[end] == '\r' && end + 1 < AtHand.Length && AtHand[end + 1] == '\n' ? 2 : 1), true);
    }

    /// <summary>Makes sure that a whole record, its line end included, is at hand unless the file ends before.</summary>
    private async ValueTask FillAsync(CancellationToken cancellation)
    {
        const int wanted = MostBytes + 2;
        if (_end - _start >= wanted || _fileEnded)
        {
            return;
        }

        AtHand.CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        while (_buffer.Length - _end >= Utf8Source.LeastRoom)
        {
            var read = await _file.ReadAsync(_buffer.AsMemory(_end), cancellation);
            if (read == 0)
            {
                _fileEnded = true;
                return;
            }

            _end += read;
        }
    }

    private void StartAt(long position)
    {
        (_start, _end, _fileEnded) = (0, 0, false);
        _file.Seek(position);
    }

    private void Advance(int bytes, int lines)
    {
        Position += _file.SourceBytes(_buffer.AsSpan(_start, bytes));
        _start += bytes;
        Line += lines;
    }
}
