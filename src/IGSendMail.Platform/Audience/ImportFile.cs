using IGSendMail.Platform.Audience.Reading;
using IGSendMail.Storage;

namespace IGSendMail.Platform.Audience;

/// <summary>An uploaded file, opened in clear at the cursor of its import.</summary>
internal sealed class ImportFile : IAsyncDisposable
{
    private readonly SealedReadStream _file;
    private readonly CsvRecords _records;

    private ImportFile(SealedReadStream file, FileReading reading, CsvRecords records) =>
        (_file, Reading, _records) = (file, reading, records);

    /// <summary>How it is read.</summary>
    public FileReading Reading { get; }

    /// <summary>Opens the file where the import stands.</summary>
    /// <exception cref="UnreadableFileException">The file is gone, damaged, or no list.</exception>
    /// <param name="known">How it is read, if that was found already: it takes a look at the whole file.</param>
    public static async Task<ImportFile> OpenAsync(
        SealedFiles files, string path, Import import, FileReading? known, CancellationToken cancellation)
    {
        SealedReadStream file;
        try
        {
            file = await files.OpenAsync(path, import.FilePlace, cancellation);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UnreadableFileException(
                "The uploaded file is no longer here: we keep it for a few days only. Upload it again; people who are on the list already are not added twice.");
        }

        try
        {
            var reading = known ?? await FileReader.FindAsync(file, FileChoices.None, cancellation);
            var (position, line) = import.Position == 0 ? (reading.Start, reading.StartLine) : (import.Position, import.Line);
            return new ImportFile(file, reading, new CsvRecords(file, reading.Encoding, reading.Dialect, position, line));
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>Reads up to <paramref name="most"/> rows; blank lines count for nothing.</summary>
    public async Task<FileSlice> ReadAsync(int most, CancellationToken cancellation)
    {
        var rows = new List<CsvRow>(most);
        var ended = false;
        while (rows.Count < most && !ended)
        {
            if (await _records.ReadAsync(cancellation) is not { } record)
            {
                ended = true;
            }
            else if (CsvRow.Read(record, Reading) is { } row)
            {
                rows.Add(row);
            }
        }

        return new FileSlice(rows, _records.Position, _records.Line, ended);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _file.DisposeAsync();
}

/// <summary>Some rows of a file.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Position">The cursor after them.</param>
/// <param name="Line">Its line.</param>
/// <param name="Ended">True if nothing follows.</param>
internal sealed record FileSlice(IReadOnlyList<CsvRow> Rows, long Position, int Line, bool Ended);
