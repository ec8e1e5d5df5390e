using System.Runtime.CompilerServices;
using IGSendMail.Platform.Audience.Reading;
using IGSendMail.Storage;

namespace IGSendMail.Platform.Audience;

/// <summary>An uploaded file, opened in clear at the cursor of its import.</summary>
internal sealed class ImportFile : IAsyncDisposable
{
    private const string Gone =
        "The uploaded file is no longer here: we keep it for a few days only. Upload it again; people who are on the list already are not added twice.";

    private readonly SealedReadStream _file;
    private readonly CsvRecords _records;

    private ImportFile(SealedReadStream file, FileReading reading, CsvRecords records) =>
        (_file, Reading, _records) = (file, reading, records);

    /// <summary>How it is read.</summary>
    public FileReading Reading { get; }

    /// <summary>Finds how a file is to be read, by a look at all of it.</summary>
    /// <exception cref="UnreadableFileException">The file is gone, or no list.</exception>
    /// <exception cref="UnsealException">It was damaged.</exception>
    public static async Task<FileReading> FindReadingAsync(
        SealedFiles files, string path, Import import, FileChoices choices, CancellationToken cancellation)
    {
        await using var file = await OpenAsync(files, path, import, cancellation);
        return await FileReader.FindAsync(file, choices, cancellation);
    }

    /// <summary>Opens the file where the import stands.</summary>
    /// <exception cref="UnreadableFileException">The file is gone.</exception>
    /// <exception cref="UnsealException">It was damaged.</exception>
    public static async Task<ImportFile> OpenAsync(
        SealedFiles files, string path, Import import, FileReading reading, CancellationToken cancellation)
    {
        var file = await OpenAsync(files, path, import, cancellation);
        var (position, line) = import.Position == 0 ? (reading.Start, reading.StartLine) : (import.Position, import.Line);
        return new ImportFile(file, reading, new CsvRecords(file, reading.Encoding, reading.Dialect, position, line));
    }

    /// <summary>Removes a file from the disk; it is no error if it, or the whole folder of its account, is gone already.</summary>
    public static void Remove(string path)
    {
        if (File.Exists(path))
        {
            File.Delete(path);
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

    /// <summary>The first rows as they are understood, cell by cell.</summary>
    public async Task<IReadOnlyList<string[]>> FirstRowsAsync(int most, CancellationToken cancellation)
    {
        var rows = new List<string[]>(most);
        while (rows.Count < most && await _records.ReadAsync(cancellation) is { } record)
        {
            if (record.Fault == RecordFault.None && CsvText.Cells(record.Bytes, Reading.Dialect) is var cells && !CsvText.IsBlank(cells))
            {
                rows.Add(cells);
            }
        }

        return rows;
    }

    /// <summary>
    /// Every row that is none of a person, from the beginning of the file on: its cells, as far as they can be read, and the reason.
    /// </summary>
    public async IAsyncEnumerable<BadRow> BadRowsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        while (await _records.ReadAsync(cancellation) is { } record)
        {
            if (CsvRow.Read(record, Reading) is { Problem: { } problem, Line: var line })
            {
                yield return new BadRow(line, problem, record.Fault == RecordFault.None ? CsvText.Cells(record.Bytes, Reading.Dialect) : []);
            }
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private static async Task<SealedReadStream> OpenAsync(
        SealedFiles files, string path, Import import, CancellationToken cancellation)
    {
        try
        {
            return await files.OpenAsync(path, import.FilePlace, cancellation);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UnreadableFileException(Gone);
        }
    }
}

/// <summary>A row that could not be taken.</summary>
/// <param name="Line">Line of the file on which it begins.</param>
/// <param name="Reason">What is wrong and what to do.</param>
/// <param name="Cells">Its cells; none if it could not be parted.</param>
internal sealed record BadRow(int Line, string Reason, string[] Cells);

/// <summary>Some rows of a file.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Position">The cursor after them.</param>
/// <param name="Line">Its line.</param>
/// <param name="Ended">True if nothing follows.</param>
internal sealed record FileSlice(IReadOnlyList<CsvRow> Rows, long Position, int Line, bool Ended)
{
    /// <summary>The people of these rows with the hashes of their addresses, in the order of the file.</summary>
    public List<FilePerson> People(byte[] hashKey)
    {
        var people = new List<FilePerson>(Rows.Count);
        foreach (var row in Rows)
        {
            if (row is { Person: { } person, Address: { } address })
            {
                people.Add(new FilePerson(
                    AddressHashes.Hash(hashKey, address), AddressHashes.Former(hashKey, address),
                    new SubscriberContent(person.Address, person.Attributes), row.Status));
            }
        }

        return people;
    }
}

/// <summary>A person as a file tells of them.</summary>
/// <param name="Hash">Keyed hash of the address.</param>
/// <param name="Former">Hashes under which the person may stand there since before November 2026.</param>
/// <param name="Content">Address and other columns.</param>
/// <param name="Status">What the file says about the person's wish.</param>
internal readonly record struct FilePerson(Guid Hash, IReadOnlyList<Guid> Former, SubscriberContent Content, PersonStatus Status)
{
    /// <summary>Why the person gets no mail, by the file; null if they get some.</summary>
    public SuppressionReason? Out => Status switch
    {
        PersonStatus.OptedOut => SuppressionReason.OptedOut,
        PersonStatus.Bounced => SuppressionReason.Bounced,
        PersonStatus.Blocked => SuppressionReason.Blocked,
        _ => null,
    };

    /// <summary>True if the file says that the person was asked to confirm and has not.</summary>
    public bool IsUnconfirmed => Status == PersonStatus.Unconfirmed;
}
