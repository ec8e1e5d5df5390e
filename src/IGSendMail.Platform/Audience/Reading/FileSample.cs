using System.Text;

namespace IGSendMail.Platform.Audience.Reading;

/// <summary>The beginning of a file as UTF-8 text, from which separator, quoting and columns are found.</summary>
/// <param name="Encoding">How the file is written.</param>
/// <param name="Mark">Length of the mark before the text.</param>
/// <param name="Text">The text.</param>
/// <param name="IsWhole">True if this is all of it.</param>
internal sealed record FileSample(FileEncoding Encoding, int Mark, ReadOnlyMemory<byte> Text, bool IsWhole)
{
    private const int Length = 256 * 1024;

    public static async Task<FileSample> ReadAsync(Stream file, FileEncoding encoding, int mark, CancellationToken cancellation)
    {
        var source = new Utf8Source(file, encoding, mark);
        var text = new byte[Length];
        var length = 0;
        while (text.Length - length >= Utf8Source.LeastRoom)
        {
            var read = await source.ReadAsync(text.AsMemory(length), cancellation);
            if (read == 0)
            {
                return new FileSample(encoding, mark, text.AsMemory(0, length), IsWhole: true);
            }

            length += read;
        }

        return new FileSample(encoding, mark, text.AsMemory(0, length), IsWhole: false);
    }

    /// <summary>The separator that a first line “sep=x” names, and the length of that line; (null, 0) if there is none.</summary>
    public (char? Separator, int Length) Hint()
    {
        var text = Text.Span;
        var end = text.IndexOfAny((byte)'\r', (byte)'\n');
        var line = end < 0 ? text : text[..end];
        var unquoted = line is [(byte)'"', .., (byte)'"'] ? line[1..^1] : line;
        if (unquoted.Length != 5 || !Ascii.EqualsIgnoreCase(unquoted[..4], "sep="u8) || !Dialect.MayBeSeparator((char)unquoted[4]))
        {
            return (null, 0);
        }

        var next = end < 0 ? text.Length : end + (text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? 2 : 1);
        return ((char)unquoted[4], next);
    }
}
