using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Testing;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Tests.Retention;

/// <summary>How SQLite carries out the search for what is due; the statements of SQL Server stand in TSql/.</summary>
public sealed class DueAccountPlanTests
{
    [Theory]
    [InlineData(ErasureScope.SubscriberData, "IX_Accounts_UndoListsUntil (UndoListsUntil>? AND UndoListsUntil<?)")]
    [InlineData(ErasureScope.Everything, "IX_Accounts_AccountDataKeptUntil (AccountDataKeptUntil>? AND AccountDataKeptUntil<?)")]
    public async Task What_is_due_is_found_in_order_by_the_index_of_its_instant(ErasureScope scope, string stored)
    {
        await using var site = new TestSite();

        var plan = await site.InDatabaseAsync(async db =>
        {
            await db.Database.OpenConnectionAsync();
            await using var explain = DueAccounts.Due(db, scope, site.Time.GetUtcNow(), null).Take(200).CreateDbCommand();
            explain.CommandText = "EXPLAIN QUERY PLAN " + explain.CommandText;
            var plan = new List<string>();
            await using var steps = await explain.ExecuteReaderAsync();
            while (await steps.ReadAsync())
            {
                plan.Add(steps.GetString(3));
            }

            return plan;
        });

        // The index gives the order too; only those that are due at the same instant are sorted.
        Assert.Equal([$"SEARCH a USING INDEX {stored}", "USE TEMP B-TREE FOR LAST TERM OF ORDER BY"], plan);
    }
}
