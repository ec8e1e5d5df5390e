using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace IGSendMail.Storage;

/// <summary>Seals the values of one table anew, in the order of its key, a slice a transaction.</summary>
internal sealed class ResealTable<T>(
    IEntityType entity, IDbContextFactory<IGSendMailContext> contexts, Vault vault, Sealer sealer) : IResealTable
    where T : class, ISealedRow
{
    private const int Slice = 200;
    private readonly IProperty _column = entity.GetProperties().Single(p => p.ClrType == typeof(Sealed));
    private readonly KeyOrder<T> _order = new(entity);

    public async Task PassAsync(KeyOwner? owner, ResealPass pass, IProgress<RotationProgress> progress, CancellationToken cancellation)
    {
        long seen = 0, before = pass.Values;
        T? last = null;
        while (await ReadAsync(owner, last, cancellation) is { Count: > 0 } rows)
        {
            last = rows[^1];
            seen += rows.Count;
            var stale = await SealAnewAsync(rows, owner, pass, cancellation);
            if (stale.Count > 0 && !await TryWriteAsync(stale, cancellation))
            {
                await WriteOneByOneAsync(stale, pass, cancellation);
            }
            else
            {
                pass.Values += stale.Count;
            }

            progress.Report(new RotationProgress(RotationStep.Sealing, entity.GetTableName()!, seen, pass.Values - before));
        }
    }

    private async Task<List<T>> ReadAsync(KeyOwner? owner, T? last, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = db.Set<T>().AsNoTracking().Where(r => EF.Property<Sealed?>(r, _column.Name) != null);
        return await _order.TakeAsync(owner is { } only ? _order.Naming(rows, only.Id) : rows, last, Slice, cancellation);
    }

    private async Task<List<Renewed>> SealAnewAsync(
        List<T> rows, KeyOwner? only, ResealPass pass, CancellationToken cancellation)
    {
        var renewed = new List<Renewed>();
        (KeyOwner Owner, Guid? Newest)? known = null;
        foreach (var row in rows)
        {
            var (place, value) = (row.Place, (Sealed)_column.PropertyInfo!.GetValue(row)!);
            if (only is { } owner && place.Owner != owner)
            {
                continue;
            }

            if (known?.Owner != place.Owner)
            {
                known = (place.Owner, await vault.NewestIdAsync(place.Owner, cancellation));
            }

            if (known.Value.Newest is not { } newest || value.KeyId == newest)
            {
                continue;
            }

            try
            {
                var fresh = await sealer.SealAnewAsync(place, value, cancellation);
                renewed.Add(new Renewed(row, value, fresh, (row as IRevised)?.Revision));
            }
            catch (UnsealException damaged)
            {
                pass.DidNotOpen(value.KeyId ?? Guid.Empty, damaged);
            }
            catch (KeyDestroyedException)
            {
                // Its owner is being erased: there is nothing left to protect.
            }
        }

        return renewed;
    }

    /// <summary>
    /// Writes where the row is still as it was read: its revision counts every change, and a row without one is
    /// compared by the old envelope. False if any was changed or deleted meanwhile; then nothing is written.
    /// </summary>
    private async Task<bool> TryWriteAsync(IReadOnlyList<Renewed> renewed, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        try
        {
            await db.WriteAsync(WriteUrgency.Background, _ =>
            {
                foreach (var (row, old, fresh, revision) in renewed)
                {
                    // Set in full: the work is run again after a transient fault, on objects changed by the first try.
                    var entry = db.Attach(row);
                    if (revision is { } counted)
                    {
                        var property = entry.Property(nameof(IRevised.Revision));
                        (property.OriginalValue, property.CurrentValue) = (counted, counted);
                    }

                    var column = entry.Property(_column.Name);
                    (column.OriginalValue, column.CurrentValue) = (old, fresh);
                }

                return Task.CompletedTask;
            }, cancellation);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody was faster.
            return false;
        }
    }

    private async Task WriteOneByOneAsync(List<Renewed> renewed, ResealPass pass, CancellationToken cancellation)
    {
        foreach (var one in renewed)
        {
            if (await TryWriteAsync([one], cancellation))
            {
                pass.Values++;
            }
            else
            {
                pass.ChangedMeanwhile++;
            }
        }
    }

    private sealed record Renewed(T Row, Sealed Old, Sealed Fresh, int? Revision);
}
