namespace IGSendMail.Platform.Audience.Reading;

/// <summary>One of the first rows of a file, taken apart, with where it begins and ends.</summary>
/// <param name="Cells">Its cells.</param>
/// <param name="Line">Line on which it begins.</param>
/// <param name="Start">Where it begins in the sample.</param>
/// <param name="End">Where the next one begins.</param>
/// <param name="EndLine">Line of the next one.</param>
internal sealed record SampleRow(string[] Cells, int Line, int Start, int End, int EndLine);

/// <summary>The sample as one dialect reads it. No limit applies here: this may be the wrong reading.</summary>
/// <param name="Dialect">The dialect.</param>
/// <param name="Rows">The first rows that hold something.</param>
/// <param name="Faults">Rows that cannot be read.</param>
/// <param name="Escaped">How many of these have a stray quote mark behind a backslash.</param>
/// <param name="FirstFault">The first of these, if it stands before all rows that can be read.</param>
internal sealed record SampleTable(Dialect Dialect, IReadOnlyList<SampleRow> Rows, int Faults, int Escaped, RecordFault FirstFault)
{
    private const int MostRows = 100;

    /// <summary>True if the faults there are would be none in a file that writes a quote mark as \".</summary>
    public bool BlamesBackslashes => Faults > 0 && Escaped == Faults;

    /// <summary>Reads the sample from <paramref name="start"/> on.</summary>
    public static SampleTable Read(FileSample sample, Dialect dialect, int start)
    {
        var rows = new List<SampleRow>();
        var (at, line, faults, escaped, first) = (start, start == 0 ? 1 : 2, 0, 0, RecordFault.None);
        while (at < sample.Text.Length && rows.Count < MostRows)
        {
            var rest = sample.Text[at..];
            var walk = new RecordWalk(dialect, StrayQuotes.Stop);
            walk.Walk(rest.Span);
            var stands = walk.Ended || walk.MetStray;
            if (!stands && !sample.IsWhole && rows.Count > 0)
            {
                break;
            }

            if (!stands)
            {
                walk.EndFile();
            }

            var (next, lines) = ((int)walk.Walked, walk.Lines);
            if (!walk.Ended)
            {
                faults++;
                escaped += walk.StrayIsEscaped ? 1 : 0;
                first = rows.Count == 0 && first == RecordFault.None ? walk.MetStray ? RecordFault.StrayQuote : RecordFault.OpenQuote : first;
                (next, lines) = AfterFault(rest.Span, dialect);
            }
            else if (CsvText.Cells(rest[..walk.Length], dialect) is { Length: > 0 } cells && !CsvText.IsBlank(cells))
            {
                rows.Add(new SampleRow(cells, line, at, at + next, line + lines));
            }

            (at, line) = (at + Math.Max(next, 1), line + lines);
        }

        return new SampleTable(dialect, rows, faults, escaped, first);
    }

    private static (int Bytes, int Lines) AfterFault(ReadOnlySpan<byte> text, Dialect dialect)
    {
        var walk = new RecordWalk(dialect, StrayQuotes.Pair);
        walk.Walk(text[..Math.Min(text.Length, CsvRecords.MostBytes)]);
        if (walk.Ended)
        {
            return ((int)walk.Walked, walk.Lines);
        }

        var end = text.IndexOfAny((byte)'\n', (byte)'\r');
        return end < 0 ? (text.Length, 1) : (end + (text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? 2 : 1), 1);
    }
}
