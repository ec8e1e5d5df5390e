using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.PersonalData;

/// <summary>A store from which things go by their age.</summary>
public interface IExpiry
{
    string StoreKey { get; }

    /// <summary>The category of the things; null if they are about nobody.</summary>
    DataCategory? Category { get; }

    /// <summary>How long things stay.</summary>
    RetentionPeriod Period { get; }

    /// <summary>From when the period counts, in words; null where the things themselves say it.</summary>
    string? CountedFrom => null;

    /// <summary>How many things are dated before an instant; where things belong to accounts, save those of accounts that are held.</summary>
    /// <param name="db">The caller's context.</param>
    /// <param name="before">The instant.</param>
    /// <param name="onHold">The accounts.</param>
    /// <param name="cancellation">Cancels.</param>
    Task<long> CountAsync(IGSendMailContext db, DateTimeOffset before, IReadOnlySet<Guid> onHold, CancellationToken cancellation);

    /// <summary>
    /// How many things of an account, or of everybody, are dated before each instant and not before the one ahead of it.
    /// </summary>
    /// <param name="db">The caller's context.</param>
    /// <param name="befores">Instants in order.</param>
    /// <param name="accountId">The account; null for everybody.</param>
    /// <param name="onHold">Accounts that are held.</param>
    /// <param name="cancellation">Cancels.</param>
    Task<IReadOnlyList<long>> CountByAsync(
        IGSendMailContext db, IReadOnlyList<DateTimeOffset> befores, Guid? accountId, IReadOnlySet<Guid> onHold, CancellationToken cancellation);

    /// <summary>
    /// Deletes up to <paramref name="most"/> of them inside the caller's transaction, save those of accounts in
    /// <paramref name="onHold"/>, read in the same transaction. Returns how many.
    /// </summary>
    Task<int> ExpireSliceAsync(
        IGSendMailContext db, DateTimeOffset before, IReadOnlySet<Guid> onHold, int most, CancellationToken cancellation);
}

/// <summary>Expiry of a mapped table.</summary>
internal sealed class TableExpiry<T>(MappedTable<T> table, PurgeGuard? guard) : IExpiry
    where T : class
{
    private readonly string? _account = PurgeTargets.AccountOf(table, guard);

    private readonly MappedExpiry _expiry = table.Expiry
        ?? throw new ArgumentException($"{typeof(T).Name} does not expire.", nameof(table));

    public string StoreKey => typeof(T).Name;

    public DataCategory? Category => table.Owner == DataOwner.Nobody ? null : table.Category;

    public RetentionPeriod Period => _expiry.Period;

    public Task<long> CountAsync(IGSendMailContext db, DateTimeOffset before, IReadOnlySet<Guid> onHold, CancellationToken cancellation) =>
        NotOnHold(db, before, onHold).LongCountAsync(cancellation);

    public async Task<IReadOnlyList<long>> CountByAsync(
        IGSendMailContext db, IReadOnlyList<DateTimeOffset> befores, Guid? accountId, IReadOnlySet<Guid> onHold, CancellationToken cancellation)
    {
        var counts = new long[befores.Count];
        if (accountId is not null && _account is null)
        {
            return counts;
        }

        var rows = NotOnHold(db, befores[^1], onHold);
        rows = accountId is null ? rows : rows.Where(r => EF.Property<Guid?>(r, _account!) == accountId);

        // The instant falls into the first span whose end it is before: one question for all spans.
        var row = Expression.Parameter(typeof(T), "row");
        Expression span = Expression.Constant(befores.Count - 1);
        for (var i = befores.Count - 2; i >= 0; i--)
        {
            span = Expression.Condition(IsBefore(row, befores[i]), Expression.Constant(i), span);
        }

        var spans = await rows.GroupBy(Expression.Lambda<Func<T, int>>(span, row))
            .Select(g => new { g.Key, Count = g.LongCount() }).ToListAsync(cancellation);
        spans.ForEach(s => counts[s.Key] = s.Count);
        return counts;
    }

    private IQueryable<T> NotOnHold(IGSendMailContext db, DateTimeOffset before, IReadOnlySet<Guid> onHold)
    {
        var row = Expression.Parameter(typeof(T), "row");
        var rows = db.Set<T>().AsNoTracking().Where(Expression.Lambda<Func<T, bool>>(IsBefore(row, before), row));
        if (_account is { } account)
        {
            Guid?[] kept = [.. onHold];
            rows = rows.Where(r => !kept.Contains(EF.Property<Guid?>(r, account)));
        }

        return rows;
    }

    /// <summary>The instant in a box becomes a parameter: the statement is the same each time.</summary>
    private BinaryExpression IsBefore(ParameterExpression row, DateTimeOffset instant) => Expression.LessThan(
        Expression.Convert(Expression.Property(row, _expiry.Property), typeof(DateTimeOffset?)),
        Expression.Field(Expression.Constant(new StrongBox<DateTimeOffset?>(instant)), nameof(StrongBox<>.Value)));

    // What keeps rows stands in the statement itself: what was read before may have changed while the slice waited.
    public Task<int> ExpireSliceAsync(
        IGSendMailContext db, DateTimeOffset before, IReadOnlySet<Guid> onHold, int most, CancellationToken cancellation) =>
        db.Engine.ExpireSliceAsync(db, PurgeTargets.ByAge(db, table, _expiry.Property, guard), before, most, cancellation);
}

/// <summary>Expiry of a folder of people's files.</summary>
internal sealed class FolderExpiry(FolderStore store) : IExpiry
{
    public string StoreKey => store.Description.Key;

    public DataCategory? Category => store.Description.Category;

    public RetentionPeriod Period => store.Period;

    public Task<long> CountAsync(IGSendMailContext db, DateTimeOffset before, IReadOnlySet<Guid> onHold, CancellationToken cancellation) =>
        Task.FromResult(store.OlderThan(before, onHold).LongCount());

    public Task<IReadOnlyList<long>> CountByAsync(
        IGSendMailContext db, IReadOnlyList<DateTimeOffset> befores, Guid? accountId, IReadOnlySet<Guid> onHold, CancellationToken cancellation)
    {
        var counts = new long[befores.Count];
        foreach (var made in store.OlderThan(befores[^1], onHold, accountId).Select(OwnerFolder.MadeAt))
        {
            counts[befores.TakeWhile(before => made >= before).Count()]++;
        }

        return Task.FromResult<IReadOnlyList<long>>(counts);
    }

    public Task<int> ExpireSliceAsync(
        IGSendMailContext db, DateTimeOffset before, IReadOnlySet<Guid> onHold, int most, CancellationToken cancellation) =>
        Task.FromResult(store.Expire(before, onHold, most, cancellation));
}
