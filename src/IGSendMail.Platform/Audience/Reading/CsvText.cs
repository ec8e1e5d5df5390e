using System.Collections.Concurrent;
using System.Text;
using CsvHelper;
using IGSendMail.Privacy.Packages;

namespace IGSendMail.Platform.Audience.Reading;

/// <summary>Turns the text of one record into its cells.</summary>
internal static class CsvText
{
    private static readonly ConcurrentDictionary<Dialect, CsvReaderOptions> Options = new();

    /// <summary>The cells of a record that <see cref="CsvRecords"/> found whole, without the tabs with which our own files guard values.</summary>
    public static string[] Cells(ReadOnlyMemory<byte> record, Dialect dialect)
    {
        var text = dialect.EscapesWithBackslash && record.Span.Contains((byte)'\\') ? WithoutBackslashes(record.Span) : record;

        // The CSV library takes each record for a file, and what stands first in it for the mark of one, which is none of the value.
        text = text.Span.StartsWith(Encoding.UTF8.Preamble) ? (byte[])[.. Encoding.UTF8.Preamble, .. text.Span] : text;
        using var reader = CsvReader.Create(text, Options.GetOrAdd(dialect, OptionsOf));
        if (!reader.Read())
        {
            return [];
        }

        var cells = new string[reader.FieldCount];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = SpreadsheetText.Bare(reader.GetString(i));
        }

        return cells;
    }

    /// <summary>True if no cell says anything: a blank line, however many separators stand in it.</summary>
    public static bool IsBlank(string[] cells) => Array.TrueForAll(cells, IsBlank);

    /// <summary>True if nothing of this has a width.</summary>
    public static bool IsBlank(string text)
    {
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c) && c is not ('\uFEFF' or '\u200B' or '\u200C' or '\u200D' or '\u2060'))
            {
                return false;
            }
        }

        return true;
    }

    // A quote mark inside a value that does not begin with one is an ordinary character (5" nails).
    private static CsvReaderOptions OptionsOf(Dialect dialect) => new()
    {
        Separator = dialect.Separator,
        HasHeader = false,
        Encoding = Encoding.UTF8,
        SkipEmptyLines = false,
        TrimWhitespace = dialect.HasSpacesAroundQuotes,
        WhitespaceCharacters = " ",
        IncludeValuesInExceptions = false,
        MalformedData = CsvMalformedDataHandling.Recover,
    };

    /// <summary>
    /// The same record with quote marks written twice. The CSV library knows a backslash before a quote mark only where
    /// nothing is quoted.
    /// </summary>
    private static byte[] WithoutBackslashes(ReadOnlySpan<byte> record)
    {
        var text = new List<byte>(record.Length + 16);
        var quoted = false;
        for (var i = 0; i < record.Length; i++)
        {
            var b = record[i];
            if (quoted && b == '\\' && i + 1 < record.Length && record[i + 1] is (byte)'"' or (byte)'\\')
            {
                i++;
                text.Add(record[i]);
                if (record[i] == '"')
                {
                    text.Add((byte)'"');
                }

                continue;
            }

            quoted ^= b == '"';
            text.Add(b);
        }

        return [.. text];
    }
}
