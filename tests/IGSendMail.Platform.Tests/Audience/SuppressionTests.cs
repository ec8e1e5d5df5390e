using System.Text;
using IGSendMail.Platform.Audience;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Platform.Tests.Audience;

/// <summary>Whoever opted out is on no list of that customer again, by whatever way they are offered.</summary>
public sealed class SuppressionTests(AudienceSite site) : IClassFixture<AudienceSite>
{
    private const string Ann = "ann@bücher.example";

    private static readonly OrderedDictionary<string, string> NoColumns = [];

    public static TheoryData<string> Spellings => [Ann, "ANN@bücher.example", "ann@xn--bcher-kva.example", " Ann@BÜCHER.example "];

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task No_upload_brings_back_who_opted_out_however_the_address_is_spelled(string spelling)
    {
        var account = await OptedOutAsync();

        var import = await site.UploadAsync(account, Encoding.UTF8.GetBytes($"email\n\"{spelling}\"\nben@example.org\n"));

        Assert.Equal(["ben@example.org"], (await site.PeopleAsync(account, import.ListId)).Select(p => p.Address));
        Assert.Equal(1, (await site.FindAsync(import)).LeftOut);
    }

    [Fact]
    public async Task A_status_column_opts_out_and_takes_the_person_off_every_list()
    {
        var account = await site.OpenAccountAsync();
        var one = (await site.UploadAsync(account, Rows(Ann, "ben@example.org"))).ListId;
        var other = (await site.UploadAsync(account, Rows(Ann))).ListId;

        var import = await site.UploadAsync(account, Encoding.UTF8.GetBytes($"email,status\n{Ann},unsubscribed\n"), one);

        Assert.Equal((0, 1), await site.FindAsync(import) is var done ? (done.Added, done.OptedOut) : default);
        Assert.Equal(["ben@example.org"], (await site.PeopleAsync(account, one)).Select(p => p.Address));
        Assert.Empty(await site.PeopleAsync(account, other));
    }

    [Fact]
    public async Task Neither_form_nor_edit_brings_them_back()
    {
        var account = await site.OpenAccountAsync();
        var list = new ListKey(account, (await site.UploadAsync(account, Rows("ben@example.org"))).ListId);
        await KeepOffAsync(account, Ann);

        var (added, _) = await ChangeAsync(c => c.AddAsync(list, EmailAddress.Of(Ann), NoColumns, new(DeclaredBasis.Consent, "form"), default));
        var ben = await site.Site.InDatabaseAsync(db => db.Subscribers().Where(s => s.ListId == list.List).Select(s => s.Id).SingleAsync());
        var changed = await ChangeAsync(c => c.ChangeAsync(new(list, ben), EmailAddress.Of(Ann), NoColumns, default));

        Assert.Equal((PersonChange.OptedOut, PersonChange.OptedOut), (added, changed));
        Assert.Equal(["ben@example.org"], (await site.PeopleAsync(account, list.List)).Select(p => p.Address));
    }

    [Fact]
    public async Task Who_opts_out_while_lists_are_merged_arrives_nowhere()
    {
        var account = await site.OpenAccountAsync();
        var into = (await site.UploadAsync(account, Rows("ben@example.org"))).ListId;
        var from = (await site.UploadAsync(account, Rows(Ann, "carl@example.org"))).ListId;
        await site.Site.InDatabaseAsync(db => db.SubscriberLists().Where(l => l.Id == from)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.MergedIntoId, into)));

        await KeepOffAsync(account, Ann);
        await site.Site.Services.GetRequiredService<ListMerges>().RunAsync(default);

        Assert.Equal(
            ["ben@example.org", "carl@example.org"], (await site.PeopleAsync(account, into)).Select(p => p.Address).Order(StringComparer.Ordinal));
        Assert.Equal(0, await site.Site.InDatabaseAsync(db => db.Subscribers().CountAsync(s => s.ListId == from)));
    }

    [Fact]
    public async Task Taking_an_upload_back_lifts_no_opt_out_and_brings_nobody_back()
    {
        var account = await site.OpenAccountAsync();
        var list = (await site.UploadAsync(account, Rows(Ann))).ListId;
        var import = await site.UploadAsync(account, Encoding.UTF8.GetBytes($"email,status\n{Ann},unsubscribed\nben@example.org,subscribed\n"), list);

        await site.Site.InScopeAsync(s => s.GetRequiredService<ImportDecisions>().UndoAsync(import.Key, default));
        await site.Imports.RunAsync(default);

        Assert.Empty(await site.PeopleAsync(account, list));
        Assert.Equal(1, (await site.FindAsync(await site.UploadAsync(account, Rows(Ann), list))).LeftOut);
    }

    [Fact]
    public async Task It_outlives_the_list_and_is_another_customers_business_nowhere()
    {
        var account = await OptedOutAsync();
        var list = (await site.UploadAsync(account, Rows("ben@example.org"))).ListId;
        await site.Site.InScopeAsync(s => s.GetRequiredService<ListChanges>().DeleteAsync(new(account, list), default));
        await site.Site.Services.GetRequiredService<ListDeletions>().RunAsync(default);

        Assert.Equal(1, (await site.FindAsync(await site.UploadAsync(account, Rows(Ann)))).LeftOut);
        Assert.Equal(1, (await site.FindAsync(await site.UploadAsync(await site.OpenAccountAsync(), Rows(Ann)))).Added);
    }

    [Fact]
    public async Task Suppressions_move_by_a_file_of_hashes_and_by_one_of_addresses()
    {
        var account = await OptedOutAsync();
        await KeepOffAsync(account, "ben@example.org");
        using var file = new MemoryStream();
        await site.Site.InScopeAsync(async s => await s.GetRequiredService<OptOuts>().WriteHashesAsync(account, file, default));
        Assert.DoesNotContain("ann", Encoding.UTF8.GetString(file.ToArray()), StringComparison.OrdinalIgnoreCase);

        var (byHash, byAddress) = (await site.OpenAccountAsync(), await site.OpenAccountAsync());
        Assert.Equal(new OptOutsTaken(2, 0, 0), await TakeOverAsync(byHash, file.ToArray()));
        Assert.Equal(new OptOutsTaken(2, 0, 1), await TakeOverAsync(byAddress, Encoding.UTF8.GetBytes($"Email Address;Reason\n{Ann};x\nben@example.org;y\nnobody;z\n")));
        Assert.Equal(new OptOutsTaken(0, 2, 0), await TakeOverAsync(byHash, file.ToArray()));

        foreach (var moved in new[] { byHash, byAddress })
        {
            Assert.Equal(2, (await site.FindAsync(await site.UploadAsync(moved, Rows(Ann, "ben@example.org")))).LeftOut);
        }
    }

    [Fact]
    public async Task An_opt_out_that_meets_an_upload_wins()
    {
        for (var round = 0; round < 6; round++)
        {
            var account = await site.OpenAccountAsync();
            var list = (await site.UploadAsync(account, Rows("ben@example.org"))).ListId;

            await Task.WhenAll(
                Task.Run(() => KeepOffAsync(account, Ann)),
                Task.Run(() => site.UploadAsync(account, Rows(Ann, "carl@example.org"), list)));

            Assert.DoesNotContain(await site.PeopleAsync(account, list), p => p.Address == Ann);
        }
    }

    private static byte[] Rows(params string[] addresses) => Encoding.UTF8.GetBytes("email\n" + string.Concat(addresses.Select(a => a + "\n")));

    private async Task<Guid> OptedOutAsync()
    {
        var account = await site.OpenAccountAsync();
        await KeepOffAsync(account, Ann);
        return account;
    }

    private Task KeepOffAsync(Guid account, string address) => site.Site.InScopeAsync(async s =>
        Assert.True(await s.GetRequiredService<OptOuts>().AddAsync(account, EmailAddress.Of(address), default)));

    private Task<T> ChangeAsync<T>(Func<PeopleChanges, Task<T>> change) =>
        site.Site.InScopeAsync(s => change(s.GetRequiredService<PeopleChanges>()));

    private Task<OptOutsTaken> TakeOverAsync(Guid account, byte[] file) => site.Site.InScopeAsync(async s =>
        await s.GetRequiredService<OptOuts>().TakeOverAsync(
            account, await s.GetRequiredService<Uploads>().SaveAsync(account, new MemoryStream(file), default), default));
}
