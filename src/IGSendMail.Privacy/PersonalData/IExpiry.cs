using System.Linq.Expressions;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.PersonalData;

/// <summary>A place from which things go by their age.</summary>
public interface IExpiry
{
    /// <summary>The place.</summary>
    string Place { get; }

    /// <summary>How long things stay.</summary>
    RetentionPeriod Period { get; }

    /// <summary>How many things are dated before an instant.</summary>
    Task<long> CountAsync(IGSendMailContext db, DateTimeOffset before, CancellationToken cancellation);

    /// <summary>Deletes up to <paramref name="most"/> of them inside the caller's transaction. Returns how many.</summary>
    Task<int> ExpireSliceAsync(IGSendMailContext db, DateTimeOffset before, int most, CancellationToken cancellation);
}

/// <summary>Expiry of a mapped table.</summary>
internal sealed class TableExpiry<T>(MappedTable<T> table) : IExpiry
    where T : class
{
    private readonly MappedExpiry _expiry = table.Expiry
        ?? throw new ArgumentException($"{typeof(T).Name} does not expire.", nameof(table));

    public string Place => typeof(T).Name;

    public RetentionPeriod Period => _expiry.Period;

    public Task<long> CountAsync(IGSendMailContext db, DateTimeOffset before, CancellationToken cancellation)
    {
        var row = Expression.Parameter(typeof(T), "row");
        var instant = Expression.Convert(Expression.Property(row, _expiry.Property), typeof(DateTimeOffset?));
        var old = Expression.LessThan(instant, Expression.Constant((DateTimeOffset?)before, typeof(DateTimeOffset?)));
        return db.Set<T>().LongCountAsync(Expression.Lambda<Func<T, bool>>(old, row), cancellation);
    }

    public Task<int> ExpireSliceAsync(IGSendMailContext db, DateTimeOffset before, int most, CancellationToken cancellation) =>
        db.Engine.ExpireSliceAsync(db, PurgeTargets.Of(db, typeof(T), _expiry.Property), before, most, cancellation);
}

/// <summary>Expiry of a folder of people's files.</summary>
internal sealed class FolderExpiry(FolderStore store) : IExpiry
{
    public string Place => store.Description.Key;

    public RetentionPeriod Period => store.Period;

    public Task<long> CountAsync(IGSendMailContext db, DateTimeOffset before, CancellationToken cancellation) =>
        Task.FromResult(store.OlderThan(before).LongCount());

    public Task<int> ExpireSliceAsync(IGSendMailContext db, DateTimeOffset before, int most, CancellationToken cancellation) =>
        Task.FromResult(store.Expire(before, most, cancellation));
}
