using System.Buffers;

namespace IGSendMail.Platform.Audience.Reading;

/// <summary>
/// Finds how a file is to be read: encoding, separator, quoting and columns, each for the whole file, before anything is
/// taken. Limits apply to the reading that was chosen.
/// </summary>
public static class FileReader
{
    private const int MostTitleRows = 10;
    private const int ShownRows = 5;

    private static readonly SearchValues<byte> NothingBytes = SearchValues.Create(" \t\r\n,;|\""u8);

    /// <summary>Finds it. What the customer chose is not looked for.</summary>
    /// <exception cref="UnreadableFileException">The file holds no list; the message says why and what to do.</exception>
    public static async Task<FileReading> FindAsync(Stream file, FileChoices choices, CancellationToken cancellation)
    {
        var (encoding, mark) = await EncodingSurvey.ReadAsync(file, choices.Encoding, cancellation);
        var sample = await FileSample.ReadAsync(file, encoding, mark, cancellation);
        if (FileKinds.ReasonAgainst(FileKinds.TextOf(sample.Text.Span)) is { } reason || (reason = NothingIn(sample)) is not null)
        {
            throw new UnreadableFileException(reason);
        }

        return Find(sample, choices);
    }

    private static FileReading Find(FileSample sample, FileChoices choices)
    {
        var (hint, start) = sample.Hint();
        var separators = (choices.Separator ?? hint) is { } given ? [given] : Dialect.Separators;
        Table BestOf(Func<char, Dialect> dialect) => separators
            .Select(separator => Table.Of(SampleTable.Read(sample, dialect(separator), start), choices))
            .Aggregate((best, next) => next.IsBetterThan(best) ? next : best);

        // Other ways to quote are looked at only where the usual one leaves something unread.
        var table = BestOf(s => new Dialect(s));
        foreach (var other in table.Unread == 0 ? [] : OtherWaysToQuote(table.Sample.BlamesBackslashes))
        {
            var next = BestOf(other);
            table = next.Unread < table.Unread ? next : table;
        }

        return ReadingOf(sample, table, choices, hint);
    }

    private static string? NothingIn(FileSample sample) =>
        sample.Text.IsEmpty ? FileKinds.ReasonAgainst(ReadOnlySpan<byte>.Empty)
        : sample.IsWhole && sample.Text.Span.IndexOfAnyExcept(NothingBytes) < 0
            ? "The file holds no rows: nothing but blank lines. Upload a file with a header row and at least one person."
            : null;

    private static IEnumerable<Func<char, Dialect>> OtherWaysToQuote(bool backslashes) => backslashes
        ?
        [
            s => new Dialect(s) { EscapesWithBackslash = true },
            s => new Dialect(s) { EscapesWithBackslash = true, HasSpacesAroundQuotes = true },
        ]
        : [s => new Dialect(s) { HasSpacesAroundQuotes = true }];

    private static FileReading ReadingOf(FileSample sample, Table table, FileChoices choices, char? hint)
    {
        if (table.Sample.FirstFault != RecordFault.None)
        {
            throw UnreadableHeader(table.Sample.FirstFault);
        }

        if (table.Sample.Rows.Count == 0)
        {
            throw UnreadableFileException.Because(
                $"Nothing stands in the first {sample.Text.Length / 1024} KB of the file but blank lines. Remove them and upload the file again.", mayBeChosen: true);
        }

        var column = choices.AddressColumn ?? table.Address.Column;
        var names = ColumnHeads.NamesOf(table.Names, out var unnamed);
        if (column < 0 || column >= names.Count || (choices.AddressColumn is null && ColumnHeads.IsOneOfManyInOne(table.Sample, table.Address)))
        {
            throw ColumnHeads.NoAddressColumn(table.Sample, table.Address, hint);
        }

        IReadOnlyList<StatusColumn> status = choices.StatusColumn switch
        {
            null => StatusColumns.Find(names, table.People, column),
            >= 0 and var chosen when chosen < names.Count && chosen != column => [StatusColumns.Chosen(chosen, names[chosen], table.People)],
            _ => [],
        };
        var row = table.Sample.Rows[Math.Max(table.Header, 0)];
        var (start, line) = table.Header >= 0 ? (row.End, row.EndLine) : (row.Start, row.Line);
        return new FileReading(
            sample.Encoding, table.Sample.Dialect, table.Header >= 0, names, unnamed, column, status,
            sample.Mark + sample.Encoding.SourceBytes(sample.Text.Span[..start]), line)
        {
            FirstRows = [.. table.People.Take(ShownRows)],
        };
    }

    private static UnreadableFileException UnreadableHeader(RecordFault fault) => UnreadableFileException.Because(fault == RecordFault.StrayQuote
        ? (FormattableString)$"In the first row something follows a closing quote mark. Write a quote mark inside a name twice (\"\") and upload the file again."
        : $"In the first row a quote mark opens a name and none closes it. Close it, or remove it, and upload the file again.", mayBeChosen: true);

    /// <summary>The sample with its header and its e-mail column.</summary>
    private sealed record Table(SampleTable Sample, int Header, string[] Names, List<string[]> People, AddressColumn Address)
    {
        /// <summary>Rows with faults, and cells that begin with a quote mark behind a space: most likely quoted values that were read as plain ones.</summary>
        public int Unread { get; } = Sample.Faults + Sample.Rows.Sum(r => r.Cells.Count(c => c.StartsWith(" \"", StringComparison.Ordinal)));

        private int Fitting { get; } = People.Count(p => p.Length == Names.Length);

        private bool IsTable => Names.Length > 1 && 2 * Fitting > People.Count;

        public static Table Of(SampleTable sample, FileChoices choices)
        {
            var rows = sample.Rows;
            var header = choices.HasHeader switch
            {
                false => -1,
                true => 0,
                null => HeaderOf(rows),
            };
            var people = rows.Skip(header + 1).Select(r => r.Cells).ToList();
            var width = people.Select(p => p.Length).DefaultIfEmpty(0).Max();
            var names = header < 0 ? [.. Enumerable.Repeat("", width)] : rows.Count == 0 ? [] : rows[header].Cells;
            return new Table(sample, header, names, people, ColumnFinder.Find(names, people));
        }

        /// <summary>
        /// A reading that finds people wins, or one whose column is surely called so and whose people may stand in rows with
        /// faults, or whose rows are a table without any. Of several: the one whose column is more surely called so, with fewer
        /// faults, with more rows as long as the first, with more people. Their number comes late: in a wrong reading notes may
        /// hold many.
        /// </summary>
        public bool IsBetterThan(Table other) => Score().CompareTo(other.Score()) > 0;

        private (bool, int, int, int, int, int) Score() => (
            Address.Addresses > 0 || (Address.Rank == ColumnNames.SureRank && (Unread > 0 || IsTable)),
            Address.Column < 0 ? -1 : Address.Rank, -Unread, Names.Length > 1 ? Fitting : 0, Address.Addresses, Names.Length);

        /// <summary>
        /// The first row that names an e-mail column, if no person stands before it; -1 if the first row is a person; else the
        /// first row.
        /// </summary>
        private static int HeaderOf(IReadOnlyList<SampleRow> rows)
        {
            for (var i = 0; i < Math.Min(rows.Count, MostTitleRows); i++)
            {
                if (Array.Exists(rows[i].Cells, ColumnFinder.IsAddress))
                {
                    return i == 0 ? -1 : 0;
                }

                if (Array.Exists(rows[i].Cells, c => ColumnNames.AddressRank(c) > 0))
                {
                    return i;
                }
            }

            return 0;
        }
    }
}
