using System.Globalization;
using IGSendMail.Storage;

namespace IGSendMail.Platform.Audience.Reading;

/// <summary>A person as a row of an upload gives them.</summary>
/// <param name="Address">The e-mail address as it is written there, without surrounding space.</param>
/// <param name="Attributes">The other columns by name, in the order of the file.</param>
internal sealed record ReadPerson(string Address, OrderedDictionary<string, string> Attributes);

/// <summary>A row of an upload: a person, or the reason why it is none.</summary>
/// <param name="Line">Line of the file on which it begins.</param>
/// <param name="Person">The person, or null.</param>
/// <param name="Status">What the file says about the person's wish.</param>
/// <param name="Problem">What is wrong and what to do, or null.</param>
internal readonly record struct CsvRow(int Line, ReadPerson? Person, PersonStatus Status, string? Problem)
{
    private const int MostCharacters = 4_000;

    /// <summary>The person's address, if there is a person.</summary>
    public EmailAddress? Address { get; private init; }

    /// <summary>
    /// Reads a record; null for a blank one, however many separators stand in it. The reasons name columns by number: a
    /// name might be a person's if the header is missing.
    /// </summary>
    public static CsvRow? Read(RawRecord record, FileReading reading)
    {
        if (Explain(record) is { } fault)
        {
            return Bad(record, fault);
        }

        var cells = record.Bytes.IsEmpty ? [] : CsvText.Cells(record.Bytes, reading.Dialect);
        if (CsvText.IsBlank(cells))
        {
            return null;
        }

        if (Check(cells, reading) is { } problem)
        {
            return Bad(record, problem);
        }

        var address = EmailAddress.Read(cells[reading.AddressColumn]);
        if (address.Address is not { } found)
        {
            return Bad(record, NoAddress(cells[reading.AddressColumn], address.Problem!.Value, reading.AddressColumn));
        }

        var (status, unknown) = StatusOf(cells, reading);
        return unknown is null
            ? new CsvRow(record.Line, new ReadPerson(found.Spelling, Attributes(cells, reading)), status, null) { Address = found }
            : Bad(record, unknown);
    }

    private static CsvRow Bad(RawRecord record, string problem) => new(record.Line, null, PersonStatus.Subscribed, problem);

    private static string? Explain(RawRecord record) => record.Fault switch
    {
        RecordFault.None => null,
        RecordFault.OpenQuote => Invariant(
            $"A quote mark opens a value in column {record.Cell} of this row and none closes it. Close it, or remove it, and upload the row again."),
        RecordFault.StrayQuote => Invariant(
            $"Something follows a closing quote mark in column {record.Cell} of this row{Lines(record)}. Write a quote mark inside a value twice (\"\") and upload the row again."),
        RecordFault.TooLong => Invariant(
            $"The row is longer than {CsvRecords.MostBytes / 1024} KB{Lines(record)}{(record.Cell > 0 ? Invariant($"; its long value stands in column {record.Cell}") : "")}. Shorten its values and upload the row again."),
        _ => throw new ArgumentOutOfRangeException(nameof(record)),
    };

    private static string Lines(RawRecord record) =>
        record.LastLine > record.Line ? Invariant($" (lines {record.Line} to {record.LastLine}, none of which was taken)") : "";

    private static string? Check(string[] cells, FileReading reading)
    {
        var surplus = Array.FindLastIndex(cells, c => !CsvText.IsBlank(c));
        if (surplus >= reading.Names.Count)
        {
            return Invariant(
                $"The row has {surplus + 1} fields, the first row has {reading.Names.Count}. Put a value that contains {Dialect.NameOf(reading.Dialect.Separator)} in quote marks and upload the row again.");
        }

        if (cells.Length <= reading.AddressColumn)
        {
            return Invariant(
                $"The row has too few fields: it ends after column {cells.Length}, and the address stands in column {reading.AddressColumn + 1}. Add what is missing and upload the row again.");
        }

        if (EmailAddress.Read(cells[reading.AddressColumn]).Problem is { Fault: AddressFault.Missing })
        {
            return Invariant($"Column {reading.AddressColumn + 1} (e-mail) is empty. Add the address and upload the row again.");
        }

        var tooLong = Array.FindIndex(cells, c => c.Length > MostCharacters);
        if (tooLong >= 0)
        {
            return Invariant(
                $"Column {tooLong + 1} holds more than {MostCharacters:N0} characters. Shorten it and upload the row again.");
        }

        var noText = Array.FindIndex(cells, c => c.Contains('\0', StringComparison.Ordinal));
        return noText < 0 ? null : Invariant(
            $"Column {noText + 1} holds the character NUL, which no text has. Remove it, or export the file again, and upload the row again.");
    }

    private static string NoAddress(string cell, AddressProblem problem, int column)
    {
        var name = Invariant($"Column {column + 1} (e-mail)");
        return cell.Count(c => c == '@') > 1 && cell.AsSpan().IndexOfAny(",; |/") >= 0
            ? $"{name} holds more than one address. Leave one, or make a row for each, and upload the row again."
            : cell.Contains('<', StringComparison.Ordinal) && cell.Contains('@', StringComparison.Ordinal)
                ? $"{name} holds a name beside the address. Leave the address alone, such as name@example.org, and upload the row again."
                : $"{name} does not hold one valid e-mail address: {problem.Reason} Then upload the row again.";
    }

    private static (PersonStatus Status, string? Unknown) StatusOf(string[] cells, FileReading reading)
    {
        var status = PersonStatus.Subscribed;
        foreach (var column in reading.StatusColumns)
        {
            if (column.Column >= cells.Length)
            {
                continue;
            }

            if (StatusColumns.Read(column, cells[column.Column]) is not { } said)
            {
                return (status, Invariant(
                    $"Column {column.Column + 1} tells the status by a word that we do not know. Write “subscribed” or “unsubscribed”, or choose another status column, and upload the row again."));
            }

            // Several columns may tell it: the furthest from “subscribed” counts.
            status = said > status ? said : status;
        }

        return (status, null);
    }

    private static OrderedDictionary<string, string> Attributes(string[] cells, FileReading reading)
    {
        var named = reading.Names.Count - reading.Unnamed;
        var attributes = new OrderedDictionary<string, string>(reading.Names.Count, StringComparer.Ordinal);
        for (var i = 0; i < reading.Names.Count; i++)
        {
            // A converter leaves empty last cells out; a column without a name says something only where it holds something.
            var cell = i < cells.Length ? cells[i] : "";
            if (i != reading.AddressColumn && (i < named || cell.Length > 0) && !FileReading.IsPassedOver(reading.Names[i]))
            {
                attributes.Add(reading.Names[i], cell);
            }
        }

        return attributes;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
