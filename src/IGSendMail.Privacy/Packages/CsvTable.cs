using System.Buffers;
using System.Text;
using System.Text.Json;

namespace IGSendMail.Privacy.Packages;

/// <summary>
/// The records of one store as a CSV file. Its columns are known only when the last record was read, so finished lines
/// wait in a scratch file; those written before a column appeared get its comma when they are copied. JSON and CSV
/// come from one reading and agree even if the data changes meanwhile. A field within a field becomes <c>outer.inner</c>.
/// </summary>
internal sealed class CsvTable(ScratchFile scratch)
{
    /// <summary>So many records of a category are shown in the readable page.</summary>
    public const int Shown = 200;

    private const int Chunk = 64 * 1024;
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);
    private readonly List<(int Columns, long Bytes)> _stretches = [];
    private readonly List<IReadOnlyList<string?>> _first = [];
    private readonly ArrayBufferWriter<byte> _lines = new(Chunk);
    private readonly ArrayBufferWriter<byte> _values = new(1024);
    private (int Start, int Length)[] _cells = new (int, int)[16];
    private char[] _name = new char[256];
    private byte[] _text = new byte[1024];

    /// <summary>Names of all fields, in the order in which they first appeared.</summary>
    public IReadOnlyCollection<string> Columns => _columns.Keys;

    /// <summary>The values of the first records; a record may end before the last columns.</summary>
    public IReadOnlyList<IReadOnlyList<string?>> First => _first;

    /// <summary>Adds a record, a JSON object.</summary>
    public async ValueTask AddAsync(ReadOnlyMemory<byte> record, CancellationToken cancellation)
    {
        Add(record.Span);
        if (_lines.WrittenCount >= Chunk)
        {
            await scratch.WriteAsync(_lines.WrittenMemory, cancellation);
            _lines.ResetWrittenCount();
        }
    }

    /// <summary>Writes the whole file. Nothing can be added after it.</summary>
    public async Task CopyToAsync(Stream to, CancellationToken cancellation)
    {
        await scratch.WriteAsync(_lines.WrittenMemory, cancellation);
        _lines.ResetWrittenCount();
        _lines.Write(CsvText.Mark);
        CsvText.WriteLine(_lines, _columns.Keys);
        await to.WriteAsync(_lines.WrittenMemory, cancellation);
        await using var lines = await scratch.OpenAsync();
        var buffer = new byte[Chunk];
        foreach (var (columns, bytes) in _stretches)
        {
            // An empty line is one empty field.
            var padding = new CsvPadding(Math.Max(_columns.Count, 1) - Math.Max(columns, 1));
            for (var left = bytes; left > 0;)
            {
                var read = await lines.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), cancellation);
                if (read == 0)
                {
                    throw new EndOfStreamException("The scratch file ended early.");
                }

                left -= read;
                await to.WriteAsync(padding.Pad(buffer.AsMemory(0, read)), cancellation);
            }
        }
    }

    private void Add(ReadOnlySpan<byte> record)
    {
        _values.ResetWrittenCount();
        Array.Clear(_cells);
        var reader = new Utf8JsonReader(record);
        reader.Read();
        ReadFields(record, ref reader, prefix: 0);

        var before = _lines.WrittenCount;
        for (var i = 0; i < _columns.Count; i++)
        {
            _lines.Write(i == 0 ? default : ","u8);
            _lines.Write(_values.WrittenSpan.Slice(_cells[i].Start, _cells[i].Length));
        }

        _lines.Write(CsvText.LineEnd);
        Count(_lines.WrittenCount - before);
        if (_first.Count < Shown)
        {
            _first.Add([.. _cells.Take(_columns.Count).Select(Text)]);
        }
    }

    private void Count(int bytes)
    {
        if (_stretches is [.., var last] && last.Columns == _columns.Count)
        {
            _stretches[^1] = (last.Columns, last.Bytes + bytes);
        }
        else
        {
            _stretches.Add((_columns.Count, bytes));
        }
    }

    private void ReadFields(ReadOnlySpan<byte> record, ref Utf8JsonReader reader, int prefix)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (_name.Length < prefix + reader.ValueSpan.Length + 1)
            {
                Array.Resize(ref _name, 2 * (prefix + reader.ValueSpan.Length + 1));
            }

            var end = prefix + reader.CopyString(_name.AsSpan(prefix));
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject && prefix == 0)
            {
                _name[end] = '.';
                ReadFields(record, ref reader, end + 1);
            }
            else
            {
                ReadValue(record, ref reader, ColumnOf(_name.AsSpan(0, end)));
            }
        }
    }

    private void ReadValue(ReadOnlySpan<byte> record, ref Utf8JsonReader reader, int column)
    {
        var start = _values.WrittenCount;
        if (reader.TokenType == JsonTokenType.String)
        {
            CsvText.WriteField(_values, Plain(ref reader));
        }
        else if (reader.TokenType != JsonTokenType.Null)
        {
            // Anything but a text stands there as JSON.
            var begins = (int)reader.TokenStartIndex;
            reader.Skip();
            CsvText.WriteField(_values, record[begins..(int)reader.BytesConsumed]);
        }

        _cells[column] = (start, _values.WrittenCount - start);
    }

    private ReadOnlySpan<byte> Plain(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return reader.ValueSpan;
        }

        if (_text.Length < reader.ValueSpan.Length)
        {
            _text = new byte[2 * reader.ValueSpan.Length];
        }

        return _text.AsSpan(0, reader.CopyString(_text));
    }

    private int ColumnOf(ReadOnlySpan<char> name)
    {
        var columns = _columns.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!columns.TryGetValue(name, out var column))
        {
            column = _columns.Count;
            columns[name] = column;
            if (column == _cells.Length)
            {
                Array.Resize(ref _cells, 2 * column);
            }
        }

        return column;
    }

    private string? Text((int Start, int Length) cell) => cell.Length == 0
        ? null
        : Encoding.UTF8.GetString(_values.WrittenSpan.Slice(cell.Start + 1, cell.Length - 2)).Replace("\"\"", "\"", StringComparison.Ordinal);
}

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
