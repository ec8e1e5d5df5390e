using IGSendMail.Testing;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace IGSendMail.Extension.Tests;

/// <summary>A feature's tables are made by a migration that only adds.</summary>
public sealed class MigrationTests
{
    [Fact]
    public async Task The_migration_makes_the_new_tables_and_changes_none()
    {
        await using var site = WishSite.WithWishes(new TestSite());

        var steps = await site.InDatabaseAsync(db => Task.FromResult(NewTables.Steps(db)));

        Assert.Equal(
            ["WishMonths", "Wishes"],
            steps.OfType<CreateTableOperation>().Select(t => t.Name).Order(StringComparer.Ordinal));
        Assert.All(steps, step => Assert.True(
            step is CreateTableOperation || (step is CreateIndexOperation index && index.Table == "Wishes"), step.GetType().Name));
    }
}
