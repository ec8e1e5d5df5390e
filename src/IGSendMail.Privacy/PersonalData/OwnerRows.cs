using System.Linq.Expressions;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.PersonalData;

/// <summary>Builds the queries that find the rows of many owners in a mapped table at once.</summary>
internal sealed class OwnerRows<T>(MappedTable<T> table)
    where T : class
{
    private const string Key = "Id";
    private const int Slice = 1_000;

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

    /// <summary>Deletes those of <paramref name="own"/> that are dated before an instant and sealed under one of these keys, slice by slice.</summary>
    public static async Task<int> RemoveSealedAsync(
        IGSendMailContext db, IQueryable<T> own, DateTimeOffset before, IReadOnlySet<Guid> destroyed, CancellationToken cancellation)
    {
        var entity = db.Model.FindEntityType(typeof(T));
        if (entity?.FindPrimaryKey()?.Properties[^1] is not { Name: Key } key || key.ClrType != typeof(Guid)
            || entity.GetProperties().FirstOrDefault(p => p.ClrType == typeof(Sealed)) is not { } content)
        {
            return 0;
        }

        var (removed, last) = (0, Guid.Empty);
        var old = own.Where(Compared(ExpressionType.LessThan, RowKeys.FirstOf(before)));
        while (await old.Where(Compared(ExpressionType.GreaterThan, last)).OrderBy(r => EF.Property<Guid>(r, Key)).Take(Slice).ToListAsync(cancellation)
            is { Count: > 0 } rows)
        {
            last = (Guid)key.GetGetter().GetClrValue(rows[^1])!;
            var unreadable = rows.Where(r => content.GetGetter().GetClrValue(r) is Sealed { KeyId: { } id } && destroyed.Contains(id)).ToList();
            if (unreadable.Count > 0)
            {
                await db.WriteAsync(WriteUrgency.Background, _ =>
                {
                    db.RemoveRange(unreadable);
                    return Task.CompletedTask;
                }, cancellation);
                removed += unreadable.Count;
            }

            db.ChangeTracker.Clear();
        }

        return removed;
    }

    private static Expression<Func<T, bool>> Compared(ExpressionType how, Guid with)
    {
        var row = Expression.Parameter(typeof(T), "row");
        var order = Expression.Call(Expression.Property(row, Key), typeof(Guid).GetMethod(nameof(Guid.CompareTo), [typeof(Guid)])!, Parameter(with));
        return Expression.Lambda<Func<T, bool>>(Expression.MakeBinary(how, order, Expression.Constant(0)), row);
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
