using System.Runtime.CompilerServices;
using IGSendMail.Platform.Audience.Reading;
using IGSendMail.Storage;

namespace IGSendMail.Platform.Audience;

/// <summary>Some rows of a file of suppressions.</summary>
/// <param name="People">Hashes with the reason that the row gives.</param>
/// <param name="Bad">Rows that hold neither.</param>
internal sealed record OptOutSlice(IReadOnlyDictionary<Guid, SuppressionReason> People, int Bad);

/// <summary>Reads files of people who want no mail: addresses, however they are written, or hashes that this site handed out.</summary>
internal static class OptOutFile
{
    /// <summary>The first column of a file of hashes; an upload that has it is one.</summary>
    public const string HashColumn = "igsendmail address hash";

    /// <summary>Finds out what the file holds and goes through it, slice by slice.</summary>
    /// <exception cref="UnreadableFileException">It holds neither.</exception>
    public static async IAsyncEnumerable<OptOutSlice> ReadAsync(
        Stream file, byte[] hashKey, int most, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var reading = await FileReader.FindAsync(file, await ChoicesAsync(file, cancellation), cancellation);
        var isHashes = string.Equals(reading.Names[reading.AddressColumn], HashColumn, StringComparison.OrdinalIgnoreCase);
        var records = new CsvRecords(file, reading.Encoding, reading.Dialect, reading.Start, reading.StartLine);
        var (people, bad, ended) = (new Dictionary<Guid, SuppressionReason>(), 0, false);
        while (!ended)
        {
            if (await records.ReadAsync(cancellation) is not { } record)
            {
                ended = true;
            }
            else if (record.Fault != RecordFault.None)
            {
                bad++;
            }
            else if (CsvText.Cells(record.Bytes, reading.Dialect) is var cells && !CsvText.IsBlank(cells))
            {
                bad += Take(cells, reading, isHashes, hashKey, people) ? 0 : 1;
            }

            if (people.Count >= most || (ended && (people.Count > 0 || bad > 0)))
            {
                yield return new OptOutSlice(people, bad);
                (people, bad) = ([], 0);
            }
        }
    }

    /// <summary>The word for a reason in a file that is handed out; it is known when it comes back.</summary>
    public static string WordOf(SuppressionReason reason) => reason switch
    {
        SuppressionReason.Bounced => "bounced",
        SuppressionReason.Blocked => "blocked",
        _ => "unsubscribed",
    };

    private static bool Take(
        string[] cells, FileReading reading, bool isHashes, byte[] hashKey, Dictionary<Guid, SuppressionReason> people)
    {
        var cell = reading.AddressColumn < cells.Length ? cells[reading.AddressColumn] : "";
        if (isHashes)
        {
            if (!Guid.TryParseExact(cell.Trim(), "N", out var given))
            {
                return false;
            }

            people.TryAdd(given, ReasonOf(cells, reading));
            return true;
        }

        if (EmailAddress.Find(cell) is not { } address)
        {
            return false;
        }

        people.TryAdd(AddressHashes.Hash(hashKey, address), ReasonOf(cells, reading));
        return true;
    }

    private static SuppressionReason ReasonOf(string[] cells, FileReading reading)
    {
        var status = reading.StatusColumns.Where(c => c.Column < cells.Length)
            .Select(c => StatusColumns.Read(c, cells[c.Column]) ?? PersonStatus.OptedOut).DefaultIfEmpty(PersonStatus.OptedOut).Max();
        return status switch
        {
            PersonStatus.Bounced => SuppressionReason.Bounced,
            PersonStatus.Blocked => SuppressionReason.Blocked,
            _ => SuppressionReason.OptedOut,
        };
    }

    /// <summary>A file of hashes has no column of addresses that could be found.</summary>
    private static async Task<FileChoices> ChoicesAsync(Stream file, CancellationToken cancellation)
    {
        var beginning = new byte[64];
        file.Position = 0;
        var length = await file.ReadAtLeastAsync(beginning, beginning.Length, throwOnEndOfStream: false, cancellation);
        file.Position = 0;
        var text = System.Text.Encoding.UTF8.GetString(beginning, 0, length).TrimStart('\uFEFF', '"');
        return text.StartsWith(HashColumn, StringComparison.OrdinalIgnoreCase)
            ? new FileChoices(HasHeader: true, AddressColumn: 0)
            : FileChoices.None;
    }
}
