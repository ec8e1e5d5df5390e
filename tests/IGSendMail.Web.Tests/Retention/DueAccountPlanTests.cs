using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.PersonalData.Erasure;
using IGSendMail.Privacy.Policy;
using IGSendMail.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Retention;

/// <summary>How SQLite carries out the search for what is due; the statements of SQL Server stand in TSql/.</summary>
public sealed class DueAccountPlanTests
{
    [Theory]
    [InlineData(ErasureScope.SubscriberData, "IX_Accounts_UndoListsUntil (UndoListsUntil>? AND UndoListsUntil<?)")]
    [InlineData(ErasureScope.Everything, "IX_Accounts_AccountDataKeptUntil (AccountDataKeptUntil>? AND AccountDataKeptUntil<?)")]
    public async Task What_is_due_is_found_by_the_indexes_of_its_instants(ErasureScope scope, string stored)
    {
        await using var site = new TestSite();
        var inForce = site.Services.GetRequiredService<PolicyShelf>().InForce.Commitments;

        var plans = await site.InDatabaseAsync(async db =>
        {
            var plans = new List<string>();
            await db.Database.OpenConnectionAsync();
            foreach (var candidates in DueAccounts.Candidates(db, scope, site.Time.GetUtcNow(), inForce, Guid.Empty, 200))
            {
                await using var explain = candidates.CreateDbCommand();
                explain.CommandText = "EXPLAIN QUERY PLAN " + explain.CommandText;
                await using var steps = await explain.ExecuteReaderAsync();
                Assert.True(await steps.ReadAsync());
                plans.Add(steps.GetString(3));
            }

            return plans;
        });

        Assert.Equal(
            [$"SEARCH a USING INDEX {stored}", "SEARCH a USING INDEX IX_Accounts_CancelledAt (CancelledAt>? AND CancelledAt<?)"], plans);
    }
}
