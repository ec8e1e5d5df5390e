using System.Text;

namespace IGSendMail.Platform.Audience.Reading;

/// <summary>
/// Reads a whole file once and says how it is written. One answer for the file: a row with an accent is no other file than
/// the rows without.
/// </summary>
internal sealed class EncodingSurvey
{
    private const string SaveAsUtf8 = "Save it as “CSV UTF-8” and upload it again.";

    private readonly byte[] _carry = new byte[4];
    private int _carried;
    private long _characters, _broken;
    private bool _unknownInWindows1252;
    private int _line = 1, _brokenLine, _goodLine;
    private bool _afterReturn;

    /// <summary>The encoding of a file, and the length of the mark before its text.</summary>
    /// <exception cref="UnreadableFileException">It is not text, or in none of the encodings that we read.</exception>
    public static async Task<(FileEncoding Encoding, int Mark)> ReadAsync(
        Stream file, FileEncoding? chosen, CancellationToken cancellation)
    {
        file.Position = 0;
        var beginning = new byte[Math.Min(FileKinds.Enough, file.Length)];
        await file.ReadExactlyAsync(beginning, cancellation);
        if (FileKinds.ReasonAgainst(beginning) is { } reason)
        {
            throw new UnreadableFileException(reason);
        }

        var encoding = chosen ?? Marked(beginning) ?? Unmarked(beginning);
        if (encoding is null or FileEncoding.Utf8)
        {
            var survey = new EncodingSurvey();
            await survey.ReadAllAsync(file, cancellation);
            encoding = survey.Judge(isUtf8: encoding == FileEncoding.Utf8);
        }

        var mark = FileEncodings.MarkOf(encoding.Value);
        return (encoding.Value, beginning.AsSpan().StartsWith(mark) ? mark.Length : 0);
    }

    private static FileEncoding? Marked(ReadOnlySpan<byte> beginning)
    {
        foreach (var encoding in Enum.GetValues<FileEncoding>())
        {
            var mark = FileEncodings.MarkOf(encoding);
            if (!mark.IsEmpty && beginning.StartsWith(mark))
            {
                return encoding;
            }
        }

        return null;
    }

    /// <summary>UTF-16 without its mark: the text of a table is mostly Latin, so every other byte is zero.</summary>
    private static FileEncoding? Unmarked(ReadOnlySpan<byte> beginning)
    {
        var pairs = Math.Min(beginning.Length, 2_048) / 2;
        if (pairs < 4)
        {
            return null;
        }

        int first = 0, second = 0;
        for (var i = 0; i < pairs; i++)
        {
            first += beginning[2 * i] == 0 ? 1 : 0;
            second += beginning[(2 * i) + 1] == 0 ? 1 : 0;
        }

        return (first * 10 >= pairs * 6, second * 10 >= pairs * 6) switch
        {
            (false, true) => FileEncoding.Utf16,
            (true, false) => FileEncoding.Utf16BigEndian,
            (true, true) => throw new UnreadableFileException(
                "The file holds no text. Choose the CSV file that your program exported and upload that one."),
            _ => null,
        };
    }

    private async Task ReadAllAsync(Stream file, CancellationToken cancellation)
    {
        file.Position = 0;
        var buffer = new byte[64 * 1024];
        while (await file.ReadAsync(buffer.AsMemory(_carry.Length), cancellation) is > 0 and var read)
        {
            // What the last chunk ended with in the middle of a character stands just before this one.
            var start = _carry.Length - _carried;
            _carry.AsSpan(0, _carried).CopyTo(buffer.AsSpan(start));
            var rest = Look(buffer.AsSpan(start, _carried + read));
            rest.CopyTo(_carry);
            _carried = rest.Length;
        }

        if (_carried > 0)
        {
            Broken(_carry.AsSpan(0, _carried));
        }
    }

    /// <summary>Looks at a chunk and returns its end if that may be the beginning of a character.</summary>
    private ReadOnlySpan<byte> Look(ReadOnlySpan<byte> text)
    {
        while (true)
        {
            var beyond = text.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            if (beyond < 0)
            {
                CountLines(text);
                return [];
            }

            CountLines(text[..beyond]);
            text = text[beyond..];
            var status = Rune.DecodeFromUtf8(text, out _, out var length);
            if (status == System.Buffers.OperationStatus.NeedMoreData)
            {
                return text;
            }

            if (status == System.Buffers.OperationStatus.Done)
            {
                _characters++;
                _goodLine = _goodLine == 0 ? _line : _goodLine;
                _afterReturn = false;
            }
            else
            {
                Broken(text[..length]);
            }

            text = text[length..];
        }
    }

    private void Broken(ReadOnlySpan<byte> bytes)
    {
        _broken++;
        _brokenLine = _brokenLine == 0 ? _line : _brokenLine;
        _unknownInWindows1252 |= bytes.IndexOfAny(FileEncodings.UnknownInWindows1252) >= 0;
        _afterReturn = false;
    }

    private void CountLines(ReadOnlySpan<byte> text)
    {
        // Only the first line of each kind is ever named.
        if (text.IsEmpty || (_brokenLine != 0 && _goodLine != 0))
        {
            return;
        }

        foreach (var b in text)
        {
            _line += b == '\r' || (b == '\n' && !_afterReturn) ? 1 : 0;
            _afterReturn = b == '\r';
        }
    }

    private FileEncoding Judge(bool isUtf8)
    {
        if (_broken == 0)
        {
            return FileEncoding.Utf8;
        }

        if (isUtf8)
        {
            throw UnreadableFileException.Because(
                $"The file is to be read as UTF-8, but line {_brokenLine} holds bytes that are none. {SaveAsUtf8}", mayBeChosen: true);
        }

        if (_characters > _broken)
        {
            throw UnreadableFileException.Because(
                $"The file is written in two ways: line {_goodLine} is UTF-8, line {_brokenLine} is not. {SaveAsUtf8}", mayBeChosen: true);
        }

        return !_unknownInWindows1252 ? FileEncoding.Windows1252 : throw UnreadableFileException.Because(
            $"The file is neither UTF-8 nor Windows-1252 (first seen on line {_brokenLine}). {SaveAsUtf8}", mayBeChosen: true);
    }
}
