using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Storage;

/// <summary>
/// Gives out data keys by owner and destroys them. Destroying an owner's keys makes all its sealed values unreadable
/// at once, in backups of the database too.
/// </summary>
public sealed class Vault(
    IDbContextFactory<VaultContext> contexts, IEngine engine, MasterKey master, KeyOptions options, TimeProvider time)
{
    /// <summary>How long a process goes on with the keys it knows before it asks the vault again.</summary>
    public static readonly TimeSpan CachedFor = TimeSpan.FromSeconds(30);

    /// <summary>A few hundred bytes each. A run over more owners than this reserves blocks of seals again and again.</summary>
    private const int MostCached = 10_000;

    private readonly ConcurrentDictionary<KeyOwner, OwnerKeys> _cache = new();
    private readonly ConcurrentDictionary<Guid, SealAllowance> _allowances = new();
    private readonly ConcurrentDictionary<KeyOwner, int> _destroyed = new();
    private readonly ConcurrentDictionary<string, byte[]> _secrets = new(StringComparer.Ordinal);
    private readonly KeyVersions _versions = new(contexts, master, options, time);

    /// <summary>
    /// The key to seal one value with: the owner's newest, made on first use, and a newer one once its seals are used up.
    /// </summary>
    /// <exception cref="KeyDestroyedException">The owner was erased.</exception>
    /// <exception cref="SealLimitException">Its seals are used up and no new key could be made.</exception>
    internal async ValueTask<DataKey> KeyForAsync(KeyOwner owner, CancellationToken cancellation)
    {
        while (true)
        {
            var newest = await NewestAsync(owner, cancellation);
            var allowance = _allowances.GetOrAdd(newest.KeyId, _ => new SealAllowance(0));
            if (allowance.TryTake())
            {
                return newest.Key ?? throw new KeyDestroyedException(owner);
            }

            if (!await _versions.TryReserveAsync(owner, newest, allowance, cancellation))
            {
                await _versions.RenewAsync(owner, newest.Version, cancellation);
                _cache.TryRemove(owner, out _);
            }
        }
    }

    /// <summary>The key that made an envelope, or null if the owner never had one of this name.</summary>
    /// <exception cref="KeyDestroyedException">It was destroyed, alone or with all keys of its owner.</exception>
    internal async ValueTask<DataKey?> KeyOfAsync(KeyOwner owner, Guid keyId, CancellationToken cancellation)
    {
        var keys = await KnownAsync(owner, cancellation);
        if (keys?.Find(keyId) is null)
        {
            // Another process may have made a newer version since we looked.
            keys = await LoadAsync(owner, cancellation);
        }

        var version = keys.Find(keyId);
        return version is { Key: null } || keys.Newest is { Key: null }
            ? throw new KeyDestroyedException(owner)
            : version?.Key;
    }

    /// <summary>The name of the owner's newest key; null if the owner was erased or never had one.</summary>
    internal async ValueTask<Guid?> NewestIdAsync(KeyOwner owner, CancellationToken cancellation)
    {
        try
        {
            var keys = await KnownAsync(owner, cancellation) ?? await LoadAsync(owner, cancellation);
            return keys.Newest is { Key: not null } newest ? newest.KeyId : null;
        }
        catch (KeyDestroyedException)
        {
            // Destroyed while we looked.
            return null;
        }
    }

    /// <summary>As <see cref="Forget"/>, for every owner.</summary>
    internal void ForgetAll() => _cache.Clear();

    /// <summary>
    /// Lets this process ask the vault again before it uses a key of this owner: for the moment at which an owner whose
    /// keys were destroyed may have fresh ones.
    /// </summary>
    public void Forget(KeyOwner owner) => _cache.TryRemove(owner, out _);

    /// <summary>
    /// Destroys all keys of the owner. Doing it twice is no error. An owner that never had a key is noted too, so that
    /// none is made for it later. Other processes may still hold an opened key for half a minute. False if readers keep
    /// the wrapped key in the write-ahead log: then <see cref="ScrubAsync"/> has to be tried again (the work
    /// "scrub" does so every minute), and nobody may call it gone before.
    /// </summary>
    public async Task<bool> DestroyKeyAsync(KeyOwner owner, CancellationToken cancellation)
    {
        _destroyed[owner] = await _versions.DestroyAsync(owner, cancellation);
        _cache.TryRemove(owner, out _);
        return await ScrubAsync(cancellation);
    }

    /// <summary>
    /// Makes destroyed keys leave the vault's files, write-ahead log included. False if readers kept it from finishing.
    /// </summary>
    public async Task<bool> ScrubAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await engine.ScrubAsync(db, cancellation);
    }

    /// <summary>
    /// Gives owners of a part that was erased fresh keys: the part may be filled anew. What the old
    /// keys sealed stays unreadable. An owner that has a key keeps it.
    /// </summary>
    /// <exception cref="ArgumentException">An owner is no part of anything: nobody else comes back after an erasure.</exception>
    public async Task BeginAfreshAsync(IReadOnlyList<KeyOwner> owners, CancellationToken cancellation)
    {
        if (owners.Any(o => o.Kind.PartOf is null))
        {
            throw new ArgumentException("Only the key of a part is made again once it was destroyed.", nameof(owners));
        }

        await _versions.BeginAfreshAsync(owners, cancellation);
        foreach (var owner in owners)
        {
            _cache.TryRemove(owner, out _);
        }
    }

    /// <summary>A secret of the site by name, made on first use with <paramref name="length"/> random bytes.</summary>
    public async ValueTask<byte[]> SecretAsync(string name, int length, CancellationToken cancellation)
    {
        if (_secrets.TryGetValue(name, out var known))
        {
            return known;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var row = await db.Secrets.AsNoTracking().SingleOrDefaultAsync(s => s.Name == name, cancellation);
        if (row is null)
        {
            var wrapped = master.Wrap(RandomNumberGenerator.GetBytes(length), Encoding.UTF8.GetBytes(name));
            db.Secrets.Add(new VaultSecret { Name = name, Wrapped = wrapped.Bytes, MasterId = wrapped.MasterId });
            await KeyVersions.SaveUnlessThereAsync(db, cancellation);
            row = await db.Secrets.AsNoTracking().SingleAsync(s => s.Name == name, cancellation);
        }

        return _secrets.GetOrAdd(name, master.Unwrap(row));
    }

    private async ValueTask<KeyVersion> NewestAsync(KeyOwner owner, CancellationToken cancellation)
    {
        var keys = await KnownAsync(owner, cancellation) ?? await LoadAsync(owner, cancellation);
        if (keys.Newest is null)
        {
            if (await _versions.MakeFirstAsync(owner, cancellation) is { } made)
            {
                _allowances[made] = new SealAllowance(_versions.FirstBlock);
            }

            keys = await LoadAsync(owner, cancellation);
        }

        return keys.Newest is { Key: not null } newest ? newest : throw new KeyDestroyedException(owner);
    }

    private ValueTask<OwnerKeys?> KnownAsync(KeyOwner owner, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return new(_cache.TryGetValue(owner, out var cached) && cached.Until > time.GetUtcNow() ? cached : null);
    }

    private async Task<OwnerKeys> LoadAsync(KeyOwner owner, CancellationToken cancellation)
    {
        var rows = await _versions.OfAsync(owner, cancellation);
        var keys = new OwnerKeys(
            [.. rows.Select(r => new KeyVersion(r.Version, r.KeyId, r.Wrapped is null ? null : new DataKey(r.KeyId, master.Unwrap(r))))],
            time.GetUtcNow() + CachedFor);
        if (keys.Newest is not { Key: not null } newest)
        {
            return keys;
        }

        if (_cache.Count >= MostCached)
        {
            // Blocks of seals in hand go too: they were reserved, so nothing is counted twice.
            _cache.Clear();
            _allowances.Clear();
        }

        _cache[owner] = keys;
        if (_destroyed.TryGetValue(owner, out var upTo) && newest.Version <= upTo)
        {
            // It was destroyed between our reading and our caching it.
            _cache.TryRemove(owner, out _);
            throw new KeyDestroyedException(owner);
        }

        return keys;
    }
}

/// <summary>
/// A data key was destroyed: what it sealed can never be read again. Its owner was erased, or every value was sealed
/// anew under a newer key and this one is a copy from before.
/// </summary>
public sealed class KeyDestroyedException(KeyOwner owner)
    : Exception($"The data key of {owner.Kind} {owner.Id:N} was destroyed: what it sealed cannot be read any more.");

/// <summary>A key has made as many seals as are safe, and no newer one could be made.</summary>
public sealed class SealLimitException(KeyOwner owner, long most, Exception? cause = null)
    : Exception(
        $"The data key of {owner.Kind} {owner.Id:N} has made its {most} seals (Keys:SealsPerKey) and no new one could be made: the vault took no new key. Nothing was sealed.",
        cause);
