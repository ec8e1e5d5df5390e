using System.Collections.Frozen;
using System.Globalization;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SqlServer.TransactSql.ScriptDom;

using Identifier = IGSendMail.Privacy.PersonalData.Identifier;

namespace IGSendMail.Web.Tests.TSql;

/// <summary>
/// What goes from SQL Server goes in slices below the 5,000 locks at which it locks the whole table, however many a caller asks
/// for, and in the order of an index, so that nothing is sorted and neighbouring rows go together.
/// </summary>
public sealed class SliceTests
{
    private const int LocksThatLockATable = 5_000;
    private static readonly Guid Anybody = new("0193a000-0000-7000-8000-000000000001");
    private static readonly DateTimeOffset Now = new(2026, 11, 10, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Every_slice_stays_below_the_lock_of_a_table_and_follows_an_index()
    {
        var recorder = new Recorder();
        await using var site = SiteOnSqlServer.Build(recorder);
        await using var scope = site.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IGSendMailContext>();
        var map = scope.ServiceProvider.GetRequiredService<DataMap>();
        var subject = DataSubject.Of(scope.ServiceProvider.GetRequiredService<WordBook>().All<IdentifierKind>().Select(kind => new Identifier(kind, Anybody)));
        foreach (var store in map.Stores.Where(s => map.Tables.Any(t => t.Entity.Name == s.Description.Key)))
        {
            await store.EraseAsync(db, new ErasureSlice(subject, int.MaxValue), default);
        }

        foreach (var expiry in map.Expiries.Where(e => e.GetType().Name.StartsWith("TableExpiry", StringComparison.Ordinal)))
        {
            await expiry.ExpireSliceAsync(db, Now, FrozenSet<Guid>.Empty, int.MaxValue, default);
        }

        var slices = recorder.Statements.Zip(recorder.Values).Where(s => s.First.StartsWith("WITH", StringComparison.Ordinal)).ToList();
        Assert.True(slices.Count > 25, string.Create(CultureInfo.InvariantCulture, $"{slices.Count} slices"));
        Assert.All(slices, slice => Assert.InRange((int)slice.Second["@most"]!, 1, LocksThatLockATable - 1));
        var indexes = IndexesOf(db.GetService<IDesignTimeModel>().Model);
        Assert.Empty(slices.Select(s => s.First).Where(statement => !FollowsAnIndex(statement, indexes)).Distinct());
    }

    [Fact]
    public async Task No_setting_makes_an_erasure_ask_for_more_than_a_slice_may_hold()
    {
        await using var site = SiteOnSqlServer.Build(new Recorder());

        Assert.InRange(site.Services.GetRequiredService<ErasureOptions>().Slice, 1, LocksThatLockATable - 1);
        Assert.InRange(ErasureOptions.StandardSlice, 1, ErasureOptions.LargestSlice);
        Assert.InRange(ErasureOptions.LargestSlice, 1, LocksThatLockATable - 1);
    }

    [Theory]
    [InlineData("SELECT TOP (@most) * FROM [Subscribers] WHERE [AccountId] = @value ORDER BY [AccountId], [Id]", true)]
    [InlineData("SELECT TOP (@most) * FROM [Subscribers] WHERE [AccountId] = @value ORDER BY [AddedAt]", false)]
    [InlineData("SELECT TOP (@most) * FROM [Subscribers] WHERE [AddedAt] < @value ORDER BY [AddedAt]", false)]
    [InlineData("SELECT TOP (@most) * FROM [PageViews] WHERE [At] < @value ORDER BY [At]", true)]
    [InlineData("SELECT TOP (@most) * FROM [PageViews] WHERE [At] < @value ORDER BY [Id]", false)]
    [InlineData("SELECT * FROM [PageViews] WHERE [At] < @value", false)]
    public async Task A_slice_without_limit_or_index_is_found(string slice, bool follows)
    {
        await using var site = SiteOnSqlServer.Build(new Recorder());
        await using var scope = site.Services.CreateAsyncScope();
        var model = scope.ServiceProvider.GetRequiredService<IGSendMailContext>().GetService<IDesignTimeModel>().Model;

        Assert.Equal(follows, FollowsAnIndex($"WITH [slice] AS ({slice}) DELETE FROM [slice];", IndexesOf(model)));
    }

    /// <summary>
    /// The order of a slice, without a column that has one value only, is what an index has behind the column that selects
    /// rows, or that column itself.
    /// </summary>
    private static bool FollowsAnIndex(string statement, Dictionary<string, List<List<string>>> indexes)
    {
        using var text = new StringReader(statement);
        var tree = new TSql160Parser(initialQuotedIdentifiers: true).Parse(text, out var errors);
        Assert.Empty(errors.Select(e => e.Message));
        var delete = Assert.IsType<DeleteStatement>(((TSqlScript)tree).Batches.Single().Statements.Single());
        Assert.Equal("slice", Assert.IsType<NamedTableReference>(delete.DeleteSpecification.Target).SchemaObject.BaseIdentifier.Value);
        var slice = Assert.IsType<QuerySpecification>(delete.WithCtesAndXmlNamespaces.CommonTableExpressions.Single().QueryExpression);
        if (slice is not { TopRowFilter: { Percent: false, WithTies: false }, OrderByClause: { } order })
        {
            return false;
        }

        var table = Assert.IsType<NamedTableReference>(slice.FromClause.TableReferences.Single()).SchemaObject.BaseIdentifier.Value;
        var by = Assert.IsType<BooleanComparisonExpression>(First(slice.WhereClause.SearchCondition));
        var column = Name(by.FirstExpression);
        var columns = order.OrderByElements.Select(e => Name(e.Expression));
        List<string> path = by.ComparisonType == BooleanComparisonType.Equals
            ? [column, .. columns.Where(c => c != column)]
            : [.. columns];
        return path[0] == column && indexes[table].Exists(index => index.Take(path.Count).SequenceEqual(path, StringComparer.Ordinal));
    }

    private static BooleanExpression First(BooleanExpression condition) =>
        condition is BooleanBinaryExpression { BinaryExpressionType: BooleanBinaryExpressionType.And } and ? First(and.FirstExpression) : condition;

    private static string Name(ScalarExpression column) =>
        Assert.IsType<ColumnReferenceExpression>(column).MultiPartIdentifier.Identifiers[^1].Value;

    /// <summary>The columns of each key and index in their order; behind those of an index stand those of the key.</summary>
    private static Dictionary<string, List<List<string>>> IndexesOf(IModel model) => model.GetEntityTypes().ToDictionary(e => e.GetTableName()!, e =>
    {
        var key = e.FindPrimaryKey()!.Properties.Select(p => p.GetColumnName()).ToList();
        return e.GetIndexes().Where(i => i.GetFilter() is null)
            .Select(i => i.Properties.Select(p => p.GetColumnName()).ToList())
            .Select(columns => columns.Concat(key.Except(columns, StringComparer.Ordinal)).ToList())
            .Append(key).ToList();
    }, StringComparer.Ordinal);
}
