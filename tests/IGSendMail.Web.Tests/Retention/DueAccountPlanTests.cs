using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.PersonalData.Erasure;
using IGSendMail.Testing;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Tests.Retention;

/// <summary>How SQLite carries out the search for what is due; the statements of SQL Server stand in TSql/.</summary>
public sealed class DueAccountPlanTests
{
    [Theory]
    [InlineData(ErasureScope.SubscriberData, "UndoListsUntil")]
    [InlineData(ErasureScope.Everything, "AccountDataKeptUntil")]
    public async Task What_is_due_is_found_by_the_index_of_its_instant(ErasureScope scope, string column)
    {
        await using var site = new TestSite();
        var plan = await site.InDatabaseAsync(async db =>
        {
            await db.Database.OpenConnectionAsync();
            await using var explain = DueAccounts.Due(db, scope, site.Time.GetUtcNow(), null).Take(200).CreateDbCommand();
            explain.CommandText = "EXPLAIN QUERY PLAN " + explain.CommandText;
            await using var steps = await explain.ExecuteReaderAsync();
            Assert.True(await steps.ReadAsync());
            return steps.GetString(3);
        });

        Assert.Equal($"SEARCH a USING INDEX IX_Accounts_{column} ({column}>? AND {column}<?)", plan);
    }
}
