using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using IGSendMail.Privacy.Holds;
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

    /// <summary>How many things are dated before an instant; where things belong to accounts, save those of accounts that are held.</summary>
    Task<long> CountAsync(IGSendMailContext db, DateTimeOffset before, ActiveHolds holds, CancellationToken cancellation);

    /// <summary>
    /// How many things of an account, or of everybody, are dated before each instant and not before the one ahead of it.
    /// </summary>
    /// <param name="db">The caller's context.</param>
    /// <param name="befores">Instants in order.</param>
    /// <param name="accountId">The account; null for everybody.</param>
    /// <param name="cancellation">Cancels.</param>
    Task<IReadOnlyList<long>> CountByAsync(
        IGSendMailContext db, IReadOnlyList<DateTimeOffset> befores, Guid? accountId, CancellationToken cancellation);

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

    public Task<long> CountAsync(IGSendMailContext db, DateTimeOffset before, ActiveHolds holds, CancellationToken cancellation) =>
        NotHeld(db, before, holds).LongCountAsync(cancellation);

    public async Task<IReadOnlyList<long>> CountByAsync(
        IGSendMailContext db, IReadOnlyList<DateTimeOffset> befores, Guid? accountId, CancellationToken cancellation)
    {
        var counts = new long[befores.Count];
        var account = PurgeTargets.AccountOf(table);
        if (accountId is not null && account is null)
        {
            return counts;
        }

        var rows = NotHeld(db, befores[^1], await ActiveHolds.ReadAsync(db, cancellation));
        rows = accountId is null ? rows : rows.Where(r => EF.Property<Guid?>(r, account!) == accountId);

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

    private IQueryable<T> NotHeld(IGSendMailContext db, DateTimeOffset before, ActiveHolds holds)
    {
        var row = Expression.Parameter(typeof(T), "row");
        var rows = db.Set<T>().AsNoTracking().Where(Expression.Lambda<Func<T, bool>>(IsBefore(row, before), row));
        if (PurgeTargets.AccountOf(table) is { } account)
        {
            Guid?[] held = [.. holds.Accounts];
            rows = rows.Where(r => !held.Contains(EF.Property<Guid?>(r, account)));
        }

        return rows;
    }

    /// <summary>The instant in a box becomes a parameter: the statement is the same each time.</summary>
    private BinaryExpression IsBefore(ParameterExpression row, DateTimeOffset instant) => Expression.LessThan(
        Expression.Convert(Expression.Property(row, _expiry.Property), typeof(DateTimeOffset?)),
        Expression.Field(Expression.Constant(new StrongBox<DateTimeOffset?>(instant)), nameof(StrongBox<>.Value)));

    public Task<int> ExpireSliceAsync(IGSendMailContext db, DateTimeOffset before, int most, CancellationToken cancellation) =>
        db.Engine.ExpireSliceAsync(db, PurgeTargets.ByAge(db, table, _expiry.Property), before, most, cancellation);
}

/// <summary>Expiry of a folder of people's files.</summary>
internal sealed class FolderExpiry(FolderStore store) : IExpiry
{
    public string Place => store.Description.Key;

    public DataCategory? Category => store.Description.Category;

    public RetentionPeriod Period => store.Period;

    public Task<long> CountAsync(IGSendMailContext db, DateTimeOffset before, ActiveHolds holds, CancellationToken cancellation) =>
        Task.FromResult(store.OlderThan(before, holds.Accounts).LongCount());

    public async Task<IReadOnlyList<long>> CountByAsync(
        IGSendMailContext db, IReadOnlyList<DateTimeOffset> befores, Guid? accountId, CancellationToken cancellation)
    {
        var held = (await ActiveHolds.ReadAsync(db, cancellation)).Accounts;
        var counts = new long[befores.Count];
        foreach (var made in store.OlderThan(befores[^1], held, accountId).Select(OwnerFolder.MadeAt))
        {
            counts[befores.TakeWhile(before => made >= before).Count()]++;
        }

        return counts;
    }

    public async Task<int> ExpireSliceAsync(IGSendMailContext db, DateTimeOffset before, int most, CancellationToken cancellation) =>
        store.Expire(before, (await ActiveHolds.ReadAsync(db, cancellation)).Accounts, most, cancellation);
}
