using IGSendMail.Platform.Audience.Reading;

namespace IGSendMail.Platform.Tests.Audience.Reading;

/// <summary>A file as the reader understands it, without any database.</summary>
internal sealed record ReadFile(FileReading Reading, IReadOnlyList<CsvRow> Rows)
{
    public IEnumerable<string> People => Rows.Where(r => r.Person is not null).Select(r => r.Person!.Address);

    public IEnumerable<CsvRow> Problems => Rows.Where(r => r.Problem is not null);

    public static async Task<ReadFile> OfAsync(byte[] file, FileChoices? choices = null)
    {
        using var stream = new MemoryStream(file, writable: false);
        var reading = await FileReader.FindAsync(stream, choices ?? FileChoices.None, default);
        var records = new CsvRecords(stream, reading.Encoding, reading.Dialect, reading.Start, reading.StartLine);
        var rows = new List<CsvRow>();
        while (await records.ReadAsync(default) is { } record)
        {
            if (CsvRow.Read(record, reading) is { } row)
            {
                rows.Add(row);
            }
        }

        return new ReadFile(reading, rows);
    }

    public static Task<ReadFile> OfAsync(string folder, string name) =>
        OfAsync(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "uploads", folder, name)));

    /// <summary>Each row in a few words: line, address and values, or line and reason.</summary>
    public string Show() => string.Join("; ", Rows.Select(r => r.Problem is { } problem
        ? $"{r.Line}: {problem}"
        : $"{r.Line}: {r.Person!.Address}{string.Concat(r.Person.Attributes.Select(a => $"|{a.Key}={a.Value}"))}{(r.Status == PersonStatus.Subscribed ? "" : $" ({r.Status})")}"));
}
