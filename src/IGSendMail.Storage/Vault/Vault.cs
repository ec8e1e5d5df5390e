using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Storage;

/// <summary>
/// Gives out data keys by owner and destroys them. Destroying an owner's key makes all its sealed values unreadable
/// at once, in backups of the database too.
/// </summary>
public sealed class Vault(
    IDbContextFactory<VaultContext> contexts, IEngine engine, MasterKey master, TimeProvider time)
{
    private const int MostCached = 1_000;
    private static readonly TimeSpan CachedFor = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<KeyOwner, (DataKey Key, DateTimeOffset Until)> _cache = new();
    private readonly ConcurrentDictionary<KeyOwner, bool> _destroyed = new();
    private readonly ConcurrentDictionary<string, byte[]> _secrets = new(StringComparer.Ordinal);

    /// <summary>The owner's key, made on first use.</summary>
    /// <exception cref="KeyDestroyedException">The owner was erased; no key is ever made for it again.</exception>
    public async ValueTask<DataKey> KeyForAsync(KeyOwner owner, CancellationToken cancellation)
    {
        if (_cache.TryGetValue(owner, out var cached) && cached.Until > time.GetUtcNow())
        {
            return cached.Key;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var row = await FindAsync(db, owner, cancellation) ?? await MakeAsync(owner, cancellation);
        if (row.Wrapped is null)
        {
            throw new KeyDestroyedException(owner);
        }

        var key = new DataKey(row.KeyId, master.Unwrap(row.Wrapped, Bound(row)));
        if (_cache.Count >= MostCached)
        {
            _cache.Clear();
        }

        _cache[owner] = (key, time.GetUtcNow() + CachedFor);
        if (_destroyed.ContainsKey(owner))
        {
            // It was destroyed between our reading and our caching it.
            _cache.TryRemove(owner, out _);
            throw new KeyDestroyedException(owner);
        }

        return key;
    }

    /// <summary>
    /// Destroys the owner's key. Doing it twice is no error. An owner that never had a key is noted too, so that none
    /// is made for it later. Other processes may still hold an opened key for half a minute.
    /// </summary>
    public async Task DestroyKeyAsync(KeyOwner owner, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await FindAsync(db, owner, cancellation) is null)
        {
            db.Keys.Add(new VaultKey
            {
                OwnerKind = owner.Kind,
                OwnerId = owner.Id,
                KeyId = RowKeys.New(time),
                CreatedAt = time.GetUtcNow(),
                DestroyedAt = time.GetUtcNow(),
            });
            await SaveUnlessThereAsync(db, cancellation);
        }

        var now = time.GetUtcNow();
        await db.Keys.Where(k => k.OwnerKind == owner.Kind && k.OwnerId == owner.Id && k.Wrapped != null)
            .ExecuteUpdateAsync(
                set => set.SetProperty(k => k.Wrapped, (byte[]?)null).SetProperty(k => k.DestroyedAt, now), cancellation);
        _destroyed[owner] = true;
        _cache.TryRemove(owner, out _);
        await engine.ScrubAsync(db, cancellation);
    }

    /// <summary>A secret of the site by name, made on first use with <paramref name="length"/> random bytes.</summary>
    public async ValueTask<byte[]> SecretAsync(string name, int length, CancellationToken cancellation)
    {
        if (_secrets.TryGetValue(name, out var known))
        {
            return known;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var bound = Encoding.UTF8.GetBytes(name);
        var row = await db.Secrets.AsNoTracking().SingleOrDefaultAsync(s => s.Name == name, cancellation);
        if (row is null)
        {
            db.Secrets.Add(new VaultSecret { Name = name, Wrapped = master.Wrap(RandomNumberGenerator.GetBytes(length), bound) });
            await SaveUnlessThereAsync(db, cancellation);
            row = await db.Secrets.AsNoTracking().SingleAsync(s => s.Name == name, cancellation);
        }

        return _secrets.GetOrAdd(name, master.Unwrap(row.Wrapped, bound));
    }

    private async Task<VaultKey> MakeAsync(KeyOwner owner, CancellationToken cancellation)
    {
        var row = new VaultKey
        {
            OwnerKind = owner.Kind,
            OwnerId = owner.Id,
            KeyId = RowKeys.New(time),
            CreatedAt = time.GetUtcNow(),
        };
        row.Wrapped = master.Wrap(RandomNumberGenerator.GetBytes(32), Bound(row));

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        db.Keys.Add(row);
        await SaveUnlessThereAsync(db, cancellation);
        return await FindAsync(db, owner, cancellation)
            ?? throw new InvalidOperationException("The vault did not keep a new key.");
    }

    /// <summary>Two processes may make the same key at once: the first one wins, both use it.</summary>
    private static async Task SaveUnlessThereAsync(VaultContext db, CancellationToken cancellation)
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

    private static Task<VaultKey?> FindAsync(VaultContext db, KeyOwner owner, CancellationToken cancellation) =>
        db.Keys.AsNoTracking().SingleOrDefaultAsync(k => k.OwnerKind == owner.Kind && k.OwnerId == owner.Id, cancellation);

    private static byte[] Bound(VaultKey row) =>
        [(byte)row.OwnerKind, .. row.OwnerId.ToByteArray(), .. row.KeyId.ToByteArray()];
}

/// <summary>The owner's data key was destroyed: what it sealed can never be read again, and nothing new is sealed.</summary>
public sealed class KeyDestroyedException(KeyOwner owner)
    : Exception($"The data key of {owner.Kind} {owner.Id:N} was destroyed: its data was erased.");
