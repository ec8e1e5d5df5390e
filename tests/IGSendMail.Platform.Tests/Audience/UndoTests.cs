using IGSendMail.Platform.Audience;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Platform.Tests.Audience;

public sealed class UndoTests(AudienceSite site) : IClassFixture<AudienceSite>
{
    [Fact]
    public async Task An_upload_taken_back_leaves_the_list_as_it_was()
    {
        var account = await site.OpenAccountAsync();
        var list = (await site.UploadAsync(account, "email,city\nann@example.org,Lyon\nben@example.org,Ulm\n"u8.ToArray())).ListId;
        var before = await ShownAsync(account, list);
        var import = await site.UploadAsync(account, [.. "email,city\nann@example.org,Paris\nben@example.org,Ulm\n"u8, .. Further(2_600)], list);
        await site.Imports.RunAsync(default);
        Assert.Equal(2_602, (await site.PeopleAsync(account, list)).Count);

        Assert.True(await UndoAsync(import));
        await site.Imports.RunAsync(default);

        var undone = await site.FindAsync(import);
        Assert.Equal((ImportState.Undone, 2_601, 0), (undone.State, undone.TakenBack, undone.Stayed));
        Assert.Equal(before, await ShownAsync(account, list));
        Assert.Equal(0, await site.Site.InDatabaseAsync(db => db.ImportChanges().CountAsync(c => c.AccountId == account)));
        Assert.False(await UndoAsync(import));
    }

    [Fact]
    public async Task Who_was_changed_since_stays_as_they_are()
    {
        var account = await site.OpenAccountAsync();
        var list = (await site.UploadAsync(account, "email,city\nann@example.org,Lyon\n"u8.ToArray())).ListId;
        var import = await site.UploadAsync(account, "email,city\nann@example.org,Paris\nben@example.org,Ulm\n"u8.ToArray(), list);
        await site.UploadAsync(account, "email,city\nann@example.org,Nice\nben@example.org,Bonn\n"u8.ToArray(), list);

        await UndoAsync(import);
        await site.Imports.RunAsync(default);

        Assert.Equal((0, 2), await site.FindAsync(import) is var undone ? (undone.TakenBack, undone.Stayed) : default);
        Assert.Equal(["ann@example.org Nice", "ben@example.org Bonn"], await ShownAsync(account, list));
    }

    [Fact]
    public async Task After_seven_days_it_stays_and_what_was_kept_for_it_goes()
    {
        var account = await site.OpenAccountAsync();
        var list = (await site.UploadAsync(account, "email,city\nann@example.org,Lyon\n"u8.ToArray())).ListId;
        var import = await site.UploadAsync(account, "email,city\nann@example.org,Paris\n"u8.ToArray(), list);
        Assert.Equal(1, await ChangesAsync(account));

        site.Site.Time.Advance(TimeSpan.FromDays(7) + TimeSpan.FromMinutes(11));
        Assert.False(await UndoAsync(import));
        await site.Imports.RunAsync(default);

        Assert.Equal(0, await ChangesAsync(account));
        Assert.Equal(["ann@example.org Paris"], await ShownAsync(account, list));
    }

    [Fact]
    public async Task Taking_back_that_is_stopped_again_and_again_ends_exactly()
    {
        var account = await site.OpenAccountAsync();
        var import = await site.UploadAsync(account, ImportTests.People(6_000));
        await site.Imports.RunAsync(default);
        await UndoAsync(import);

        for (var runs = 0; !(await site.FindAsync(import)).IsFinished; runs++)
        {
            Assert.True(runs < 1_000);
            using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(3 + (10 * runs)));
            try
            {
                await site.Imports.RunAsync(stop.Token);
            }
            catch (OperationCanceledException)
            {
                // Stopped somewhere: the next run goes on.
            }

            site.Site.Time.Advance(Leases.Length + TimeSpan.FromSeconds(1));
        }

        Assert.Equal((ImportState.Undone, 6_000), await site.FindAsync(import) is var undone ? (undone.State, undone.TakenBack) : default);
        Assert.Empty(await site.PeopleAsync(account, import.ListId));
    }

    private static byte[] Further(int people) => System.Text.Encoding.UTF8.GetBytes(
        string.Concat(Enumerable.Range(0, people).Select(i => $"further{i}@example.org,Rome\n")));

    private Task<int> ChangesAsync(Guid account) => site.Site.InDatabaseAsync(db => db.ImportChanges().CountAsync(c => c.AccountId == account));

    private Task<bool> UndoAsync(Import import) => site.Site.InScopeAsync(services =>
        services.GetRequiredService<ImportDecisions>().UndoAsync(import.Key, default));

    private async Task<List<string>> ShownAsync(Guid account, Guid list) =>
        [.. (await site.PeopleAsync(account, list)).Select(p => $"{p.Address} {p.Attributes["city"]}").Order(StringComparer.Ordinal)];
}
