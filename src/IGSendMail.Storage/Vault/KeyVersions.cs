using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Storage;

/// <summary>The rows behind an owner's keys: made, counted, replaced and destroyed, by any number of processes at once.</summary>
internal sealed class KeyVersions(
    IDbContextFactory<VaultContext> contexts, MasterKey master, KeyOptions options, TimeProvider time)
{
    private const int Tries = 5;

    /// <summary>The seals that are reserved for the process that makes an owner's first key.</summary>
    public long FirstBlock { get; } = Math.Min(SealAllowance.FirstBlock, options.SealsPerKey);

    /// <summary>All versions, oldest first, destroyed ones included.</summary>
    public async Task<List<VaultKey>> OfAsync(KeyOwner owner, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await Of(db, owner).AsNoTracking().OrderBy(k => k.Version).ToListAsync(cancellation);
    }

    /// <summary>Makes the owner's first key. Returns its id, or null if another process was first.</summary>
    public async Task<Guid?> MakeFirstAsync(KeyOwner owner, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var row = Make(owner, 1);
        db.Keys.Add(row);
        await SaveUnlessThereAsync(db, cancellation);
        var first = await Of(db, owner).AsNoTracking().OrderBy(k => k.Version).FirstOrDefaultAsync(cancellation)
            ?? throw new InvalidOperationException("The vault did not keep a new key.");
        return first.KeyId == row.KeyId ? row.KeyId : null;
    }

    /// <summary>Reserves a block of seals. False if this version has none left or must not be used any more.</summary>
    public async Task<bool> TryReserveAsync(
        KeyOwner owner, KeyVersion version, SealAllowance allowance, CancellationToken cancellation)
    {
        await allowance.Turn.WaitAsync(cancellation);
        try
        {
            if (!allowance.IsUsedUp)
            {
                return true;
            }

            var block = Math.Min(allowance.NextBlock, options.SealsPerKey);
            var most = options.SealsPerKey - block;
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            var reserved = await Of(db, owner)
                .Where(k => k.Version == version.Version && k.Wrapped != null && k.Reserved <= most)
                .ExecuteUpdateAsync(set => set.SetProperty(k => k.Reserved, k => k.Reserved + block), cancellation);
            if (reserved == 1)
            {
                allowance.Add(block);
            }

            return reserved == 1;
        }
        finally
        {
            allowance.Turn.Release();
        }
    }

    /// <summary>Makes a version newer than the given one, unless another process did already.</summary>
    public async Task RenewAsync(KeyOwner owner, int than, CancellationToken cancellation)
    {
        DbUpdateException? failure = null;
        for (var tries = 0; tries < Tries; tries++)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            var newest = await Of(db, owner).OrderByDescending(k => k.Version).FirstAsync(cancellation);
            if (newest.Wrapped is null)
            {
                throw new KeyDestroyedException(owner);
            }

            if (newest.Version > than)
            {
                return;
            }

            try
            {
                db.Keys.Add(Replace(newest));
                await db.SaveChangesAsync(cancellation);
                return;
            }
            catch (DbUpdateException taken)
            {
                // Another process made it, or the owner is being erased: the next look says which.
                failure = taken;
            }
        }

        throw new SealLimitException(owner, options.SealsPerKey, failure);
    }

    /// <summary>
    /// The version that takes the place of <paramref name="newest"/>; both are saved together, so that an erasure at
    /// the same moment finds either the old one alone or both.
    /// </summary>
    public VaultKey Replace(VaultKey newest)
    {
        newest.RetiredAt = time.GetUtcNow();
        return Make(new KeyOwner(newest.OwnerKind, newest.OwnerId), newest.Version + 1);
    }

    /// <summary>Destroys all versions and returns the number of the newest.</summary>
    public async Task<int> DestroyAsync(KeyOwner owner, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (!await Of(db, owner).AnyAsync(cancellation))
        {
            var now = time.GetUtcNow();
            db.Keys.Add(new VaultKey
            {
                OwnerKind = owner.Kind,
                OwnerId = owner.Id,
                KeyId = RowKeys.New(time),
                CreatedAt = now,
                DestroyedAt = now,
            });
            await SaveUnlessThereAsync(db, cancellation);
        }

        while (await DestroyLivingAsync(db, owner, cancellation) > 0)
        {
            // Once more: another process may have replaced a version while we destroyed it.
        }

        return await Of(db, owner).MaxAsync(k => k.Version, cancellation);
    }

    /// <summary>Adds living versions behind destroyed ones.</summary>
    public async Task BeginAfreshAsync(IReadOnlyList<KeyOwner> owners, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        foreach (var kind in owners.GroupBy(o => o.Kind, o => o.Id))
        {
            List<Guid> ids = [.. kind];
            var versions = await db.Keys.AsNoTracking()
                .Where(k => k.OwnerKind == kind.Key && ids.Contains(k.OwnerId)).ToListAsync(cancellation);
            db.Keys.AddRange(versions.GroupBy(k => k.OwnerId).Select(g => g.MaxBy(k => k.Version)!)
                .Where(newest => newest.Wrapped is null).Select(newest => Make(kind.Key.Of(newest.OwnerId), newest.Version + 1)));
        }

        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException) when (owners.Count > 1)
        {
            // Another process may have made one of them meanwhile: then each by itself.
            foreach (var owner in owners)
            {
                await BeginAfreshAsync([owner], cancellation);
            }
        }
        catch (DbUpdateException)
        {
            if (await Of(db, owners[0]).AsNoTracking().OrderByDescending(k => k.Version).FirstAsync(cancellation) is { Wrapped: null })
            {
                throw;
            }
        }
    }

    /// <summary>Two processes may make the same row at once: the first one wins, both use it.</summary>
    public static async Task SaveUnlessThereAsync(VaultContext db, CancellationToken cancellation)
    {
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            // The caller reads the winner's row next; if there is none, it says so.
            db.ChangeTracker.Clear();
        }
    }

    private VaultKey Make(KeyOwner owner, int version)
    {
        var row = new VaultKey
        {
            OwnerKind = owner.Kind,
            OwnerId = owner.Id,
            Version = version,
            KeyId = RowKeys.New(time),
            Reserved = version == 1 ? FirstBlock : 0,
            CreatedAt = time.GetUtcNow(),
        };
        master.WrapInto(row, RandomNumberGenerator.GetBytes(32));
        return row;
    }

    private Task<int> DestroyLivingAsync(VaultContext db, KeyOwner owner, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return Of(db, owner).Where(k => k.Wrapped != null).ExecuteUpdateAsync(
            set => set
                .SetProperty(k => k.Wrapped, (byte[]?)null)
                .SetProperty(k => k.MasterId, (Guid?)null)
                .SetProperty(k => k.DestroyedAt, now),
            cancellation);
    }

    private static IQueryable<VaultKey> Of(VaultContext db, KeyOwner owner) =>
        db.Keys.Where(k => k.OwnerKind == owner.Kind && k.OwnerId == owner.Id);
}

/// <summary>Wraps and unwraps the secret of a row in place.</summary>
internal static class WrappedRows
{
    /// <summary>Opens the secret of a row that was not destroyed.</summary>
    public static byte[] Unwrap(this MasterKey master, IWrappedRow row) =>
        master.Unwrap(new WrappedSecret(row.MasterId ?? Guid.Empty, row.Wrapped ?? []), row.BoundTo);

    /// <summary>Puts a secret into a row.</summary>
    public static void WrapInto(this MasterKey master, IWrappedRow row, byte[] secret)
    {
        var wrapped = master.Wrap(secret, row.BoundTo);
        (row.Wrapped, row.MasterId) = (wrapped.Bytes, wrapped.MasterId);
    }
}
