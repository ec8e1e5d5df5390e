using System.Linq.Expressions;
using System.Reflection;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.PersonalData;

/// <summary>Builds the queries that find a subject's rows in a mapped table.</summary>
internal sealed class SubjectRows<T>(MappedTable<T> table)
    where T : class
{
    /// <summary>Rows that are the subject's own, in key order.</summary>
    public IQueryable<T> Own(IGSendMailContext db, DataSubject subject)
    {
        var row = Expression.Parameter(typeof(T), "row");
        var rows = db.Set<T>().AsQueryable();
        return IsOwn(row, subject) is { } own ? rows.Where(Expression.Lambda<Func<T, bool>>(own, row)) : rows.Where(_ => false);
    }

    /// <summary>The same without rows that are dated before the subject's reading begins.</summary>
    public IQueryable<T> Readable(IGSendMailContext db, DataSubject subject)
    {
        var own = Own(db, subject);
        if (subject.ReadSince is not { } since || table.Expiry is not { } dated)
        {
            return own;
        }

        var row = Expression.Parameter(typeof(T), "row");
        var instant = Expression.Convert(Expression.Property(row, dated.Property), typeof(DateTimeOffset?));
        var nothing = Expression.Constant(null, typeof(DateTimeOffset?));
        return own.Where(Expression.Lambda<Func<T, bool>>(
            Expression.OrElse(
                Expression.Equal(instant, nothing),
                Expression.GreaterThanOrEqual(instant, Expression.Constant((DateTimeOffset?)since, typeof(DateTimeOffset?)))),
            row));
    }

    /// <summary>
    /// How many rows about the subject there are that another customer decides about. What stands on lists of the subject's own account
    /// is theirs.
    /// </summary>
    public async Task<long> CountHeldForOthersAsync(
        IGSendMailContext db, DataSubject subject, CancellationToken cancellation)
    {
        var row = Expression.Parameter(typeof(T), "row");
        var isAnothers = IsOwn(row, subject) is { } own ? Expression.Lambda<Func<T, bool>>(Expression.Not(own), row) : _ => true;
        long held = 0;
        foreach (var rows in table.HeldForOthers(db, subject))
        {
            held += await rows.Where(isAnothers).LongCountAsync(cancellation);
        }

        return held;
    }

    /// <summary>Those of <paramref name="rows"/> whose property is not empty.</summary>
    public static IQueryable<T> WithValue(IQueryable<T> rows, string property) => WithAnyValue(rows, [property]);

    /// <summary>Those of <paramref name="rows"/> in which any of the properties is not empty.</summary>
    public static IQueryable<T> WithAnyValue(IQueryable<T> rows, IEnumerable<string> properties)
    {
        var row = Expression.Parameter(typeof(T), "row");
        var any = properties
            .Select(name => Expression.Property(row, name))
            .Select(value => (Expression)Expression.NotEqual(value, Expression.Constant(null, value.Type)))
            .Aggregate(Expression.OrElse);
        return rows.Where(Expression.Lambda<Func<T, bool>>(any, row));
    }

    /// <summary>True if a row may be without a value there.</summary>
    public static bool MayLack(string property) => typeof(T).GetProperty(property) is { } declared
        && new NullabilityInfoContext().Create(declared).ReadState == NullabilityState.Nullable;

    /// <summary>The latest value of an instant, or null if no row has one.</summary>
    public static async Task<DateTimeOffset?> LatestAsync(IQueryable<T> rows, string property, CancellationToken cancellation)
    {
        var row = Expression.Parameter(typeof(T), "row");
        var instant = Expression.Convert(Expression.Property(row, property), typeof(DateTimeOffset?));
        return await rows.MaxAsync(Expression.Lambda<Func<T, DateTimeOffset?>>(instant, row), cancellation);
    }

    private Expression? IsOwn(ParameterExpression row, DataSubject subject)
    {
        var matches = table.Identifiers
            .Where(i => !i.ForAnotherController)
            .SelectMany(i => subject.Values(i.Kind).Select(value => (Expression)Matches(row, i, value)))
            .ToList();
        return matches.Count == 0 ? null : matches.Aggregate(Expression.OrElse);
    }

    private static BinaryExpression Matches(ParameterExpression row, MappedIdentifier identifier, Guid value)
    {
        var column = Expression.Property(row, identifier.Property);
        // A field of an object becomes a query parameter; a plain constant would make a new statement a value.
        var parameter = Expression.Field(Expression.Constant(new QueryParameter(value)), nameof(QueryParameter.Value));
        return Expression.Equal(column, Expression.Convert(parameter, column.Type));
    }

    private sealed class QueryParameter(Guid value)
    {
        public readonly Guid Value = value;
    }
}
