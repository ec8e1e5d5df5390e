using System.Net;
using System.Text;
using IGSendMail.Platform.Audience;
using IGSendMail.Testing;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Tests.Audience;

/// <summary>What a customer can take along of those who want no mail.</summary>
public sealed class OptOutDownloadTests : IAsyncDisposable
{
    private const string Owner = "owner@example.com";
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Addresses_that_a_legal_hold_keeps_are_handed_out_once_each_and_no_others()
    {
        var account = (await _site.RegisterAsync(Owner)).AccountId!.Value;
        await _site.RegisterAsync("stranger@example.com");
        var owner = await _site.SignedInAsync(Owner);
        await UploadAsync(owner, "email,status\nearly@example.org,unsubscribed\n");
        await UploadAsync(owner, "email\nann@bücher.example\nben@example.org\n");
        await UploadAsync(owner, "email\nANN@BÜCHER.example\n");
        await _site.HoldAsync(account);
        await UploadAsync(owner, "email,status\nann@bücher.example,bounced\n");

        var file = Encoding.UTF8.GetString((await owner.GetAsync("/lists/opted-out/addresses")).Body);

        var lines = file.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("\"email\",\"status\",\"since\"", lines[0]);
        Assert.Matches("^\"(?i:ann@bücher\\.example)\",\"bounced\",\"\\t2026-11-10\"$", Assert.Single(lines.Skip(1)));
        Assert.DoesNotContain("early", file, StringComparison.Ordinal);
        Assert.Single((await StrangersAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries));

        // What was handed out comes back as what it is.
        var taken = await OfFileAsync(owner, Encoding.UTF8.GetBytes(file));
        Assert.Equal(HttpStatusCode.OK, taken.Status);
        Assert.Equal(2, await _site.InDatabaseAsync(db => db.Suppressions().CountAsync(s => s.AccountId == account)));
    }

    [Fact]
    public async Task Hashes_move_to_another_account_of_the_site_with_their_reasons()
    {
        var from = (await _site.RegisterAsync(Owner)).AccountId!.Value;
        var owner = await _site.SignedInAsync(Owner);
        await UploadAsync(owner, "email,status\n" + string.Concat(Enumerable.Range(0, 300).Select(i => $"p{i}@example.org,{(i % 2 == 0 ? "bounced" : "unsubscribed")}\n")));
        var file = (await owner.GetAsync("/lists/opted-out/hashes")).Body;
        var to = (await _site.RegisterAsync("other@example.com")).AccountId!.Value;

        var taken = await OfFileAsync(await _site.SignedInAsync("other@example.com"), file);

        Assert.Contains("300 people are kept off your lists from now on", taken.TextOf("#confirmation"), StringComparison.Ordinal);
        Assert.Equal(await OfAsync(from), await OfAsync(to));
    }

    [Theory]
    [InlineData("/lists/opted-out/addresses")]
    [InlineData("/lists/opted-out/hashes")]
    public async Task Nobody_gets_them_without_signing_in(string path) =>
        Assert.Equal("/account/sign-in", (await _site.Visitor().GetAsync(path)).Url.AbsolutePath);

    private Task<List<string>> OfAsync(Guid account) => _site.InDatabaseAsync(async db => (await db.Suppressions()
        .Where(s => s.AccountId == account).OrderBy(s => s.AddressHash).ToListAsync()).ConvertAll(s => $"{s.AddressHash} {s.Reason}"));

    private async Task<string> StrangersAsync() =>
        Encoding.UTF8.GetString((await (await _site.SignedInAsync("stranger@example.com")).GetAsync("/lists/opted-out/addresses")).Body);

    private static async Task<Page> OfFileAsync(PageVisitor visitor, byte[] file) => await visitor.SubmitAsync(
        await visitor.GetAsync("/lists/opted-out"), "form#opt-out-file", files: new Dictionary<string, (string, byte[])> { ["File"] = ("people.csv", file) });

    private static Task UploadAsync(PageVisitor visitor, string file) => ListSite.NewListAsync(visitor, Encoding.UTF8.GetBytes(file), "A list");
}
