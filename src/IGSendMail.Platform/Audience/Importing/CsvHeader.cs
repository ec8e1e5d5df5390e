using System.Globalization;
using System.Text;

namespace IGSendMail.Platform.Audience.Importing;

/// <summary>The first row of an upload: what the columns are called and which one holds the address.</summary>
/// <param name="Delimiter">Comma or semicolon.</param>
/// <param name="AddressColumn">Index of the e-mail column.</param>
/// <param name="Names">Names of all columns, made different from each other.</param>
/// <param name="End">Offset of the first row after the header.</param>
/// <param name="EndLine">Line of the first row after the header.</param>
internal sealed record CsvHeader(char Delimiter, int AddressColumn, IReadOnlyList<string> Names, long End, int EndLine)
{
    /// <summary>The most columns, that of the address included.</summary>
    public const int MostColumns = 100;

    private const int MostCharacters = 200;

    private static readonly HashSet<string> AddressNames = new(StringComparer.Ordinal)
    {
        "email", "mail", "emailaddress", "mailaddress", "emailadresse", "mailadresse",
    };

    /// <summary>Reads the header from the beginning of the file.</summary>
    /// <exception cref="UnreadableFileException">The file is no list; the message says why and what to do.</exception>
    public static async Task<CsvHeader> ReadAsync(Stream file, CancellationToken cancellation)
    {
        var start = await SkipMarkAsync(file, cancellation);
        var comma = await ReadAsync(file, ',', start, cancellation);
        var semicolon = await ReadAsync(file, ';', start, cancellation);
        var header = (comma.AddressColumn >= 0) == (semicolon.AddressColumn >= 0)
            ? semicolon.Names.Count > comma.Names.Count ? semicolon : comma
            : semicolon.AddressColumn >= 0 ? semicolon : comma;
        return header.AddressColumn >= 0
            ? header
            : throw new UnreadableFileException(
                "The first row names no e-mail column. Name the columns in the first row, one of them “email”, and upload the file again.");
    }

    private static async Task<long> SkipMarkAsync(Stream file, CancellationToken cancellation)
    {
        var first = new byte[4];
        file.Position = 0;
        var length = await file.ReadAtLeastAsync(first, first.Length, throwOnEndOfStream: false, cancellation);
        return first.AsSpan(0, length) switch
        {
            [] => throw new UnreadableFileException("The file is empty. Upload a file with a header row and at least one person."),
            [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => throw NotUtf8(),
            [(byte)'P', (byte)'K', 3, 4] => throw new UnreadableFileException(
                "This is a workbook, not a CSV file. Save it as “CSV UTF-8” and upload that file."),
            [0xEF, 0xBB, 0xBF, ..] => 3,
            _ => 0,
        };
    }

    private static async Task<CsvHeader> ReadAsync(Stream file, char delimiter, long start, CancellationToken cancellation)
    {
        file.Position = start;
        var records = new CsvRecords(file, delimiter, start, line: 1);
        while (await records.ReadAsync(cancellation) is { } record)
        {
            if (record.Fault != RecordFault.None)
            {
                break;
            }

            if (!record.Bytes.IsEmpty)
            {
                var names = CsvText.IsText(record.Bytes.Span) ? CsvText.Fields(record.Bytes, delimiter) : throw NotUtf8();
                return new CsvHeader(
                    delimiter, Array.FindIndex(names, IsAddress), Distinct(names), records.Position, records.Line);
            }
        }

        return new CsvHeader(delimiter, -1, [], start, 1);
    }

    private static UnreadableFileException NotUtf8() => new(
        "The file is not written in UTF-8. Save it as “CSV UTF-8” and upload that file.");

    private static bool IsAddress(string name)
    {
        var letters = new StringBuilder(name.Length);
        foreach (var c in name.Where(char.IsLetterOrDigit))
        {
            letters.Append(char.ToLowerInvariant(c));
        }

        return AddressNames.Contains(letters.ToString());
    }

    private static List<string> Distinct(string[] names)
    {
        if (names.Length > MostColumns || Array.Exists(names, n => n.Length > MostCharacters))
        {
            throw new UnreadableFileException(string.Create(CultureInfo.InvariantCulture,
                $"The first row has more than {MostColumns} columns or a name longer than {MostCharacters} characters. Remove what you do not need and upload the file again."));
        }

        var distinct = new List<string>(names.Length);
        for (var i = 0; i < names.Length; i++)
        {
            var name = names[i].Trim() is { Length: > 0 } given ? given : string.Create(CultureInfo.InvariantCulture, $"column {i + 1}");
            var candidate = name;
            for (var again = 2; distinct.Contains(candidate, StringComparer.OrdinalIgnoreCase); again++)
            {
                candidate = string.Create(CultureInfo.InvariantCulture, $"{name} ({again})");
            }

            distinct.Add(candidate);
        }

        return distinct;
    }
}

/// <summary>An upload cannot be read at all. The message is for its owner: reason and remedy, no content of the file.</summary>
internal sealed class UnreadableFileException(string message) : Exception(message);
