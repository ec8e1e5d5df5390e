using IGSendMail.Storage;

namespace IGSendMail.Platform.Audience.Reading;

/// <summary>The e-mail column as it was found.</summary>
/// <param name="Column">Its index, or -1.</param>
/// <param name="Rank">How surely its name means it (<see cref="ColumnNames.AddressRank"/>).</param>
/// <param name="Addresses">In how many rows of the sample it holds an address.</param>
/// <param name="Others">Indexes of the columns among which none could be chosen.</param>
internal sealed record AddressColumn(int Column, int Rank, int Addresses, IReadOnlyList<int> Others);

/// <summary>Finds the e-mail column by what the columns are called and by what stands in them.</summary>
internal static class ColumnFinder
{
    /// <summary>
    /// A column that is called so and holds addresses; else the one column in which every cell is an address; else a column
    /// that is only called so.
    /// </summary>
    public static AddressColumn Find(IReadOnlyList<string> names, IReadOnlyList<string[]> rows)
    {
        var columns = names.Select((name, i) => Look(i, name, rows)).ToList();
        var most = columns.Where(c => c.Rank > 0).Select(c => c.Addresses).DefaultIfEmpty(0).Max();
        if (most > 0)
        {
            // Of “E-mail 1” and “E-mail 2” the one that most people have; a few more in the second change nothing.
            var best = columns.Where(c => c.Rank > 0 && 2 * c.Addresses >= most).MaxBy(c => c.Rank)!;
            return new AddressColumn(best.Index, best.Rank, best.Addresses, []);
        }

        var pure = columns.Where(c => c.Addresses > 0 && c.Addresses == c.Filled).ToList();
        if (pure.Count == 1)
        {
            return new AddressColumn(pure[0].Index, pure[0].Rank, pure[0].Addresses, []);
        }

        return columns.Where(c => c.Rank > 0).MaxBy(c => c.Rank) is { } named && pure.Count == 0
            ? new AddressColumn(named.Index, named.Rank, 0, [])
            : new AddressColumn(-1, 0, 0, [.. pure.Select(c => c.Index)]);
    }

    /// <summary>
    /// True if a cell is an address on one line. In a column that is called so a line break around an address does no harm;
    /// elsewhere it tells of a note.
    /// </summary>
    public static bool IsAddress(string cell) => !cell.AsSpan().ContainsAny('\r', '\n') && EmailAddress.Find(cell) is not null;

    private static Column Look(int index, string name, IReadOnlyList<string[]> rows)
    {
        int filled = 0, addresses = 0;
        foreach (var row in rows)
        {
            if (index < row.Length && !CsvText.IsBlank(row[index]))
            {
                filled++;
                addresses += IsAddress(row[index]) ? 1 : 0;
            }
        }

        return new Column(index, ColumnNames.AddressRank(name), filled, addresses);
    }

    private sealed record Column(int Index, int Rank, int Filled, int Addresses);
}
