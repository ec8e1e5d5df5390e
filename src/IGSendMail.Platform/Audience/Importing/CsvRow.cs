using System.Globalization;
using IGSendMail.Storage;

namespace IGSendMail.Platform.Audience.Importing;

/// <summary>A row of an upload: a person, or the reason why it is none.</summary>
/// <param name="Line">Line of the file on which it begins.</param>
/// <param name="Person">The person, or null.</param>
/// <param name="Problem">What is wrong and what to do, or null.</param>
internal readonly record struct CsvRow(int Line, SubscriberContent? Person, string? Problem)
{
    private const int MostCharacters = 4_000;

    /// <summary>The person's address, if there is a person.</summary>
    public EmailAddress? Address { get; private init; }

    /// <summary>Reads a record. The reasons name columns by number: a name might be a person's if the header is missing.</summary>
    public static CsvRow Read(RawRecord record, CsvHeader header)
    {
        if (Explain(record.Fault) is { } fault)
        {
            return new CsvRow(record.Line, null, fault);
        }

        if (!CsvText.IsText(record.Bytes.Span))
        {
            return new CsvRow(record.Line, null,
                "The row contains characters that are not UTF-8 text. Save the file as “CSV UTF-8” and upload it again.");
        }

        var fields = CsvText.Fields(record.Bytes, header.Delimiter);
        if (Check(fields, header) is { } problem)
        {
            return new CsvRow(record.Line, null, problem);
        }

        var address = EmailAddress.Read(fields[header.AddressColumn]);
        return address.Address is { } found
            ? new CsvRow(record.Line, new SubscriberContent(found.Spelling, Attributes(fields, header)), null) { Address = found }
            : new CsvRow(record.Line, null, Invariant(
                $"Column {header.AddressColumn + 1} (e-mail) does not hold one valid e-mail address: {address.Problem!.Value.Reason} Then upload the row again."));
    }

    private static string? Explain(RecordFault fault) => fault switch
    {
        RecordFault.None => null,
        RecordFault.OpenQuote =>
            "A quote mark opens a value in this row and none closes it. Close it, or remove it, and upload the row again.",
        RecordFault.StrayQuote =>
            "Something follows a closing quote mark in this row. Write a quote mark inside a value twice (\"\") and upload the row again.",
        RecordFault.TooLong => Invariant(
            $"The row is longer than {CsvRecords.MostBytes / 1024} KB. Shorten its values and upload the row again."),
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };

    private static string? Check(string[] fields, CsvHeader header)
    {
        if (fields.Length != header.Names.Count)
        {
            return Invariant(
                $"The row has {fields.Length} fields, the first row has {header.Names.Count}. Put a value that contains “{header.Delimiter}” in quote marks and upload the row again.");
        }

        if (EmailAddress.Read(fields[header.AddressColumn]).Problem is { Fault: AddressFault.Missing })
        {
            return Invariant($"Column {header.AddressColumn + 1} (e-mail) is empty. Add the address and upload the row again.");
        }

        var tooLong = Array.FindIndex(fields, f => f.Length > MostCharacters);
        return tooLong < 0 ? null : Invariant(
            $"Column {tooLong + 1} holds more than {MostCharacters:N0} characters. Shorten it and upload the row again.");
    }

    private static OrderedDictionary<string, string> Attributes(string[] fields, CsvHeader header)
    {
        var attributes = new OrderedDictionary<string, string>(fields.Length - 1, StringComparer.Ordinal);
        for (var i = 0; i < fields.Length; i++)
        {
            if (i != header.AddressColumn)
            {
                attributes.Add(header.Names[i], fields[i]);
            }
        }

        return attributes;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
