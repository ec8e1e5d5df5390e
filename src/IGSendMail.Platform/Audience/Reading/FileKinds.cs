using System.Text;

namespace IGSendMail.Platform.Audience.Reading;

/// <summary>
/// Tells what a file is that holds no table, by its first bytes, so that the remedy fits: unpack it, save it from a
/// spreadsheet, or export it anew.
/// </summary>
internal static class FileKinds
{
    /// <summary>So much of the beginning is enough.</summary>
    public const int Enough = 64 * 1024;

    private const string AsCsv = "Open it there, save it as “CSV UTF-8” and upload that file.";
    private const string Unpack = "Unpack it and upload the CSV file inside.";

    private static readonly (byte[] Mark, string Reason)[] Marks =
    [
        ([0x1F, 0x8B], $"This is a packed file (gzip), not a CSV file. {Unpack}"),
        ([.. "BZh"u8], $"This is a packed file (bzip2), not a CSV file. {Unpack}"),
        ([0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0], $"This is a packed file (xz), not a CSV file. {Unpack}"),
        ([(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C], $"This is a packed file (7z), not a CSV file. {Unpack}"),
        ([.. "Rar!\x1A\a"u8], $"This is a packed file (rar), not a CSV file. {Unpack}"),
        ([0x28, 0xB5, 0x2F, 0xFD], $"This is a packed file (zstd), not a CSV file. {Unpack}"),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], $"This is a workbook of Excel (or another Office document), not a CSV file. {AsCsv}"),
        ([.. "%PDF-"u8], "This is a PDF document, not a CSV file. Export the list as CSV from the program that made it and upload that file."),
        ([.. "{\\rtf"u8], "This is a text document (RTF), not a CSV file. Save the list as “CSV UTF-8” from a spreadsheet and upload that file."),
        ([0x89, (byte)'P', (byte)'N', (byte)'G'], "This is a picture, not a CSV file. Export the list as CSV and upload that file."),
        ([0xFF, 0xD8, 0xFF], "This is a picture, not a CSV file. Export the list as CSV and upload that file."),
        ([.. "GIF8"u8], "This is a picture, not a CSV file. Export the list as CSV and upload that file."),
        ([.. "SQLite format 3\0"u8], "This is a database, not a CSV file. Export the list as CSV and upload that file."),
    ];

    private static readonly (string Begins, string Reason)[] Texts =
    [
        ("<!doctype html", Html), ("<html", Html), ("<table", Html), ("<head", Html), ("<body", Html), ("<meta", Html),
        ("<?xml", "This is XML, not a CSV file. Export the list as CSV and upload that file."),
        ("begin:vcard", "These are address cards (vCard), not a CSV file. In the address book choose CSV when you export, and upload that file."),
        ("begin:vcalendar", "This is a calendar, not a CSV file. Export the list as CSV and upload that file."),
        ("dn: ", Ldif), ("version: 1\n", Ldif), ("version: 1\r\n", Ldif),
    ];

    private const string Html = "This is a web page (HTML), not a CSV file. Export the list as CSV, not the page that shows it, and upload that file.";
    private const string Ldif = "This is an address book as LDIF, not a CSV file. Choose “comma separated” when you export, and upload that file.";

    /// <summary>Why this beginning is none of a table, or null if it may be one.</summary>
    public static string? ReasonAgainst(ReadOnlySpan<byte> beginning)
    {
        if (beginning.IsEmpty)
        {
            return "The file is empty. Upload a file with a header row and at least one person.";
        }

        if (beginning.StartsWith((ReadOnlySpan<byte>)[(byte)'P', (byte)'K', 3, 4]) || beginning.StartsWith((ReadOnlySpan<byte>)[(byte)'P', (byte)'K', 5, 6]))
        {
            return Zip(beginning);
        }

        if (beginning.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]) || beginning.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]))
        {
            return "The file is written in UTF-32. Save it as “CSV UTF-8” and upload that file.";
        }

        foreach (var (mark, reason) in Marks)
        {
            if (beginning.StartsWith(mark))
            {
                return reason;
            }
        }

        return null;
    }

    /// <summary>The same by the text itself: <paramref name="text"/> is its beginning, decoded, without mark.</summary>
    public static string? ReasonAgainst(string text)
    {
        var begins = text.TrimStart();
        foreach (var (mark, reason) in Texts)
        {
            if (begins.StartsWith(mark, StringComparison.OrdinalIgnoreCase))
            {
                return reason;
            }
        }

        return IsJson(begins) ? "This is JSON, not a CSV file. Export the list as CSV and upload that file." : null;
    }

    /// <summary>A column may be called “[email]”: only what nothing but JSON begins with is JSON.</summary>
    private static bool IsJson(string text)
    {
        if (text.Length < 2 || text[0] is not ('{' or '['))
        {
            return false;
        }

        var next = text.AsSpan(1).TrimStart();
        return next.Length > 0 && (text[0] == '{' ? next[0] is '"' or '}' : next[0] is '{' or '"' or '[' or ']');
    }

    private static string Zip(ReadOnlySpan<byte> beginning)
    {
        // Names stand in clear before each packed part, and these ones are always among the first.
        if (beginning.IndexOf("[Content_Types].xml"u8) >= 0 || beginning.IndexOf("xl/workbook"u8) >= 0)
        {
            return $"This is a workbook of Excel, not a CSV file. {AsCsv}";
        }

        if (beginning.IndexOf("application/vnd.oasis.opendocument"u8) >= 0)
        {
            return "This is a workbook of LibreOffice, not a CSV file. Open it there, save it as “Text CSV” in UTF-8 and upload that file.";
        }

        return beginning.IndexOf("Index/Document.iwa"u8) >= 0 || beginning.IndexOf("Index/"u8) == 30
            ? "This is a Numbers document, not a CSV file. In Numbers choose “Export to CSV” with UTF-8 and upload that file."
            : $"This is a packed file (zip), not a CSV file. {Unpack}";
    }

    /// <summary>The beginning of the text, for <see cref="ReasonAgainst(string)"/>.</summary>
    public static string TextOf(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, 512)]);
}
