using Microsoft.Data.Sqlite;

namespace IGSendMail.Web.Tests.Starts;

/// <summary>Invented people and real ones never share a folder or a database.</summary>
public sealed class DemonstrationTests : IDisposable
{
    private readonly ProductionPlace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Production_refuses_what_a_demonstration_was_put_into()
    {
        var seeded = await _place.RunAsync(_place.With(("ASPNETCORE_ENVIRONMENT", "Development")), "seed", "demo");
        Assert.True(seeded.Code == 0, seeded.Errors);

        (await _place.RunAsync(_place.With())).MustName("Data:Folder", "invented people");
        (await _place.RunAsync(_place.With(), "database", "migrate")).MustName("Data:Folder", "invented people");

        // Also without the words in the folders: the people themselves are known.
        File.Delete(Path.Combine(_place.Data, "folder-use"));
        File.Delete(Path.Combine(_place.Vault, "folder-use"));
        (await _place.RunAsync(_place.With())).MustName("Data:Folder", "invented people");
        (await _place.RunAsync(_place.With(), "officer", "add", "olive@example.com")).MustName("Data:Folder", "invented people");
    }

    [Fact]
    public async Task The_demonstration_has_lists_with_people_and_a_cancelled_account()
    {
        var seeded = await _place.RunAsync(_place.With(("ASPNETCORE_ENVIRONMENT", "Development")), "seed", "demo");
        Assert.True(seeded.Code == 0, seeded.Errors);

        Assert.Equal((2, 400, 4, 1), (
            await CountAsync("SubscriberLists"), await CountAsync("Subscribers"), await PeopleAsync(),
            await CountAsync("PromisedDeletions WHERE Scope = 'SubscriberData'")));
    }

    [Fact]
    public async Task Development_refuses_what_production_uses_and_adds_nobody()
    {
        await _place.MigrateAsync();
        var development = _place.With(("ASPNETCORE_ENVIRONMENT", "Development"));

        (await _place.RunAsync(development)).MustName("Data:Folder", "used by production");
        (await _place.RunAsync(development, "seed", "demo")).MustName("Data:Folder", "used by production");
        (await _place.RunAsync(development, "retention", "run", "--as-of", "2028-01-01")).MustName("Data:Folder", "used by production");
        (await _place.RunAsync(
            _place.With(("ASPNETCORE_ENVIRONMENT", "Development"), ("Data__Folder", Path.Combine(_place.Folder, "other")))))
            .MustName("Vault:Folder", "used by production");

        Assert.Equal(0, await PeopleAsync());
    }

    [Fact]
    public async Task Nobody_gets_into_Development_by_a_launch_profile_that_overrules_what_was_exported()
    {
        await _place.MigrateAsync();

        await _place.ServeAsync(_place.With(("IGSENDMAIL_LAUNCH_ENVIRONMENT", "Development")), client => Task.CompletedTask);

        Assert.Equal(0, await PeopleAsync());
    }

    private Task<long> PeopleAsync() => CountAsync("Users");

    private async Task<long> CountAsync(string rows)
    {
        await using var db = new SqliteConnection($"Data Source={Path.Combine(_place.Data, "igsendmail.db")};Mode=ReadOnly;Pooling=false");
        await db.OpenAsync();
        await using var count = db.CreateCommand();
        count.CommandText = "SELECT COUNT(*) FROM " + rows;
        return (long)(await count.ExecuteScalarAsync())!;
    }
}
