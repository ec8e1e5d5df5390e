using IGSendMail.Platform.Audience;
using IGSendMail.Platform.Audience.Reading;
using IGSendMail.Privacy.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Platform.Tests.Audience;

public sealed class PreviewTests(AudienceSite site) : IClassFixture<AudienceSite>
{
    [Fact]
    public async Task Before_the_customer_says_yes_nothing_is_taken_and_no_list_made()
    {
        var account = await site.OpenAccountAsync();

        var asked = await site.FindAsync(await site.AskAsync(account, ImportTests.People(12)));

        Assert.Equal((ImportState.Asking, 12, 12), (asked.State, asked.Rows, asked.Added));
        Assert.Equal((0, 0), await CountAsync(account));
    }

    [Fact]
    public async Task What_would_happen_is_counted_and_happens()
    {
        var account = await site.OpenAccountAsync();
        var list = (await site.UploadAsync(account, "email,name\nann@example.org,Ann\nben@example.org,Ben\n"u8.ToArray())).ListId;
        await KeepOffAsync(account, "carl@example.org");
        var import = await site.AskAsync(account, """
            email,status
            Ann@Example.org,subscribed
            carl@example.org,subscribed
            dora@example.org,subscribed
            dora@example.org,subscribed
            eve@example.org,unsubscribed
            no address,subscribed

            """u8.ToArray(), list);

        var asked = await site.FindAsync(import);
        Assert.Equal((6, 1, 2, 1, 1, 1), (asked.Rows, asked.Added, asked.Unchanged, asked.OptedOut, asked.LeftOut, asked.Bad));

        await site.AgreeAsync(import);

        var done = await site.FindAsync(import);
        Assert.Equal(ImportState.Done, done.State);
        Assert.Equal((6, 1, 2, 1, 1, 1), (done.Rows, done.Added, done.Updated + done.Unchanged, done.OptedOut, done.LeftOut, done.Bad));
        Assert.Equal(
            ["ann@example.org", "ben@example.org", "dora@example.org"],
            (await site.PeopleAsync(account, list)).Select(p => p.Address.ToLowerInvariant()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Who_stands_far_apart_in_a_file_with_two_states_is_counted_as_taken()
    {
        var account = await site.OpenAccountAsync();
        var between = string.Concat(Enumerable.Range(0, 1_500).Select(i => $"person{i}@example.org,subscribed\n"));
        var import = await site.AskAsync(account, System.Text.Encoding.UTF8.GetBytes(
            $"email,status\nann@example.org,unsubscribed\nben@example.org,subscribed\n{between}ann@example.org,subscribed\nben@example.org,unsubscribed\n"));
        var asked = await site.FindAsync(import);

        await site.AgreeAsync(import);

        var done = await site.FindAsync(import);
        Assert.Equal((1_501, 2, 1), (asked.Added, asked.OptedOut, asked.LeftOut));
        Assert.Equal((asked.Added, asked.OptedOut, asked.LeftOut), (done.Added, done.OptedOut, done.LeftOut));
        Assert.Equal(1_500, (await site.PeopleAsync(account, import.ListId)).Count);
    }

    [Fact]
    public async Task A_thrown_away_upload_leaves_nothing_behind()
    {
        var account = await site.OpenAccountAsync();
        var import = await site.AskAsync(account, [.. ImportTests.People(3), .. "nobody\n"u8]);

        Assert.True(await DecideAsync(d => d.DiscardAsync(import.Key, default)));

        Assert.Equal((0, 0), await CountAsync(account));
        Assert.Equal(0, await site.Site.InDatabaseAsync(db => db.Imports().CountAsync(i => i.AccountId == account)));
        Assert.Equal(0, await site.Site.InDatabaseAsync(db => db.ImportProblems().CountAsync(p => p.AccountId == account)));
        Assert.False(File.Exists(Path.Combine(site.Site.Services.GetRequiredService<DataOptions>().Imports, import.File)));
        Assert.False(await DecideAsync(d => d.AgreeAsync(import.Key, new(DeclaredBasis.Consent, "test"), EmptyCells.Keep, default)));
    }

    [Fact]
    public async Task Of_a_yes_and_a_no_at_once_one_counts()
    {
        for (var round = 0; round < 8; round++)
        {
            var account = await site.OpenAccountAsync();
            var import = await site.AskAsync(account, ImportTests.People(3));

            var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => DecideAsync(d => i % 2 == 0
                ? d.AgreeAsync(import.Key, new(DeclaredBasis.Consent, "test"), EmptyCells.Keep, default)
                : d.DiscardAsync(import.Key, default)))));

            Assert.Single(answers, true);
            await site.Imports.RunAsync(default);
            Assert.Contains(await CountAsync(account), new[] { (0, 0), (1, 3) });
        }
    }

    [Fact]
    public async Task A_file_can_be_read_differently_before_it_is_taken()
    {
        var account = await site.OpenAccountAsync();
        var import = await site.AskAsync(account, "who;work mail\nann@home.example;ann@work.example\nben@home.example;ben@work.example\n"u8.ToArray());

        Assert.True(await DecideAsync(d => d.ReadAsync(import.Key, new FileChoices(AddressColumn: 1), default)));
        await site.AgreeAsync(import);

        Assert.Equal(
            ["ann@work.example", "ben@work.example"],
            (await site.PeopleAsync(account, import.ListId)).Select(p => p.Address).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(EmptyCells.Keep, "Lyon")]
    [InlineData(EmptyCells.Empty, "")]
    public async Task An_empty_cell_does_what_the_customer_says(EmptyCells empty, string city)
    {
        var account = await site.OpenAccountAsync();
        var list = (await site.UploadAsync(account, "email,city\nann@example.org,Lyon\n"u8.ToArray())).ListId;
        var import = await site.AskAsync(account, "email,city\nann@example.org,\n"u8.ToArray(), list);

        Assert.True(await DecideAsync(d => d.AgreeAsync(import.Key, new(DeclaredBasis.Consent, "test"), empty, default)));

        Assert.Equal(city, Assert.Single(await site.PeopleAsync(account, list)).Attributes["city"]);
    }

    [Fact]
    public async Task An_upload_that_nobody_answers_goes_with_its_file_after_its_days()
    {
        var account = await site.OpenAccountAsync();
        var import = await site.AskAsync(account, ImportTests.People(3));

        site.Site.Time.Advance(TimeSpan.FromDays(8));
        await site.Imports.RunAsync(default);

        Assert.Equal(0, await site.Site.InDatabaseAsync(db => db.Imports().CountAsync(i => i.Id == import.Id)));
        Assert.False(File.Exists(Path.Combine(site.Site.Services.GetRequiredService<DataOptions>().Imports, import.File)));
    }

    private Task<(int Lists, int People)> CountAsync(Guid account) => site.Site.InDatabaseAsync(async db => (
        await db.SubscriberLists().CountAsync(l => l.AccountId == account), await db.Subscribers().CountAsync(s => s.AccountId == account)));

    private Task<bool> DecideAsync(Func<ImportDecisions, Task<bool>> decide) =>
        site.Site.InScopeAsync(services => decide(services.GetRequiredService<ImportDecisions>()));

    private Task KeepOffAsync(Guid account, string address) => site.Site.InScopeAsync(services =>
        services.GetRequiredService<OptOuts>().AddAsync(account, Storage.EmailAddress.Of(address), default));
}
