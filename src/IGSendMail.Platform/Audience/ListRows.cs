using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using IGSendMail.Platform.Audience.Reading;
using IGSendMail.Privacy.Packages;

using CsvText = IGSendMail.Privacy.Packages.CsvText;

namespace IGSendMail.Platform.Audience;

/// <summary>
/// The people of one list, sorted into files by the fields that they have. Rows wait in a scratch file, each behind the
/// number of its file and its length.
/// </summary>
internal sealed class ListRows(ScratchFile scratch) : IAsyncDisposable
{
    private const int Chunk = 64 * 1024;
    private const int Mark = 2 * sizeof(int);

    private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);
    private readonly List<ListFile> _files = [];
    private readonly ArrayBufferWriter<byte> _waiting = new(2 * Chunk);
    private readonly ArrayBufferWriter<byte> _row = new(1024);
    private readonly StringBuilder _key = new();
    private readonly List<string> _names = [];
    private readonly HashSet<string> _inRow = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The files, in the order in which they must be uploaded.</summary>
    public IReadOnlyList<ListFile> Files => _files;

    /// <inheritdoc />
    public ValueTask DisposeAsync() => scratch.DisposeAsync();

    /// <summary>
    /// Adds a person: one row, or several if the fields are too many or too long for one, or if two names differ in case
    /// alone, which an upload would change.
    /// </summary>
    public async ValueTask AddAsync(SubscriberContent person, CancellationToken cancellation)
    {
        Begin(person);
        foreach (var (name, value) in person.Attributes)
        {
            if (_names.Count + 1 == FileReading.MostColumns || _inRow.Contains(name)
                || _row.WrittenCount + MostBytesOf(value) > CsvRecords.MostBytes)
            {
                End();
                Begin(person);
            }

            _names.Add(name);
            _inRow.Add(name);
            _row.Write(","u8);
            WriteValue(value);
        }

        End();
        if (_waiting.WrittenCount >= Chunk)
        {
            await FlushAsync(cancellation);
        }
    }

    /// <summary>Writes one of the files.</summary>
    public async Task CopyToAsync(int file, Stream to, CancellationToken cancellation)
    {
        await FlushAsync(cancellation);
        var text = new ArrayBufferWriter<byte>(2 * Chunk);
        WriteHeader(text, _files[file].Names);
        await using var rows = new BufferedStream(await scratch.OpenAsync(), Chunk);
        var mark = new byte[Mark];
        while (await rows.ReadAtLeastAsync(mark, Mark, throwOnEndOfStream: false, cancellation) == Mark)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(mark.AsSpan(sizeof(int)));
            await rows.ReadExactlyAsync(text.GetMemory(length)[..length], cancellation);
            if (BinaryPrimitives.ReadInt32LittleEndian(mark) == file)
            {
                text.Advance(length);
            }

            if (text.WrittenCount >= Chunk)
            {
                await to.WriteAsync(text.WrittenMemory, cancellation);
                text.ResetWrittenCount();
            }
        }

        await to.WriteAsync(text.WrittenMemory, cancellation);
    }

    /// <summary>
    /// Writes a first row. Every name is quoted: then an upload cannot take a semicolon within a name for the separator.
    /// </summary>
    public static void WriteHeader(ArrayBufferWriter<byte> to, IReadOnlyList<string> names)
    {
        to.Write(CsvText.Mark);
        CsvText.WriteLine(to, HeaderOf(names).Select(SpreadsheetText.Guard));
    }

    /// <summary>The names of all columns, that of the address first.</summary>
    public static IReadOnlyList<string> HeaderOf(IReadOnlyList<string> names)
    {
        // Marks at the end do not count when an upload looks for the e-mail column; they keep it apart from a field
        // of the same name.
        var address = "email";
        while (names.Contains(address, StringComparer.OrdinalIgnoreCase))
        {
            address += ".";
        }

        return [address, .. names];
    }

    private void Begin(SubscriberContent person)
    {
        _row.ResetWrittenCount();
        _names.Clear();
        _inRow.Clear();
        WriteValue(person.Address);
    }

    private void End()
    {
        _row.Write(CsvText.LineEnd);
        _key.Clear();
        foreach (var name in _names)
        {
            _key.Append(name.Length).Append(':').Append(name);
        }

        var key = _key.ToString();
        if (!_known.TryGetValue(key, out var file))
        {
            file = _files.Count;
            _known.Add(key, file);
            _files.Add(new ListFile([.. _names], 0));
        }

        _files[file] = _files[file] with { People = _files[file].People + 1 };
        var mark = _waiting.GetSpan(Mark);
        BinaryPrimitives.WriteInt32LittleEndian(mark, file);
        BinaryPrimitives.WriteInt32LittleEndian(mark[sizeof(int)..], _row.WrittenCount);
        _waiting.Advance(Mark);
        _waiting.Write(_row.WrittenSpan);
    }

    /// <summary>Each file is a reading of the scratch file of its own; nothing waits any more at the second.</summary>
    private async ValueTask FlushAsync(CancellationToken cancellation)
    {
        if (_waiting.WrittenCount > 0)
        {
            await scratch.WriteAsync(_waiting.WrittenMemory, cancellation);
            _waiting.ResetWrittenCount();
        }
    }

    private void WriteValue(string bare)
    {
        var value = SpreadsheetText.Guard(bare);
        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        var text = ArrayPool<byte>.Shared.Rent(most);
        CsvText.WriteField(_row, text.AsSpan(0, Encoding.UTF8.GetBytes(value, text)));
        ArrayPool<byte>.Shared.Return(text, clearArray: true);
    }

    /// <summary>Every character three bytes, or a quote mark written twice; a separator, two quote marks and a tab.</summary>
    private static int MostBytesOf(string value) => (3 * value.Length) + 4;
}

/// <summary>What is known of one file inside a portable package: its columns, and how many people it holds.</summary>
/// <param name="Names">Names of the fields beside the address.</param>
/// <param name="People">How many rows.</param>
internal sealed record ListFile(IReadOnlyList<string> Names, long People);
