using System.Data.Common;
using IGSendMail.Platform.Audience;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Start;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Tests.Audience;

/// <summary>One person among millions is found by the index, whatever else is asked.</summary>
public sealed class SubscriberPlanTests : IAsyncDisposable
{
    private static readonly Guid Account = new(1, 0, 0, new byte[8]), List = new(2, 0, 0, new byte[8]), Hash = new(3, 0, 0, new byte[8]), Other = new(4, 0, 0, new byte[8]);
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task By_list_and_a_list_of_addresses() => await SeeksAsync(db =>
    {
        List<Guid> hashes = [Hash, Other];
        return db.Subscribers().Where(s => s.AccountId == Account && s.ListId == List && hashes.Contains(s.AddressHash));
    });

    [Fact]
    public async Task By_addresses_on_all_lists_of_an_account() => await SeeksAsync(db =>
    {
        List<Guid> hashes = [Hash, Other];
        return from list in db.SubscriberLists()
               join subscriber in db.Subscribers() on new { list.AccountId, ListId = list.Id } equals new { subscriber.AccountId, subscriber.ListId }
               where list.AccountId == Account && hashes.Contains(subscriber.AddressHash)
               select subscriber;
    });

    [Fact]
    public async Task By_an_address_on_the_lists_of_all_accounts() => await SeeksAsync(db => db.SubscribersWithAddress(Hash));

    [Fact]
    public async Task An_older_estimate_is_replaced_by_the_next_migration_and_none_is_left_twice()
    {
        var made = await EstimatesAsync();
        await _site.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync("UPDATE sqlite_stat1 SET stat = '10 10 1' WHERE tbl = 'Subscribers' AND idx = 'Subscribers'"));
        Assert.NotEqual(made, await EstimatesAsync());

        await _site.Services.MigrateAsync(default);
        await _site.Services.MigrateAsync(default);

        Assert.Equal(3, made.Count);
        Assert.Equal(made, await EstimatesAsync());
    }

    private Task<List<string>> EstimatesAsync() => _site.InDatabaseAsync(db => db.Database
        .SqlQuery<string>($"SELECT idx || ' ' || stat AS Value FROM sqlite_stat1 WHERE tbl = 'Subscribers' ORDER BY 1").ToListAsync());

    private async Task SeeksAsync(Func<IGSendMailContext, IQueryable<Subscriber>> query)
    {
        var plan = await _site.InDatabaseAsync(async db =>
        {
            await db.Database.OpenConnectionAsync();
            await using var command = query(db).CreateDbCommand();
            command.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
            await using var steps = await command.ExecuteReaderAsync();
            return await StepsAsync(steps);
        });

        Assert.Contains(plan, step => step.Contains("IX_Subscribers_AccountId_ListId_AddressHash (", StringComparison.Ordinal)
            && step.Contains("AddressHash=?", StringComparison.Ordinal));
    }

    private static async Task<List<string>> StepsAsync(DbDataReader steps)
    {
        var said = new List<string>();
        while (await steps.ReadAsync())
        {
            said.Add(steps.GetString(3));
        }

        return said;
    }
}
