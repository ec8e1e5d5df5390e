using IGSendMail.Platform.Audience;
using IGSendMail.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Platform.Tests.Audience.Reading;

/// <summary>The awkward file of each shape, taken by the site, downloaded again, and opened and saved by LibreOffice: all of them at once.</summary>
public sealed class AwkwardShapes : IAsyncLifetime
{
    /// <summary>How people open and save: the dialog as it is offered; with “detect special numbers”, as Excel always does, and semicolons.</summary>
    private static readonly (string Name, string Reads, string Writes)[] Offices =
    [
        ("as offered", "CSV:44,34,76,1,,0,false,false", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"),
        ("special numbers", "CSV:44,34,76,1,,1033,false,true", "csv:Text - txt - csv (StarCalc):59,34,76,1,,1033,false,true"),
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("igsendmail-awkward-").FullName;
    private readonly Dictionary<string, AwkwardUpload> _uploads = new(StringComparer.Ordinal);

    /// <summary>Names of the ways in which LibreOffice opens and saves.</summary>
    public static IEnumerable<string> Ways => Offices.Select(o => o.Name);

    internal AudienceSite Site { get; } = new();

    /// <summary>The upload of a shape.</summary>
    internal AwkwardUpload this[string shape] => _uploads[shape];

    public async Task InitializeAsync()
    {
        uint seed = 1;
        foreach (var shape in ShapeTests.Shapes.Select(s => (string)s[0]))
        {
            var file = await AwkwardFile.OfAsync(shape, seed++);
            var account = await Site.OpenAccountAsync();
            var import = await Site.FindAsync(await Site.UploadAsync(account, file.Bytes));
            var download = new MemoryStream();
            await Site.Site.Services.GetRequiredService<ListDownloads>().WriteAsync(new(account, import.ListId), download, default);
            _uploads.Add(shape, new AwkwardUpload(file, account, import, download.ToArray()));
        }

        if (LibreOffice.Path is not null)
        {
            await ConvertAsync();
        }
    }

    /// <summary>What LibreOffice made of a download, opened, saved as a workbook, and saved as CSV again.</summary>
    public Task<byte[]> SavedAsync(string shape, string way) => File.ReadAllBytesAsync(Path.Combine(_folder, way, "csv", Path.ChangeExtension(shape, "csv")));

    public Task DisposeAsync()
    {
        Site.Dispose();
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    private async Task ConvertAsync()
    {
        using var office = new LibreOffice();
        var downloads = new List<string>();
        foreach (var (shape, upload) in _uploads)
        {
            downloads.Add(Path.Combine(_folder, Path.ChangeExtension(shape, "csv")));
            await File.WriteAllBytesAsync(downloads[^1], upload.Download);
        }

        foreach (var (name, reads, writes) in Offices)
        {
            var books = Path.Combine(_folder, name);
            await office.ConvertAsync(downloads, "xlsx", reads, books);
            await office.ConvertAsync(Directory.GetFiles(books, "*.xlsx"), writes, null, Path.Combine(books, "csv"));
        }
    }
}

/// <summary>An awkward file that was taken.</summary>
/// <param name="File">The file.</param>
/// <param name="Account">Whose it is.</param>
/// <param name="Import">The import as it ended.</param>
/// <param name="Download">The list as it was downloaded then.</param>
internal sealed record AwkwardUpload(AwkwardFile File, Guid Account, Import Import, byte[] Download);
