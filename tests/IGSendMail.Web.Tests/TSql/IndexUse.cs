using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace IGSendMail.Web.Tests.TSql;

/// <summary>
/// Finds the tables that a statement could only read from end to end. A table is reached by an index if a condition with a
/// known value, or an equation with a table that is reached already, is about the first column of one; in every branch of an
/// OR. Without condition the order of a TOP may say where to begin. "Greater than" reaches nothing: here it leads on from
/// the page before, and the whole rest lies behind it.
/// </summary>
internal sealed class IndexUse(IReadOnlyDictionary<string, HashSet<string>> leading) : TSqlFragmentVisitor
{
    private readonly HashSet<string> _readWhole = [];

    /// <summary>The tables read from end to end.</summary>
    public static IReadOnlyCollection<string> ReadWhole(string script, IReadOnlyDictionary<string, HashSet<string>> leading)
    {
        using var text = new StringReader(script);
        var tree = new TSql160Parser(initialQuotedIdentifiers: true).Parse(text, out var errors);
        Assert.Empty(errors.Select(e => e.Message));
        var visitor = new IndexUse(leading);
        tree.Accept(visitor);
        return visitor._readWhole;
    }

    public override void Visit(QuerySpecification node) => Look(
        node.FromClause, node.WhereClause,
        node.TopRowFilter is null || node.WhereClause is not null ? null : node.OrderByClause?.OrderByElements[0].Expression as ColumnReferenceExpression);

    public override void Visit(DeleteSpecification node) => Look(node.FromClause, node.WhereClause, null);

    public override void Visit(UpdateSpecification node) => Look(node.FromClause, node.WhereClause, null);

    private void Look(FromClause? from, WhereClause? where, ColumnReferenceExpression? begin)
    {
        var tables = new Dictionary<string, string>(StringComparer.Ordinal);
        var joins = new List<BooleanExpression>();
        foreach (var reference in from?.TableReferences ?? [])
        {
            Flatten(reference, tables, joins);
        }

        foreach (var branch in where is null ? [[]] : Branches(where.SearchCondition))
        {
            _readWhole.UnionWith(NotReached(tables, [.. branch, .. joins.SelectMany(join => Branches(join).Single())], begin));
        }
    }

    private void Flatten(TableReference reference, Dictionary<string, string> tables, List<BooleanExpression> joins)
    {
        switch (reference)
        {
            case NamedTableReference named when leading.ContainsKey(named.SchemaObject.BaseIdentifier.Value):
                tables.Add(named.Alias?.Value ?? named.SchemaObject.BaseIdentifier.Value, named.SchemaObject.BaseIdentifier.Value);
                break;
            case QualifiedJoin join:
                Flatten(join.FirstTableReference, tables, joins);
                Flatten(join.SecondTableReference, tables, joins);
                joins.Add(join.SearchCondition);
                break;
            case QueryDerivedTable or NamedTableReference:
                // Visited for itself, or named by a WITH that is.
                break;
            default:
                throw new NotSupportedException(reference.GetType().Name);
        }
    }

    private IEnumerable<string> NotReached(
        Dictionary<string, string> tables, IReadOnlyList<BooleanExpression> conditions, ColumnReferenceExpression? begin)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        bool more;
        do
        {
            more = false;
            foreach (var (alias, table) in tables.Where(t => !reached.Contains(t.Key)))
            {
                var known = conditions.SelectMany(c => Known(c, tables, reached)).Where(c => c.Alias == alias).Select(c => c.Column);
                if (known.Any(leading[table].Contains)
                    || (begin is not null && Name(begin, tables) is var (first, column) && first == alias && leading[table].Contains(column)))
                {
                    more = reached.Add(alias);
                }
            }
        }
        while (more);
        return tables.Where(t => !reached.Contains(t.Key)).Select(t => t.Value);
    }

    /// <summary>The columns whose value a condition tells.</summary>
    private static IEnumerable<(string Alias, string Column)> Known(
        BooleanExpression condition, Dictionary<string, string> tables, HashSet<string> reached)
    {
        switch (condition)
        {
            case BooleanIsNullExpression { IsNot: false, Expression: ColumnReferenceExpression column }:
                return [Name(column, tables)];
            case InPredicate { NotDefined: false, Expression: ColumnReferenceExpression column }:
                return [Name(column, tables)];
            case BooleanComparisonExpression { FirstExpression: ColumnReferenceExpression one, SecondExpression: ColumnReferenceExpression other, ComparisonType: BooleanComparisonType.Equals }:
                var (left, right) = (Name(one, tables), Name(other, tables));
                // What belongs to a query around this one is known here.
                return [.. IsGiven(right.Alias) ? new[] { left } : [], .. IsGiven(left.Alias) ? new[] { right } : []];
            case BooleanComparisonExpression
            {
                FirstExpression: ColumnReferenceExpression column, SecondExpression: not ColumnReferenceExpression,
                ComparisonType: BooleanComparisonType.Equals or BooleanComparisonType.LessThan or BooleanComparisonType.LessThanOrEqualTo
            }:
                return [Name(column, tables)];
            default:
                return [];
        }

        bool IsGiven(string alias) => reached.Contains(alias) || !tables.ContainsKey(alias);
    }

    private static (string Alias, string Column) Name(ColumnReferenceExpression column, Dictionary<string, string> tables) =>
        column.MultiPartIdentifier.Identifiers is [var alias, var name]
            ? (alias.Value, name.Value)
            : (Assert.Single(tables.Keys), column.MultiPartIdentifier.Identifiers[^1].Value);

    /// <summary>A condition as alternatives, each of them conditions that hold together.</summary>
    private static List<List<BooleanExpression>> Branches(BooleanExpression condition) => condition switch
    {
        BooleanParenthesisExpression inner => Branches(inner.Expression),
        BooleanBinaryExpression { BinaryExpressionType: BooleanBinaryExpressionType.Or } or =>
            [.. Branches(or.FirstExpression), .. Branches(or.SecondExpression)],
        BooleanBinaryExpression { BinaryExpressionType: BooleanBinaryExpressionType.And } and =>
            [.. Branches(and.FirstExpression).SelectMany(
                _ => Branches(and.SecondExpression), (first, second) => new List<BooleanExpression>([.. first, .. second]))],
        _ => [[condition]],
    };
}
