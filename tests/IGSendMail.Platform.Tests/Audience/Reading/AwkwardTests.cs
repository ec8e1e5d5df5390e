using IGSendMail.Platform.Audience;
using IGSendMail.Testing;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Tests.Audience.Reading;

/// <summary>A thousand awkward rows in each shape: in, out, through an office program, and in again.</summary>
public sealed class AwkwardTests(AwkwardShapes shapes) : IClassFixture<AwkwardShapes>
{
    public static TheoryData<string> Shapes => [.. ShapeTests.Shapes.Select(s => (string)s[0])];

    public static TheoryData<string, string> Saved
    {
        get
        {
            var saved = new TheoryData<string, string>();
            foreach (var way in AwkwardShapes.Ways)
            {
                foreach (var shape in ShapeTests.Shapes.Select(s => (string)s[0]))
                {
                    saved.Add(shape, way);
                }
            }

            return saved;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Every_row_is_taken_or_explained(string shape)
    {
        var (file, account, import, _) = shapes[shape];

        Assert.Equal(ImportState.Done, import.State);
        Assert.Equal(AwkwardFile.Rows, import.Rows);
        Assert.Equal(import.Rows, import.Added + import.Updated + import.Unchanged + import.OptedOut + import.LeftOut + import.Bad);
        var explained = await shapes.Site.Site.InDatabaseAsync(db => db.ImportProblems().Where(p => p.ImportId == import.Id).OrderBy(p => p.Line).ToListAsync());
        Assert.Equal(file.BadLines, explained.Select(p => p.Line));
        Assert.All(explained, p => Assert.EndsWith(".", p.Reason, StringComparison.Ordinal));
        Assert.Equal(file.OptedOut, import.OptedOut);
        Assert.Equal(Shown(file.People), Shown(await PeopleAsync(account, import.ListId)));
    }

    [SkippableTheory]
    [MemberData(nameof(Saved))]
    public async Task A_list_that_LibreOffice_opened_and_saved_comes_back_unchanged(string shape, string way)
    {
        Skip.If(LibreOffice.Path is null, "skipped: LibreOffice is not installed (package libreoffice-calc-nogui)");
        var (_, account, import, _) = shapes[shape];
        var before = await PeopleAsync(account, import.ListId);
        var saved = await shapes.SavedAsync(shape, way);

        var same = await shapes.Site.FindAsync(await shapes.Site.UploadAsync(account, saved, import.ListId));

        Assert.Equal((before.Count, 0, 0, before.Count, 0, 0, 0), (same.Rows, same.Added, same.Updated, same.Unchanged, same.OptedOut, same.LeftOut, same.Bad));
        Assert.Equal(Exactly(before), Exactly(await PeopleAsync(account, import.ListId)));

        // Elsewhere nothing is there that could have hidden a difference. A spreadsheet writes line breaks within a cell in its own way.
        var elsewhere = await shapes.Site.OpenAccountAsync();
        var fresh = await shapes.Site.UploadAsync(elsewhere, saved);
        Assert.Equal(Shown(before), Shown(await PeopleAsync(elsewhere, fresh.ListId)));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A_downloaded_list_comes_back_exactly(string shape)
    {
        var (_, account, import, download) = shapes[shape];
        var elsewhere = await shapes.Site.OpenAccountAsync();

        var fresh = await shapes.Site.UploadAsync(elsewhere, download);

        Assert.Equal(Exactly(await PeopleAsync(account, import.ListId)), Exactly(await PeopleAsync(elsewhere, fresh.ListId)));
    }

    private async Task<List<(string Address, Dictionary<string, string> Values)>> PeopleAsync(Guid account, Guid list) =>
        [.. (await shapes.Site.PeopleAsync(account, list)).Select(p => (p.Address, p.Attributes.ToDictionary(StringComparer.Ordinal)))];

    /// <summary>Everybody in one line each, so that a difference is seen.</summary>
    private static IReadOnlyList<string> Exactly(IEnumerable<(string Address, Dictionary<string, string> Values)> people) => [.. people
        .Select(p => $"{p.Address}{string.Concat(p.Values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $" | {v.Key} = {v.Value}"))}")
        .Order(StringComparer.Ordinal)];

    private static IReadOnlyList<string> Shown(IEnumerable<(string Address, Dictionary<string, string> Values)> people) =>
        [.. Exactly(people).Select(AwkwardFile.Broken).Order(StringComparer.Ordinal)];
}
