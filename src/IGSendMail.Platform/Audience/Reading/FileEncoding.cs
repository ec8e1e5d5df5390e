using System.Buffers;
using System.Text;

namespace IGSendMail.Platform.Audience.Reading;

/// <summary>How the characters of an uploaded file are written as bytes.</summary>
public enum FileEncoding
{
    /// <summary>UTF-8, with or without its mark.</summary>
    Utf8,

    /// <summary>UTF-16, low byte first (Excel's “Unicode text”).</summary>
    Utf16,

    /// <summary>UTF-16, high byte first.</summary>
    Utf16BigEndian,

    /// <summary>Windows-1252 (Excel's plain “CSV” in western Europe and America).</summary>
    Windows1252,
}

/// <summary>What each encoding means for reading.</summary>
internal static class FileEncodings
{
    private static readonly Encoding Western = CodePagesEncodingProvider.Instance.GetEncoding(1252)
        ?? throw new InvalidOperationException("This runtime has no Windows-1252.");

    /// <summary>Bytes that stand for nothing in Windows-1252: a file that holds one is written otherwise.</summary>
    public static SearchValues<byte> UnknownInWindows1252 { get; } = SearchValues.Create(0x81, 0x8D, 0x8F, 0x90, 0x9D);

    /// <summary>The decoder of an encoding that is not UTF-8.</summary>
    public static Decoder DecoderOf(FileEncoding encoding) => encoding switch
    {
        FileEncoding.Utf16 => Encoding.Unicode.GetDecoder(),
        FileEncoding.Utf16BigEndian => Encoding.BigEndianUnicode.GetDecoder(),
        FileEncoding.Windows1252 => Western.GetDecoder(),
        _ => throw new ArgumentOutOfRangeException(nameof(encoding), encoding, "UTF-8 is read as it is."),
    };

    /// <summary>The mark that may stand at the beginning.</summary>
    public static ReadOnlySpan<byte> MarkOf(FileEncoding encoding) => encoding switch
    {
        FileEncoding.Utf8 => [0xEF, 0xBB, 0xBF],
        FileEncoding.Utf16 => [0xFF, 0xFE],
        FileEncoding.Utf16BigEndian => [0xFE, 0xFF],
        _ => [],
    };

    /// <summary>
    /// How many bytes of the file the decoded text stands for. It lets a cursor be a place in the file although what is
    /// read is UTF-8: every character has one length in each encoding, and one that stands for a broken unit replaces exactly one.
    /// </summary>
    public static long SourceBytes(this FileEncoding encoding, ReadOnlySpan<byte> utf8)
    {
        if (encoding == FileEncoding.Utf8)
        {
            return utf8.Length;
        }

        long characters = 0, beyond = 0;
        foreach (var b in utf8)
        {
            characters += (b & 0xC0) != 0x80 ? 1 : 0;
            beyond += b >= 0xF0 ? 1 : 0;
        }

        return encoding == FileEncoding.Windows1252 ? characters : 2 * (characters + beyond);
    }
}
