using System.IO.Compression;
using System.Net;
using System.Text.Json;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Requests;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Wishes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Extension.Tests;

/// <summary>A table that a feature brings is shown, handed out, deleted and proved like every other.</summary>
public sealed class DataTests : IAsyncLifetime
{
    private const string Title = "Wishes that you sent us";
    private const string First = "a button that is blue and not green";
    private const string Second = "an end to buttons";

    private WishSite _wishes = null!;

    public async Task InitializeAsync() => _wishes = await WishSite.StartAsync();

    public Task DisposeAsync() => _wishes.DisposeAsync().AsTask();

    [Fact]
    public async Task The_inventory_tells_what_it_is_and_how_long_it_is_kept()
    {
        var page = await _wishes.Site.Visitor().GetAsync(PrivacyRoutes.PersonalData);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains(Title, page.Text, StringComparison.Ordinal);
        Assert.Contains("What you wish for, in your words", page.Text, StringComparison.Ordinal);
        Assert.Contains("We plan a year ahead; older wishes are no longer looked at", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_free_text_lies_sealed()
    {
        await _wishes.WishAsync(First);

        var files = Directory.GetFiles(_wishes.Site.Folder, "*.db*", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.False(Contains(file, First), file));
    }

    [Fact]
    public async Task A_package_hands_out_every_wish()
    {
        await _wishes.WishAsync(First);
        await _wishes.WishAsync(Second);
        var visitor = await _wishes.SignedInAsync();
        var asked = await visitor.SubmitAsync(
            await visitor.GetAsync(PrivacyRoutes.AccountData), "#ask-form",
            new Dictionary<string, string> { ["Password"] = WishSite.Password }, "button[value=Access]");
        await _wishes.WorkAsync();

        var package = await visitor.GetAsync(PrivacyLinks.RequestDownload(asked.Url.AbsolutePath.Split('/')[^1]));

        Assert.Equal(HttpStatusCode.OK, package.Status);
        await using var zip = new ZipArchive(new MemoryStream(package.Body));
        using var manifest = await JsonDocument.ParseAsync(await zip.GetEntry("manifest.json")!.OpenAsync());
        var store = manifest.RootElement.GetProperty("stores").EnumerateArray().Single(s => s.GetProperty("key").GetString() == nameof(Wish));
        Assert.Equal(2, store.GetProperty("records").GetInt64());
        var texts = new List<string>();
        foreach (var entry in zip.Entries.Where(e => e.Name.EndsWith(".json", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(await entry.OpenAsync());
            texts.Add(await reader.ReadToEndAsync());
        }

        Assert.Contains(texts, text => text.Contains(First, StringComparison.Ordinal) && text.Contains(Second, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_erasure_takes_the_wishes_with_it_and_its_receipt_and_last_letter_say_so()
    {
        await _wishes.WishAsync(First);
        await _wishes.WishAsync(Second);
        var subject = await SubjectAsync();
        var visitor = await _wishes.SignedInAsync();
        var asked = await visitor.SubmitAsync(
            await visitor.GetAsync(PrivacyRoutes.AccountDataErase), "#erase-form",
            new Dictionary<string, string> { ["Password"] = WishSite.Password });
        await _wishes.WorkAsync();

        Assert.Empty(await _wishes.WishesAsync());
        Assert.Equal(0, await LeftAsync(subject));
        var reference = asked.Url.AbsolutePath.Split('/')[^1];
        var request = await _wishes.Site.InDatabaseAsync(db => db.DataSubjectRequests().AsNoTracking().SingleAsync(r => r.Reference == reference));
        Assert.Equal(RequestState.Done, request.State);
        var receipt = await _wishes.Site.InDatabaseAsync(db => db.ErasureReceipts().AsNoTracking().SingleAsync(r => r.RequestId == request.Id));
        var line = Assert.Single(receipt.Read().Lines, l => l.Store == nameof(Wish));
        Assert.Equal((Title, 2L, 0L), (line.Title, line.Deleted, line.Kept));
        var last = Assert.Single(_wishes.Mails(), m => m.Subject!.Contains(receipt.Number, StringComparison.Ordinal));
        Assert.Contains($"- {Title}: 2 records", last.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_follower_counts_what_went_in_the_transaction_in_which_the_erasure_ends()
    {
        await _wishes.WishAsync(First);
        await _wishes.WishAsync(Second);
        await EraseAsync();

        var month = Assert.Single(await _wishes.Site.InDatabaseAsync(db => db.WishMonths().AsNoTracking().ToListAsync()));

        Assert.Equal((new DateOnly(2026, 11, 1), 2L), (month.Month, month.Erased));
        Assert.Equal(ErasureState.Done, await _wishes.Site.InDatabaseAsync(db => db.ErasureRuns().Select(r => r.State).SingleAsync()));
    }

    [Fact]
    public async Task An_erasure_without_wishes_leaves_nothing_to_count()
    {
        await EraseAsync();

        Assert.Empty(await _wishes.Site.InDatabaseAsync(db => db.WishMonths().AsNoTracking().ToListAsync()));
        Assert.DoesNotContain(
            (await _wishes.Site.InDatabaseAsync(db => db.ErasureReceipts().AsNoTracking().SingleAsync())).Read().Lines,
            l => l.Store == nameof(Wish));
    }

    private async Task EraseAsync()
    {
        var visitor = await _wishes.SignedInAsync();
        await visitor.SubmitAsync(
            await visitor.GetAsync(PrivacyRoutes.AccountDataErase), "#erase-form",
            new Dictionary<string, string> { ["Password"] = WishSite.Password });
        await _wishes.WorkAsync();
    }

    private Task<DataSubject> SubjectAsync() => _wishes.Site.InScopeAsync(
        services => services.GetRequiredService<Subjects>().OfAccountAsync(_wishes.AccountId, CancellationToken.None));

    private Task<long> LeftAsync(DataSubject subject) => _wishes.Site.InScopeAsync(services => services.GetRequiredService<DataMap>()
        .Stores.Single(s => s.Description.Key == nameof(Wish)).LeftAsync(subject, CancellationToken.None));

    private static bool Contains(string file, string text)
    {
        using var shared = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        shared.CopyTo(copy);
        return copy.ToArray().AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(text)) >= 0;
    }
}
