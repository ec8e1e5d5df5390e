using System.Linq.Expressions;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.PersonalData;

/// <summary>Builds the queries that find the rows of many owners in a mapped table at once.</summary>
internal sealed class OwnerRows<T>(MappedTable<T> table)
    where T : class
{
    private const string Key = "Id";

    /// <summary>Those of these values by which one of <paramref name="rows"/> belongs to somebody.</summary>
    public async Task<IReadOnlyList<Guid>> PresentAsync(
        IQueryable<T> rows, IdentifierKind kind, IReadOnlyList<Guid> values, CancellationToken cancellation)
    {
        var present = new HashSet<Guid>();
        foreach (var identifier in table.Identifiers.Where(i => i.Kind == kind && !i.ForAnotherController))
        {
            var row = Expression.Parameter(typeof(T), "row");
            var column = Expression.Property(row, identifier.Property);
            object wanted = column.Type == typeof(Guid) ? values.ToList() : values.Select(v => (Guid?)v).ToList();
            var isWanted = Expression.Call(Parameter(wanted), wanted.GetType().GetMethod(nameof(List<>.Contains), [column.Type])!, column);
            present.UnionWith(await rows.Where(Expression.Lambda<Func<T, bool>>(isWanted, row))
                .Select(Expression.Lambda<Func<T, Guid>>(Expression.Convert(column, typeof(Guid)), row)).Distinct().ToListAsync(cancellation));
        }

        return [.. present];
    }

    /// <summary>Rows of an account whose key is dated before an instant; null if keys of this table are not dated.</summary>
    public IQueryable<T>? MadeBefore(IGSendMailContext db, IQueryable<T> own, DateTimeOffset instant)
    {
        if (db.Model.FindEntityType(typeof(T))?.FindPrimaryKey()?.Properties[^1] is not { Name: Key } key || key.ClrType != typeof(Guid))
        {
            return null;
        }

        var row = Expression.Parameter(typeof(T), "row");
        var order = Expression.Call(
            Expression.Property(row, Key), typeof(Guid).GetMethod(nameof(Guid.CompareTo), [typeof(Guid)])!, Parameter(RowKeys.FirstOf(instant)));
        return own.Where(Expression.Lambda<Func<T, bool>>(Expression.LessThan(order, Expression.Constant(0)), row));
    }

    // A field of an object becomes a query parameter; a plain constant would make a new statement a value.
    private static MemberExpression Parameter<TValue>(TValue value)
        where TValue : notnull => Expression.Field(
            Expression.Constant(Activator.CreateInstance(typeof(QueryParameter<>).MakeGenericType(typeof(T), value.GetType()), value)), "Value");

    private sealed class QueryParameter<TValue>(TValue value)
    {
        public readonly TValue Value = value;
    }
}
