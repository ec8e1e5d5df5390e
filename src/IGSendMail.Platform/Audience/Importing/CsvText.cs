using System.Text;
using System.Text.Unicode;
using CsvHelper;

namespace IGSendMail.Platform.Audience.Importing;

/// <summary>Turns the bytes of one record into its fields.</summary>
internal static class CsvText
{
    private static readonly CsvReaderOptions Comma = Options(',');
    private static readonly CsvReaderOptions Semicolon = Options(';');

    /// <summary>True if the bytes are UTF-8 text without the character NUL, which no text has.</summary>
    public static bool IsText(ReadOnlySpan<byte> bytes) => !bytes.Contains((byte)0) && Utf8.IsValid(bytes);

    /// <summary>The fields of a record that <see cref="CsvRecords"/> found whole and that is text.</summary>
    public static string[] Fields(ReadOnlyMemory<byte> record, char delimiter)
    {
        using var reader = CsvReader.Create(record, delimiter == ';' ? Semicolon : Comma);
        if (!reader.Read())
        {
            return [];
        }

        var fields = new string[reader.FieldCount];
        for (var i = 0; i < fields.Length; i++)
        {
            fields[i] = reader.GetString(i);
        }

        return fields;
    }

    // A quote mark inside a value that does not begin with one is an ordinary character (5" nails).
    private static CsvReaderOptions Options(char delimiter) => new()
    {
        Separator = delimiter,
        HasHeader = false,
        Encoding = Encoding.UTF8,
        SkipEmptyLines = false,
        IncludeValuesInExceptions = false,
        MalformedData = CsvMalformedDataHandling.Recover,
    };
}
