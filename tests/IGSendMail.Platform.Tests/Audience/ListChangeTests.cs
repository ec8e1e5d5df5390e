using System.Text;
using IGSendMail.Platform.Audience;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Platform.Tests.Audience;

public sealed class ListChangeTests(AudienceSite site) : IClassFixture<AudienceSite>
{
    [Fact]
    public async Task Merged_lists_hold_everybody_once_with_what_both_knew()
    {
        var account = await site.OpenAccountAsync();
        var into = (await site.UploadAsync(account, "email,city,name\nann@example.org,Lyon,\nben@example.org,Ulm,Ben\n"u8.ToArray())).ListId;
        var from = (await site.UploadAsync(account, "email,name,city\nANN@example.org,Ann,Paris\ncarl@example.org,Carl,Rome\n"u8.ToArray())).ListId;

        Assert.True(await ChangeAsync(c => c.MergeAsync(new(account, from), into, default)));

        Assert.Equal(
            ["ann@example.org Ann Lyon", "ben@example.org Ben Ulm", "carl@example.org Carl Rome"],
            (await site.PeopleAsync(account, into)).Select(p => $"{p.Address} {p.Attributes["name"]} {p.Attributes["city"]}").Order(StringComparer.Ordinal));
        Assert.Equal(into, Assert.Single(await ListsAsync(account)).Id);
        Assert.Equal(2, await site.Site.InDatabaseAsync(db => db.Imports().CountAsync(i => i.ListId == into)));
    }

    [Fact]
    public async Task A_merge_that_is_stopped_again_and_again_loses_and_doubles_nobody()
    {
        var account = await site.OpenAccountAsync();
        var into = (await site.UploadAsync(account, ImportTests.People(500))).ListId;
        var from = (await site.UploadAsync(account, ImportTests.People(6_000))).ListId;
        await site.Imports.RunAsync(default);
        var merges = site.Site.Services.GetRequiredService<ListMerges>();
        await site.Site.InDatabaseAsync(db => db.SubscriberLists().Where(l => l.Id == from)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.MergedIntoId, into)));

        for (var runs = 0; await site.Site.InDatabaseAsync(db => db.SubscriberLists().AnyAsync(l => l.Id == from)); runs++)
        {
            Assert.True(runs < 1_000);
            using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(3 + (10 * runs)));
            try
            {
                await merges.RunAsync(stop.Token);
            }
            catch (OperationCanceledException)
            {
                // Stopped somewhere: the next run goes on.
            }

            site.Site.Time.Advance(Leases.Length + TimeSpan.FromSeconds(1));
        }

        var people = await site.PeopleAsync(account, into);
        Assert.Equal((6_000, 6_000), (people.Count, people.Select(p => p.Address).Distinct(StringComparer.Ordinal).Count()));
    }

    [Fact]
    public async Task A_list_is_not_merged_into_itself_or_into_one_of_another_account()
    {
        var (account, stranger) = (await site.OpenAccountAsync(), await site.OpenAccountAsync());
        var mine = (await site.UploadAsync(account, ImportTests.People(2))).ListId;
        var theirs = (await site.UploadAsync(stranger, ImportTests.People(2))).ListId;

        Assert.False(await ChangeAsync(c => c.MergeAsync(new(account, mine), mine, default)));
        Assert.False(await ChangeAsync(c => c.MergeAsync(new(account, mine), theirs, default)));
        Assert.False(await ChangeAsync(c => c.MergeAsync(new(account, theirs), mine, default)));
        Assert.Equal(2, (await site.PeopleAsync(account, mine)).Count);
    }

    [Fact]
    public async Task A_downloaded_list_is_marked_for_spreadsheets_keeps_its_order_and_comes_back_unchanged()
    {
        var account = await site.OpenAccountAsync();
        var list = (await site.UploadAsync(account, Encoding.UTF8.GetBytes(
            "email,Name,note\nzoë@bücher.example,Zoë Łukasz,\"a, \"\"b\"\"\nc\"\nann@example.org,Ännchen,=1+1\n"))).ListId;
        await site.UploadAsync(account, "email,city\nben@example.org,Ulm\n"u8.ToArray(), list);
        using var file = new MemoryStream();

        await site.Site.Services.GetRequiredService<ListDownloads>().WriteAsync(new(account, list), file, default);

        var bytes = file.ToArray();
        Assert.Equal(Encoding.UTF8.Preamble, bytes.AsSpan(0, 3));
        var text = Encoding.UTF8.GetString(bytes);
        Assert.True(text.IndexOf("zoë", StringComparison.Ordinal) < text.IndexOf("ann@", StringComparison.Ordinal));
        Assert.True(text.IndexOf("ann@", StringComparison.Ordinal) < text.IndexOf("ben@", StringComparison.Ordinal));
        var again = await site.FindAsync(await site.UploadAsync(account, bytes, list));
        Assert.Equal((3, 0, 0, 3, 0), (again.Rows, again.Added, again.Updated, again.Unchanged, again.Bad));
    }

    private Task<bool> ChangeAsync(Func<ListChanges, Task<bool>> change) =>
        site.Site.InScopeAsync(s => change(s.GetRequiredService<ListChanges>()));

    private Task<IReadOnlyList<OpenedList>> ListsAsync(Guid account) =>
        site.Site.InScopeAsync(s => s.GetRequiredService<Lists>().AllAsync(account, default));
}
