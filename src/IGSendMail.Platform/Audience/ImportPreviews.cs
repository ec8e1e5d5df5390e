using System.Globalization;
using IGSendMail.Platform.Audience.Reading;
using IGSendMail.Privacy.Packages;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;

namespace IGSendMail.Platform.Audience;

/// <summary>Reads from an uploaded file what its page shows and hands back; nothing is taken.</summary>
public sealed class ImportPreviews(SealedFiles files, DataOptions data)
{
    private const int Shown = 5;

    /// <summary>The first rows as they are understood; none once the file is gone.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<string>>> FirstRowsAsync(
        Import import, FileReading reading, CancellationToken cancellation)
    {
        try
        {
            await using var file = await OpenAsync(import, reading, cancellation);
            return await file.FirstRowsAsync(Shown, cancellation);
        }
        catch (Exception gone) when (gone is UnreadableFileException or UnsealException)
        {
            return [];
        }
    }

    /// <summary>True while the rows that were not taken can be handed back.</summary>
    public bool HasFile(Import import) => File.Exists(Path.Combine(data.Imports, import.File));

    /// <summary>
    /// Writes the rows that were not taken as CSV, with line and reason behind their cells, to be corrected and uploaded
    /// again: an upload passes over these two columns.
    /// </summary>
    /// <exception cref="UnreadableFileException">The file is gone.</exception>
    public async Task WriteBadRowsAsync(Import import, FileReading reading, Stream to, CancellationToken cancellation)
    {
        await using var file = await OpenAsync(import, reading, cancellation);
        var lines = new CsvFile(to, [.. reading.Names, FileReading.LineColumn, FileReading.ReasonColumn]);
        await foreach (var row in file.BadRowsAsync(cancellation))
        {
            // What stands behind the last column goes behind the reason, so that nothing of the row is lost.
            var cells = Enumerable.Range(0, reading.Names.Count).Select(i => i < row.Cells.Length ? row.Cells[i] : "");
            await lines.AddAsync(
                [.. cells, row.Line.ToString(CultureInfo.InvariantCulture), row.Reason, .. row.Cells.Skip(reading.Names.Count)], cancellation);
        }

        await lines.EndAsync(cancellation);
    }

    /// <summary>The file from its beginning, wherever its import stands.</summary>
    private Task<ImportFile> OpenAsync(Import import, FileReading reading, CancellationToken cancellation) =>
        ImportFile.OpenAsync(files, Path.Combine(data.Imports, import.File), import.AtBeginning(), reading, cancellation);
}
