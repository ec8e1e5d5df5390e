using System.Linq.Expressions;
using IGSendMail.Privacy.Retention.Holds;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.PersonalData;

/// <summary>A place from which things go by their age.</summary>
public interface IExpiry
{
    /// <summary>The place.</summary>
    string Place { get; }

    /// <summary>The category of the things; null if they are about nobody.</summary>
    DataCategory? Category { get; }

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

    public DataCategory? Category => table.Owner == DataOwner.Nobody ? null : table.Category;

    public RetentionPeriod Period => _expiry.Period;

    public async Task<long> CountAsync(IGSendMailContext db, DateTimeOffset before, CancellationToken cancellation)
    {
        var row = Expression.Parameter(typeof(T), "row");
        var instant = Expression.Convert(Expression.Property(row, _expiry.Property), typeof(DateTimeOffset?));
        var old = Expression.LessThan(instant, Expression.Constant((DateTimeOffset?)before, typeof(DateTimeOffset?)));
        var rows = db.Set<T>().Where(Expression.Lambda<Func<T, bool>>(old, row));
        if (PurgeTargets.AccountOf(table) is { } account)
        {
            Guid?[] held = [.. (await ActiveHolds.ReadAsync(db, cancellation)).Accounts];
            rows = rows.Where(r => !held.Contains(EF.Property<Guid?>(r, account)));
        }

        return await rows.LongCountAsync(cancellation);
    }

    public Task<int> ExpireSliceAsync(IGSendMailContext db, DateTimeOffset before, int most, CancellationToken cancellation) =>
        db.Engine.ExpireSliceAsync(db, PurgeTargets.ByAge(db, table, _expiry.Property), before, most, cancellation);
}

/// <summary>Expiry of a folder of people's files.</summary>
internal sealed class FolderExpiry(FolderStore store) : IExpiry
{
    public string Place => store.Description.Key;

    public DataCategory? Category => store.Description.Category;

    public RetentionPeriod Period => store.Period;

    public async Task<long> CountAsync(IGSendMailContext db, DateTimeOffset before, CancellationToken cancellation) =>
        store.OlderThan(before, (await ActiveHolds.ReadAsync(db, cancellation)).Accounts).LongCount();

    public async Task<int> ExpireSliceAsync(IGSendMailContext db, DateTimeOffset before, int most, CancellationToken cancellation) =>
        store.Expire(before, (await ActiveHolds.ReadAsync(db, cancellation)).Accounts, most, cancellation);
}
