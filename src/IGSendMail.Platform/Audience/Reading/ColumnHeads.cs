using System.Globalization;

namespace IGSendMail.Platform.Audience.Reading;

/// <summary>The names of the columns, and why none of them is that of the addresses.</summary>
internal static class ColumnHeads
{
    /// <summary>The names, made different from each other; those that are missing are numbers.</summary>
    /// <exception cref="UnreadableFileException">They are too many or too long.</exception>
    public static List<string> NamesOf(string[] names, out int unnamed)
    {
        var columns = names.Count(n => !FileReading.IsPassedOver(n));
        if (columns > FileReading.MostColumns)
        {
            throw UnreadableFileException.Because(
                $"The first row has {columns} columns; {FileReading.MostColumns} are the most. Remove those that you do not need and upload the file again.", mayBeChosen: true);
        }

        var tooLong = Array.FindIndex(names, n => n.Trim().Length > FileReading.MostNameCharacters);
        if (tooLong >= 0)
        {
            throw UnreadableFileException.Because(
                $"The name of column {tooLong + 1} has {names[tooLong].Trim().Length} characters; {FileReading.MostNameCharacters} are the most. Shorten it and upload the file again.", mayBeChosen: true);
        }

        unnamed = names.Length - 1 - Array.FindLastIndex(names, n => !CsvText.IsBlank(n));
        var distinct = new List<string>(names.Length);
        for (var i = 0; i < names.Length; i++)
        {
            var name = CsvText.IsBlank(names[i]) ? string.Create(CultureInfo.InvariantCulture, $"column {i + 1}") : names[i].Trim().Trim('\uFEFF');
            var candidate = name;
            for (var again = 2; distinct.Contains(candidate, StringComparer.OrdinalIgnoreCase); again++)
            {
                candidate = string.Create(CultureInfo.InvariantCulture, $"{name} ({again})");
            }

            distinct.Add(candidate);
        }

        return distinct;
    }

    /// <summary>True if the only column is called like an address among other things, and holds none: it was not parted.</summary>
    public static bool IsOneOfManyInOne(SampleTable sample, AddressColumn address) =>
        address is { Addresses: 0, Rank: < 2 } && sample.Rows[0].Cells.Length == 1 && OtherSeparatorOf(sample.Rows[0].Cells[0]) is not null;

    /// <summary>Why there is no e-mail column, as far as it can be seen.</summary>
    public static UnreadableFileException NoAddressColumn(SampleTable sample, AddressColumn address, char? hint)
    {
        if (address.Others.Count > 1)
        {
            var columns = string.Join(" and ", address.Others.Take(3).Select(c => (c + 1).ToString(CultureInfo.InvariantCulture)));
            return UnreadableFileException.Because(
                $"Columns {columns} hold addresses, and none is called “email”. Choose one, or name it “email”, and upload the file again.", mayBeChosen: true);
        }

        var header = sample.Rows[0].Cells;
        if (header.Length > 1 || hint is not null)
        {
            return UnreadableFileException.Because(
                $"The first row names no e-mail column among its {header.Length} columns (separated by {Dialect.NameOf(sample.Dialect.Separator)}), and no column holds addresses alone. Name one of them “email” and upload the file again.", mayBeChosen: true);
        }

        return OtherSeparatorOf(header[0]) is { } other
            ? UnreadableFileException.Because(
                $"The values seem to be separated by {Dialect.NameOf(other)}, which we do not look for. Separate them by comma, semicolon, tab or vertical bar, or put the line “sep={other}” above the first row, and upload the file again.", mayBeChosen: true)
            : UnreadableFileException.Because(
                $"The first row names no e-mail column: it has one column (we looked for comma, semicolon, tab and vertical bar), and that one does not hold addresses. Name the columns in the first row, one of them “email”, and upload the file again.", mayBeChosen: true);
    }

    /// <summary>A character that would part the first row so that one part is called like an address.</summary>
    private static char? OtherSeparatorOf(string header) => header.Where(Dialect.MayBeSeparator).Distinct()
        .Where(c => header.Split(c).Length > 1 && Array.Exists(header.Split(c), p => ColumnNames.AddressRank(p.Trim(' ', '"', '\'')) == 2))
        .Where(c => c is not (' ' or '-' or '_'))
        .Select(c => (char?)c)
        .FirstOrDefault();
}
