using System.Buffers;

namespace IGSendMail.Privacy.Packages;

/// <summary>
/// A CSV file for spreadsheets, written line by line: never more than a chunk of it is in memory. Values that a spreadsheet would change are
/// guarded (<see cref="SpreadsheetText"/>).
/// </summary>
public sealed class CsvFile
{
    private const int Chunk = 64 * 1024;

    private readonly Stream _to;
    private readonly ArrayBufferWriter<byte> _text = new(2 * Chunk);

    /// <summary>Begins it with the mark and a first line.</summary>
    public CsvFile(Stream to, IEnumerable<string?> names)
    {
        _to = to;
        _text.Write(CsvText.Mark);
        CsvText.WriteLine(_text, names.Select(Guard));
    }

    /// <summary>Adds a line.</summary>
    public async ValueTask AddAsync(IEnumerable<string?> values, CancellationToken cancellation)
    {
        CsvText.WriteLine(_text, values.Select(Guard));
        if (_text.WrittenCount >= Chunk)
        {
            await EndAsync(cancellation);
        }
    }

    /// <summary>Writes what waits. Call it behind the last line.</summary>
    public async Task EndAsync(CancellationToken cancellation)
    {
        await _to.WriteAsync(_text.WrittenMemory, cancellation);
        _text.ResetWrittenCount();
    }

    private static string? Guard(string? value) => value is null ? null : SpreadsheetText.Guard(value);
}
