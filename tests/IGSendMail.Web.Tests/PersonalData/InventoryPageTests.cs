using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Tests.PersonalData;

/// <summary>The public inventory says truly what is encrypted.</summary>
public sealed class InventoryPageTests
{
    [Fact]
    public async Task It_says_encrypted_of_sealed_columns_and_folders_and_of_nothing_else()
    {
        await using var site = new TestSite();
        var page = await site.Visitor().GetAsync(PrivacyRoutes.PersonalData);
        var told = page.Document.QuerySelectorAll("details[id^='place-'] tbody tr").ToDictionary(
            row => row.QuerySelector("code")!.TextContent,
            row => row.QuerySelector("td")!.TextContent.StartsWith("Encrypted.", StringComparison.Ordinal));

        var columns = await site.InDatabaseAsync(db => Task.FromResult(db.Model.GetEntityTypes()
            .SelectMany(e => e.GetProperties().Select(p => (Name: $"{e.ClrType.Name}.{p.Name}", IsSealed: p.ClrType == typeof(Sealed))))
            .ToDictionary(c => c.Name, c => c.IsSealed)));
        Dictionary<string, bool> others = new()
        {
            ["ConsentSpool.files"] = true,
            ["ErasureJournal.entries"] = false,
            ["ErasureJournal.receipts"] = false,
            ["ExportFiles.files"] = true,
            ["ImportFiles.files"] = true,
            ["PickupLetters.files"] = false,
            ["SuppressionJournal.entries"] = false,
            ["ToldJournal.entries"] = true,
        };

        Assert.Contains(told, t => t.Value);
        Assert.Contains(told, t => !t.Value);
        Assert.All(told.Where(t => columns.ContainsKey(t.Key)), t => Assert.True(columns[t.Key] == t.Value, t.Key));
        Assert.Equal(others.OrderBy(f => f.Key), told.Where(t => !columns.ContainsKey(t.Key)).OrderBy(t => t.Key));
    }
}
