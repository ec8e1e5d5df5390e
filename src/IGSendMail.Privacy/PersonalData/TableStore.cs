using System.Runtime.CompilerServices;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.PersonalData;

/// <summary>The store of one mapped table, the same for every table: what the map declares is all it knows.</summary>
internal sealed class TableStore<T>(
    MappedTable<T> table, IDbContextFactory<IGSendMailContext> contexts, Sealer sealer, RetentionPeriods periods, SiteOptions site,
    IEnumerable<IOpenedFields> opened)
    : ITableOfOwners, IHoldForOthers
    where T : class
{
    private readonly SubjectRows<T> _rows = new(table);
    private readonly OwnerRows<T> _owners = new(table);
    private readonly RecordReader<T> _records = new(table, sealer, opened);

    public StoreDescription Description { get; } = new(
        typeof(T).Name, table.Title, table.Category, table.Owner, table.Role, table.Order)
    {
        Purposes = table.Purposes,
        Basis = table.Basis,
        AlsoAbout = [.. table.About.Skip(1)],
        Kept = table.Kept,
        TitleAtCustomers = table.TitleAtCustomers,
    };

    private IReadOnlyList<MappedProperty> Personal { get; } = [.. table.Properties.Where(p => p.Words is not null)];

    /// <summary>Secrets that a row may lack; what is not there is not named either.</summary>
    private IReadOnlyList<MappedProperty> Lackable { get; } = [.. table.Properties.Where(
        p => p is { Words: not null, Withheld: not null, Disposition: not DispositionKind.Null } && SubjectRows<T>.MayLack(p.Property))];

    private IEnumerable<MappedProperty> Emptied => Personal.Where(p => p.Disposition == DispositionKind.Null);

    public async Task<IReadOnlyList<StoreCount>> CountAsync(DataSubject subject, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var counts = new List<StoreCount>();
        await CountOwnAsync(db, subject, counts, cancellation);

        var others = await _rows.CountHeldForOthersAsync(db, subject, cancellation);
        if (others > 0)
        {
            counts.Add(new StoreCount(DispositionKind.KeepUntil, others, others * Personal.Count, new KeptReason(
                "We hold it for a customer of ours who decides about it",
                "GDPR Art. 28(3)(a) and (e)", null))
            { IsAtCustomers = true });
        }

        return counts;
    }

    public async IAsyncEnumerable<StoreRecord> ReadAsync(
        DataSubject subject, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await foreach (var record in _records.ReadAsync(
            _rows.Readable(db, subject).AsNoTracking().AsAsyncEnumerable(), new(db, sealer, subject, site), cancellation))
        {
            yield return record;
        }
    }

    public async Task<long> CountHeldForOthersAsync(DataSubject subject, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await _rows.CountHeldForOthersAsync(db, subject, cancellation);
    }

    public async Task<StoreStep> EraseAsync(
        IGSendMailContext db, ErasureSlice slice, CancellationToken cancellation) => table.Kept is null
        ? await DeleteSliceAsync(db, slice.Subject, slice.Most, cancellation)
        : await EmptySliceAsync(db, slice.Subject, slice.Most, cancellation);

    public async Task<long> LeftAsync(DataSubject subject, CancellationToken cancellation)
    {
        // What is held for others stays in any case: it is not counted here.
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var counts = new List<StoreCount>();
        await CountOwnAsync(db, subject, counts, cancellation);
        return counts.Where(c => c.Disposition != DispositionKind.KeepUntil).Sum(c => c.Values);
    }

    public async Task<IReadOnlyList<Guid>> PresentAsync(
        IGSendMailContext db, IdentifierKind kind, IReadOnlyList<Guid> values, CancellationToken cancellation)
    {
        var rows = db.Set<T>().AsNoTracking();
        if (table.Kept is null)
        {
            return await _owners.PresentAsync(rows, kind, values, cancellation);
        }

        var emptied = Emptied.Select(p => p.Property).ToList();
        return emptied.Count == 0 ? [] : await _owners.PresentAsync(SubjectRows<T>.WithAnyValue(rows, emptied), kind, values, cancellation);
    }

    public Task<int> RemoveSealedAsync(
        IGSendMailContext db, Guid account, DateTimeOffset before, IReadOnlySet<Guid> destroyed, CancellationToken cancellation) => table.Kept is null
            ? OwnerRows<T>.RemoveSealedAsync(
                db, _rows.Own(db, DataSubject.Of(new Identifier(IdentifierKind.Account, account))), before, destroyed, cancellation)
            : Task.FromResult(0);

    private async Task CountOwnAsync(
        IGSendMailContext db, DataSubject subject, List<StoreCount> counts, CancellationToken cancellation)
    {
        var own = _rows.Own(db, subject);
        var rows = await own.LongCountAsync(cancellation);
        if (rows == 0)
        {
            return;
        }

        if (table.Kept is not { } kept)
        {
            counts.Add(new StoreCount(DispositionKind.Delete, rows, (rows * Personal.Count) - await LackingAsync(own, rows, cancellation)));
            return;
        }

        long emptiedRows = 0, emptiedValues = 0;
        foreach (var property in Emptied)
        {
            var filled = await SubjectRows<T>.WithValue(own, property.Property).LongCountAsync(cancellation);
            emptiedValues += filled;
            emptiedRows = Math.Max(emptiedRows, filled);
        }

        if (emptiedValues > 0)
        {
            counts.Add(new StoreCount(DispositionKind.Null, emptiedRows, emptiedValues));
        }

        counts.Add(new StoreCount(
            DispositionKind.KeepUntil, rows,
            (rows * (Personal.Count - Emptied.Count())) - await LackingAsync(own, rows, cancellation),
            new KeptReason(kept.Reason, kept.Basis, await UntilAsync(own, cancellation))));
    }

    private async Task<long> LackingAsync(IQueryable<T> own, long rows, CancellationToken cancellation)
    {
        long lacking = 0;
        foreach (var property in Lackable)
        {
            lacking += rows - await SubjectRows<T>.WithValue(own, property.Property).LongCountAsync(cancellation);
        }

        return lacking;
    }

    private async Task<DateTimeOffset?> UntilAsync(IQueryable<T> own, CancellationToken cancellation) =>
        table.Expiry is { } expiry && await SubjectRows<T>.LatestAsync(own, expiry.Property, cancellation) is { } latest
            ? periods[expiry.Period].After(latest)
            : null;

    private async Task<StoreStep> DeleteSliceAsync(
        IGSendMailContext db, DataSubject subject, int slice, CancellationToken cancellation)
    {
        long removed = 0;
        foreach (var identifier in table.Identifiers.Where(i => !i.ForAnotherController))
        {
            var target = PurgeTargets.Of(db, typeof(T), identifier.Property);
            foreach (var value in subject.Values(identifier.Kind))
            {
                var most = slice - (int)removed;
                if (most > 0)
                {
                    removed += await db.Engine.PurgeSliceAsync(db, target, value, most, cancellation);
                }
            }
        }

        return new StoreStep(removed, 0, Done: removed < slice);
    }

    private async Task<StoreStep> EmptySliceAsync(
        IGSendMailContext db, DataSubject subject, int slice, CancellationToken cancellation)
    {
        var names = Emptied.Select(p => p.Property).ToList();
        if (names.Count == 0)
        {
            return new StoreStep(0, 0, Done: true);
        }

        var rows = await SubjectRows<T>.WithAnyValue(_rows.Own(db, subject), names).Take(slice).ToListAsync(cancellation);
        foreach (var row in rows)
        {
            foreach (var name in names)
            {
                db.Entry(row).Property(name).CurrentValue = null;
            }
        }

        await db.SaveChangesAsync(cancellation);
        return new StoreStep(0, rows.Count, Done: rows.Count < slice);
    }
}

/// <summary>A table, whatever its entity, some of whose rows about a person others decide about.</summary>
internal interface IHoldForOthers
{
    /// <summary>How many rows about the subject a customer decides about: they are not handed out.</summary>
    Task<long> CountHeldForOthersAsync(DataSubject subject, CancellationToken cancellation);
}
