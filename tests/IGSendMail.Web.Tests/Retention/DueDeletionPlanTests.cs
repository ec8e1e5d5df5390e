using IGSendMail.Privacy.Retention;
using IGSendMail.Testing;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Tests.Retention;

/// <summary>How SQLite carries out the search for what is due; the statements of SQL Server stand in TSql/.</summary>
public sealed class DueDeletionPlanTests
{
    [Theory]
    [InlineData("SubscriberData")]
    [InlineData("Everything")]
    public async Task What_is_due_is_found_in_order_by_the_index_of_its_instant(string name)
    {
        await using var site = new TestSite();

        var plan = await site.InDatabaseAsync(async db =>
        {
            await db.Database.OpenConnectionAsync();
            await using var explain = DueDeletions.Due(db, RetentionCauses.Scopes.Single(s => s.Name == name), site.Time.GetUtcNow(), null).Take(200).CreateDbCommand();
            explain.CommandText = "EXPLAIN QUERY PLAN " + explain.CommandText;
            var plan = new List<string>();
            await using var steps = await explain.ExecuteReaderAsync();
            while (await steps.ReadAsync())
            {
                plan.Add(steps.GetString(3));
            }

            return plan;
        });

        // The index gives the order too: nothing is sorted. Each one found is looked up once among the erasures of its account.
        Assert.Equal(
        [
            "SEARCH p USING INDEX IX_PromisedDeletions_Scope_DueAt_AccountId (Scope=? AND DueAt>? AND DueAt<?)",
            "CORRELATED SCALAR SUBQUERY 1",
            "SEARCH e USING INDEX IX_ErasureRuns_AccountId (AccountId=?)",
        ], plan);
    }
}
