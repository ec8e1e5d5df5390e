using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.TSql;

/// <summary>Every statement of the snapshot finds its rows by an index that the model has on SQL Server.</summary>
public sealed class IndexTests
{
    /// <summary>
    /// What is read from end to end all the same. A person's address is looked up list by list: an index by address alone
    /// would make deleting an account's lists many times slower, and there are few lists beside people.
    /// </summary>
    private static readonly HashSet<(string Title, string Table)> Allowed =
    [
        ("customers who hold an address", "SubscriberLists"), ("customers who hold an address", "Subscribers"),
        ("what a copy of Subscriber leaves out", "SubscriberLists"), ("what a copy of Subscriber leaves out", "Subscribers"),
    ];

    [Fact]
    public async Task No_hot_statement_reads_a_table_from_end_to_end()
    {
        var leading = await LeadingColumnsAsync();
        var sections = (await File.ReadAllTextAsync(SiteOnSqlServer.Snapshot)).ReplaceLineEndings("\n")
            .Split("-- ", StringSplitOptions.RemoveEmptyEntries)
            .Select(section => section.Split('\n', 2)).ToList();
        Assert.True(sections.Count > 50, "the snapshot must be read");

        var whole = sections.SelectMany(s => IndexUse.ReadWhole(s[1], leading), (s, table) => (s[0], table)).ToHashSet();

        Assert.Empty(whole.Except(Allowed));
        Assert.Empty(Allowed.Except(whole));
    }

    [Theory]
    [InlineData("SELECT 1 FROM [Users] WHERE [SecurityStamp] = @a", "Users")]
    [InlineData("SELECT 1 FROM [Users] AS [u] WHERE [u].[AddressHash] = @a OR [u].[PasswordHash] = @b", "Users")]
    [InlineData("SELECT 1 FROM [ErasureRuns] AS [r] WHERE [r].[State] <> @a", "ErasureRuns")]
    [InlineData("SELECT TOP(1) * FROM [Accounts] AS [a] WHERE [a].[Id] > @a AND [a].[ClosedAt] IS NULL", "Accounts")]
    [InlineData("SELECT 1 FROM [Users] AS [u] INNER JOIN [Accounts] AS [a] ON [u].[AccountId] = [a].[Id]", "Accounts Users")]
    [InlineData("DELETE FROM [u] FROM [Users] AS [u] WHERE EXISTS (SELECT 1 FROM [Accounts] AS [a] WHERE [a].[Id] = [u].[AccountId])", "Users")]
    [InlineData("SELECT 1 FROM [Users] AS [u] INNER JOIN [Accounts] AS [a] ON [u].[AccountId] = [a].[Id] WHERE [u].[AddressHash] = @a", "")]
    [InlineData("SELECT TOP(1) * FROM [Accounts] AS [a] ORDER BY [a].[Id]", "")]
    public async Task A_statement_that_no_index_serves_is_found(string statement, string tables) =>
        Assert.Equal(tables, string.Join(' ', IndexUse.ReadWhole(statement, await LeadingColumnsAsync()).Order(StringComparer.Ordinal)));

    /// <summary>The columns that begin a key or an index, by table. An index with a filter serves only who repeats it.</summary>
    private static async Task<Dictionary<string, HashSet<string>>> LeadingColumnsAsync()
    {
        await using var site = SiteOnSqlServer.Build(new Recorder());
        await using var scope = site.Services.CreateAsyncScope();
        var model = scope.ServiceProvider.GetRequiredService<IGSendMailContext>().GetService<IDesignTimeModel>().Model;
        return model.GetEntityTypes().ToDictionary(e => e.GetTableName()!, e => e.GetIndexes()
            .Where(i => i.GetFilter() is null).Select(i => i.Properties[0])
            .Append(e.FindPrimaryKey()!.Properties[0])
            .Select(p => p.GetColumnName()).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
    }
}
