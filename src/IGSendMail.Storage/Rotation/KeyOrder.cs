using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace IGSendMail.Storage;

/// <summary>Walks any table in the order of its primary key, a slice at a time, by seeks in the key's index.</summary>
internal sealed class KeyOrder<T>(IEntityType entity)
    where T : class
{
    private readonly ParameterExpression _row = Expression.Parameter(typeof(T), "row");
    private readonly IReadOnlyList<IProperty> _key = entity.FindPrimaryKey()!.Properties;

    /// <summary>The rows after <paramref name="last"/> (from the beginning if null), at most so many.</summary>
    public async Task<List<T>> TakeAsync(IQueryable<T> rows, T? last, int most, CancellationToken cancellation)
    {
        if (last is null)
        {
            return await Ordered(rows).Take(most).ToListAsync(cancellation);
        }

        // One query for each length of the common beginning: "or" between them would make the engine read from the
        // start of the table.
        var slice = new List<T>();
        for (var same = _key.Count - 1; same >= 0 && slice.Count < most; same--)
        {
            var parts = _key.Take(same).Select(p => (Expression)Expression.Equal(Of(p), Value(p, last)));
            var after = Expression.Lambda<Func<T, bool>>(parts.Append(IsAfter(_key[same], last)).Aggregate(Expression.AndAlso), _row);
            slice.AddRange(await Ordered(rows.Where(after)).Take(most - slice.Count).ToListAsync(cancellation));
        }

        return slice;
    }

    /// <summary>Rows with any key column of this value: whoever owns a row is named in it.</summary>
    public IQueryable<T> Naming(IQueryable<T> rows, Guid id)
    {
        var value = Expression.Field(Expression.Constant(new QueryParameter(id)), nameof(QueryParameter.Value));
        var named = entity.GetProperties()
            .Where(p => p.ClrType == typeof(Guid) || p.ClrType == typeof(Guid?))
            .Select(p => (Expression)Expression.Equal(Of(p), Expression.Convert(value, p.ClrType)))
            .Aggregate(Expression.OrElse);
        return rows.Where(Expression.Lambda<Func<T, bool>>(named, _row));
    }

    private IQueryable<T> Ordered(IQueryable<T> rows)
    {
        var ordered = rows.Expression;
        for (var i = 0; i < _key.Count; i++)
        {
            ordered = Expression.Call(
                typeof(Queryable), i == 0 ? nameof(Queryable.OrderBy) : nameof(Queryable.ThenBy),
                [typeof(T), _key[i].ClrType], ordered, Expression.Quote(Expression.Lambda(Of(_key[i]), _row)));
        }

        return rows.Provider.CreateQuery<T>(ordered);
    }

    private BinaryExpression IsAfter(IProperty property, T last) => property.ClrType == typeof(Guid) || property.ClrType == typeof(string)
        ? Expression.GreaterThan(
            Expression.Call(Of(property), property.ClrType.GetMethod(nameof(IComparable.CompareTo), [property.ClrType])!, Value(property, last)),
            Expression.Constant(0))
        : Expression.GreaterThan(Of(property), Value(property, last));

    private MemberExpression Of(IProperty property) => Expression.Property(_row, property.PropertyInfo!);

    // A field of an object becomes a query parameter; a plain constant would make a new statement a value.
    private static UnaryExpression Value(IProperty property, T row) => Expression.Convert(
        Expression.Field(Expression.Constant(new QueryParameter(property.PropertyInfo!.GetValue(row)!)), nameof(QueryParameter.Value)), property.ClrType);

    private sealed class QueryParameter(object value)
    {
        public readonly object Value = value;
    }
}
