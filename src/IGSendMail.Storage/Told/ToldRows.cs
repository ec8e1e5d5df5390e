using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace IGSendMail.Storage;

/// <summary>A table of which every change is told to somebody; the context notes them by itself.</summary>
public interface IToldTable
{
    /// <summary>The entity.</summary>
    Type Row { get; }

    /// <summary>What a change tells; null if it changes nothing that is told.</summary>
    Telling? Of(EntityEntry change);
}

/// <summary>
/// Tables of which a row as a whole is what people were told: the vault keeps it as it was last written. Its values lie there as in the
/// database, sealed where they are sealed here, so that a destroyed key makes both unreadable.
/// </summary>
/// <param name="vault">Says whose keys are destroyed: their rows do not come back.</param>
/// <param name="kind">What it is.</param>
/// <param name="key">The property that tells rows apart, a random key.</param>
/// <param name="owner">Whose erasure takes the entry along.</param>
public class ToldRows<T>(Vault vault, ToldKind kind, string key, Func<T, Guid?> owner) : IToldTable, IToldRepeater
    where T : class
{
    /// <summary>The properties that are told; null for all. Others change too often to be written into the vault each time.</summary>
    public IReadOnlyList<string>? Only { get; init; }

    /// <summary>
    /// True if a row's own revision tells a later word from an earlier one. False where a row that was removed may be made anew and counts from
    /// the start again: the later word counts then.
    /// </summary>
    public bool CountsRevisions { get; init; } = true;

    /// <summary>True if rows are never changed once they are written.</summary>
    public bool IsWrittenOnce { get; init; }

    /// <inheritdoc />
    public int Order { get; init; } = 50;

    /// <inheritdoc />
    public ToldKind Kind => kind;

    /// <inheritdoc />
    public Type Row => typeof(T);

    /// <inheritdoc />
    public Telling? Of(EntityEntry change) => change.State switch
    {
        EntityState.Added => Of(change.Metadata, (T)change.Entity, isGone: false),
        EntityState.Deleted => Of(change.Metadata, (T)change.Entity, isGone: true),
        EntityState.Modified when Only is null || Only.Any(name => change.Property(name).IsModified) =>
            Of(change.Metadata, (T)change.Entity, isGone: false),
        _ => null,
    };

    /// <summary>What a row tells that the context does not track.</summary>
    public Telling Of(IGSendMailContext db, T row) => Of(db.Model.FindEntityType(typeof(T))!, row, isGone: false);

    /// <inheritdoc />
    public async Task<IReadOnlyList<ToldFact>> LostAsync(
        IGSendMailContext db, IReadOnlyList<ToldFact> facts, CancellationToken cancellation)
    {
        var rows = (await SomeAsync(db.Set<T>().AsNoTracking(), facts, cancellation)).ToDictionary(KeyOf);
        var entity = db.Model.FindEntityType(typeof(T))!;
        var lost = new List<ToldFact>();
        foreach (var fact in facts)
        {
            if (IsLost(entity, rows.GetValueOrDefault(fact.Subject), fact) && !await IsErasedAsync(entity, fact, cancellation))
            {
                lost.Add(fact);
            }
        }

        return lost;
    }

    /// <inheritdoc />
    public virtual async Task RepeatAsync(IGSendMailContext db, IReadOnlyList<ToldFact> lost, CancellationToken cancellation)
    {
        var rows = (await SomeAsync(db.Set<T>(), lost, cancellation)).ToDictionary(KeyOf);
        var entity = db.Model.FindEntityType(typeof(T))!;
        foreach (var fact in lost)
        {
            var row = rows.GetValueOrDefault(fact.Subject);
            if (fact.Content is not { } image)
            {
                db.Remove(row!);
            }
            else if (row is null)
            {
                db.Add(RowImage.Read<T>(entity, image));
            }
            else
            {
                RowImage.Put(db.Entry(row), RowImage.Read<T>(entity, image), ComparedOf(row));
            }
        }

        await db.SaveChangesAsync(cancellation);
    }

    private bool IsLost(IEntityType entity, T? row, ToldFact fact) => (row, fact.Content) switch
    {
        (null, null) => false,
        (null, _) => true,
        (IRevised revised, null) when CountsRevisions => revised.Revision <= fact.Revision,
        (_, null) => true,
        _ when IsWrittenOnce => false,
        (IRevised revised, _) when CountsRevisions => revised.Revision < fact.Revision,
        var (present, image) => !RowImage.Of(entity, present, ComparedOf(present)).AsSpan()
            .SequenceEqual(RowImage.Of(entity, RowImage.Read<T>(entity, image), ComparedOf(present))),
    };

    /// <summary>Where no revision decides, only what is told is compared and put back: the rest goes on as it is.</summary>
    private IReadOnlyList<string>? ComparedOf(T row) => CountsRevisions && row is IRevised ? null : Only;

    /// <summary>What a destroyed key sealed is nobody's any more: its owner was erased.</summary>
    private async Task<bool> IsErasedAsync(IEntityType entity, ToldFact fact, CancellationToken cancellation) =>
        fact.Content is { } image && RowImage.Read<T>(entity, image) is ISealedRow row
        && entity.GetProperties().First(p => p.ClrType == typeof(Sealed)).GetGetter().GetClrValue(row) is not null
        && await vault.NewestIdAsync(row.Place.Owner, cancellation) is null;

    private Telling Of(IEntityType entity, T row, bool isGone) => new(
        kind, KeyOf(row), owner(row), CountsRevisions ? (row as IRevised)?.Revision ?? 0 : 0, isGone ? null : RowImage.Of(entity, row));

    private Task<List<T>> SomeAsync(IQueryable<T> rows, IReadOnlyList<ToldFact> facts, CancellationToken cancellation)
    {
        List<Guid> subjects = [.. facts.Select(f => f.Subject)];
        return rows.Where(r => subjects.Contains(EF.Property<Guid>(r, key))).ToListAsync(cancellation);
    }

    private Guid KeyOf(T row) => (Guid)typeof(T).GetProperty(key)!.GetValue(row)!;
}
