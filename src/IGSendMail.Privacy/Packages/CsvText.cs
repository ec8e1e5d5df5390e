using System.Buffers;
using System.Text;

namespace IGSendMail.Privacy.Packages;

/// <summary>
/// CSV (RFC 4180) that changes no value: every field is quoted, an empty one without quotes is no value at all. Values
/// that a spreadsheet would take for a formula are not altered, because the copy must be exact; the package says so.
/// </summary>
public static class CsvText
{
    private const byte Quote = (byte)'"';

    /// <summary>
    /// Stands before the first line of a file: without it Excel reads UTF-8 in its own code page and breaks every accent, for
    /// good once it saves. An upload passes over it.
    /// </summary>
    public static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>Ends a line.</summary>
    public static ReadOnlySpan<byte> LineEnd => "\r\n"u8;

    /// <summary>Writes one line, with its end.</summary>
    public static void WriteLine(ArrayBufferWriter<byte> to, IEnumerable<string?> values)
    {
        var first = true;
        foreach (var value in values)
        {
            to.Write(first ? default : ","u8);
            first = false;
            if (value is not null)
            {
                WriteField(to, Encoding.UTF8.GetBytes(value));
            }
        }

        to.Write(LineEnd);
    }

    /// <summary>Writes one field: UTF-8 text in quote marks, those within it twice.</summary>
    public static void WriteField(ArrayBufferWriter<byte> to, ReadOnlySpan<byte> text)
    {
        to.Write("\""u8);
        while (text.IndexOf(Quote) is var at and >= 0)
        {
            to.Write(text[..(at + 1)]);
            to.Write("\""u8);
            text = text[(at + 1)..];
        }

        to.Write(text);
        to.Write("\""u8);
    }
}
