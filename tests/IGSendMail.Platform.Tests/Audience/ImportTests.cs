using System.Text;
using CsCheck;
using CsvHelper;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Retention;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Platform.Tests.Audience;

public sealed class ImportTests(AudienceSite site) : IClassFixture<AudienceSite>
{
    [Fact]
    public async Task A_short_file_is_read_before_the_first_page_view_and_removed()
    {
        var account = await site.OpenAccountAsync();

        var import = await site.UploadAsync(account, await SampleAsync());

        var done = await site.FindAsync(import);
        Assert.Equal((ImportState.Done, 200, 200, 0), (done.State, done.Rows, done.Added, done.Bad));
        Assert.Equal(200, (await site.PeopleAsync(account, import.ListId)).Count);
        Assert.False(File.Exists(PathOf(import)));
    }

    [Fact]
    public async Task Uploading_a_file_twice_doubles_nobody()
    {
        var account = await site.OpenAccountAsync();
        var first = await site.UploadAsync(account, await SampleAsync());

        var second = await site.FindAsync(await site.UploadAsync(account, await SampleAsync(), first.ListId));

        Assert.Equal((200, 0, 0, 200), (second.Rows, second.Added, second.Updated, second.Unchanged));
        Assert.Equal(200, (await site.PeopleAsync(account, first.ListId)).Count);
    }

    [Fact]
    public async Task A_newer_upload_wins_column_by_column()
    {
        var account = await site.OpenAccountAsync();
        var first = await site.UploadAsync(account, "email,name,city\nann@example.org,Ann,Lyon\n"u8.ToArray());

        var second = await site.FindAsync(await site.UploadAsync(
            account, "name,email\nAnna,ANN@example.org\nAnnika,ann@example.org\n"u8.ToArray(), first.ListId));

        Assert.Equal((0, 2, 0), (second.Added, second.Updated, second.Unchanged));
        var ann = Assert.Single(await site.PeopleAsync(account, first.ListId));
        Assert.Equal("ann@example.org|name=Annika|city=Lyon", Show(ann));
    }

    [Fact]
    public async Task What_is_uploaded_comes_back_as_it_was()
    {
        var account = await site.OpenAccountAsync();
        var text = Gen.Char[' ', '\u024F'].Where(c => !char.IsControl(c)).Array[0, 12].Select(chars => new string(chars));
        var value = Gen.OneOf(text, AnyOf("", "\"", "a,b", "a;b", "line\nbreak", "line\r\nbreak", "\"q\"", "日本 😀", "'"));
        var rows = Gen.Select(value, value, value).Array[1, 60];

        await Gen.Select(rows, AnyOf(',', ';'), Gen.Bool).SampleAsync(async (people, separator, mark) =>
        {
            var expected = people.Select((p, i) => Row($"p{i}@example.org", p)).Order(StringComparer.Ordinal).ToList();
            var import = await site.UploadAsync(account, await CsvAsync(people, separator, mark));

            var done = await site.FindAsync(import);
            Assert.Equal((ImportState.Done, people.Length, 0), (done.State, done.Added, done.Bad));
            var found = (await site.PeopleAsync(account, import.ListId)).Select(Show).Order(StringComparer.Ordinal);
            Assert.Equal(expected, found);
        }, iter: 30, threads: 1);
    }

    [Fact]
    public async Task A_file_that_is_no_list_says_why_is_kept_for_another_look_and_makes_no_list()
    {
        var account = await site.OpenAccountAsync();

        var asked = await site.FindAsync(await site.UploadAsync(account, "name\nAnn\n"u8.ToArray()));

        Assert.Equal(ImportState.Asking, asked.State);
        Assert.StartsWith("The first row names no e-mail column", asked.Failure, StringComparison.Ordinal);
        Assert.True(File.Exists(PathOf(asked)));
        Assert.Equal(0, await site.Site.InDatabaseAsync(db => db.SubscriberLists().CountAsync(l => l.AccountId == account)));
    }

    [Fact]
    public async Task Every_bad_row_is_counted_but_only_so_many_are_explained()
    {
        var account = await site.OpenAccountAsync();
        var file = new StringBuilder("email\n");
        for (var i = 0; i < 2_600; i++)
        {
            file.Append(i % 2 == 0 ? $"p{i}@example.org\n" : "nobody\n");
        }

        var import = await site.UploadAsync(account, Encoding.UTF8.GetBytes(file.ToString()));
        await site.Imports.RunAsync(default);

        var done = await site.FindAsync(import);
        Assert.Equal((ImportState.Done, 2_600, 1_300, 1_300), (done.State, done.Rows, done.Added, done.Bad));
        var problems = await site.Site.InDatabaseAsync(db => db.ImportProblems().Where(p => p.ImportId == import.Id).ToListAsync());
        Assert.Equal(ImportProblem.MostStored, problems.Count);
        Assert.Equal((3, 2_001), (problems.Min(p => p.Line), problems.Max(p => p.Line)));
    }

    [Fact]
    public async Task An_account_on_its_way_out_gets_nobody_added_and_goes_on_when_it_comes_back()
    {
        var account = await site.OpenAccountAsync();
        var import = await site.UploadAsync(account, People(2_500));
        await site.CancelAsync(account);

        await site.Imports.RunAsync(default);
        Assert.Equal((ImportState.Running, 2_000), Of(await site.FindAsync(import)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => site.UploadAsync(account, People(1)));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(PathOf(import))!));

        Assert.Equal(ComeBack.WithLists, await site.ComeBackAsync(account));
        await site.Imports.RunAsync(default);
        Assert.Equal((ImportState.Done, 2_500), Of(await site.FindAsync(import)));
    }

    [Fact]
    public async Task A_recipient_is_found_in_every_account_that_holds_them()
    {
        var (one, other) = (await site.OpenAccountAsync(), await site.OpenAccountAsync());
        await site.UploadAsync(one, "email\nmaya@everywhere.example\n"u8.ToArray());
        await site.UploadAsync(other, "email\nMaya@Everywhere.example\n"u8.ToArray());
        var hash = await site.Site.Services.GetRequiredService<AddressHashes>().HashAsync(EmailAddress.Of("maya@everywhere.example"), default);

        var found = await site.Site.InDatabaseAsync(db => db.SubscribersWithAddress(hash).Select(s => s.AccountId).ToListAsync());

        Assert.Equal(new[] { one, other }.Order(), found.Order());
    }

    [Fact]
    public async Task A_deleted_list_is_out_of_sight_at_once_and_gone_after_the_work()
    {
        var account = await site.OpenAccountAsync();
        var kept = await site.UploadAsync(account, People(10));
        var gone = await site.UploadAsync(account, [.. People(1_200), .. "nobody\n"u8]);
        var failed = await site.UploadAsync(account, "name\nAnn\n"u8.ToArray(), gone.ListId);

        Assert.True(await site.Site.InScopeAsync(s => s.GetRequiredService<ListChanges>().DeleteAsync(new(account, gone.ListId), default)));
        var left = await site.Site.InScopeAsync(s => s.GetRequiredService<Lists>().AllAsync(account, default));
        Assert.Equal(kept.ListId, Assert.Single(left).Id);

        await site.Site.Services.GetRequiredService<ListDeletions>().RunAsync(default);
        var counts = await site.Site.InDatabaseAsync(async db => (
            await db.Subscribers().CountAsync(s => s.AccountId == account),
            await db.Imports().CountAsync(i => i.AccountId == account),
            await db.ImportProblems().CountAsync(p => p.AccountId == account),
            await db.SubscriberLists().CountAsync(l => l.AccountId == account)));
        Assert.Equal((10, 1, 0, 1), counts);
        Assert.False(File.Exists(PathOf(failed)));
    }

    internal static byte[] People(int count) => Encoding.UTF8.GetBytes(
        "email,name\n" + string.Concat(Enumerable.Range(0, count).Select(i => $"person{i}@example.org,Person {i}\n")));

    private static Gen<T> AnyOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static (ImportState State, int Rows) Of(Import import) => (import.State, import.Rows);

    private static Task<byte[]> SampleAsync() =>
        File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "samples", "subscribers.csv"));

    private static string Show(SubscriberContent person) =>
        $"{person.Address}{string.Concat(person.Attributes.Select(a => $"|{a.Key}={a.Value}"))}";

    private static string Row(string address, (string, string, string) v) => $"{address}|a={v.Item1}|b, c={v.Item2}|d={v.Item3}";

    private static async Task<byte[]> CsvAsync((string, string, string)[] people, char separator, bool mark)
    {
        using var file = new MemoryStream();
        var options = new CsvWriterOptions { Separator = separator, WriteByteOrderMark = mark };
        await using (var csv = CsvWriter.Create(file, options, leaveOpen: true))
        {
            await csv.WriteRecordAsync(["a", "email", "b, c", "d"]);
            for (var i = 0; i < people.Length; i++)
            {
                await csv.WriteRecordAsync([people[i].Item1, $"p{i}@example.org", people[i].Item2, people[i].Item3]);
            }
        }

        return file.ToArray();
    }

    private string PathOf(Import import) =>
        Path.Combine(site.Site.Services.GetRequiredService<DataOptions>().Imports, import.File);
}
