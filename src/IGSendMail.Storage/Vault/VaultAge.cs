using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace IGSendMail.Storage;

/// <summary>
/// Tells a vault that is older than the database: a key is always in the vault before anything sealed with it is in the
/// database, so the newest sealed rows show whether the vault knows theirs.
/// </summary>
public static class VaultAge
{
    private const int Newest = 20;

    private static readonly MethodInfo NewestOf = typeof(VaultAge).GetMethod(
        nameof(NewestOfAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>True if the vault knows, or knew and destroyed, the keys of the newest rows of every sealed table.</summary>
    public static async Task<bool> KnowsTheNewestKeysAsync(
        IGSendMailContext db, VaultContext vault, CancellationToken cancellation)
    {
        var keys = new HashSet<Guid>();
        foreach (var entity in db.Model.GetEntityTypes())
        {
            if (entity.GetProperties().FirstOrDefault(p => p.ClrType == typeof(Sealed)) is { } column)
            {
                keys.UnionWith(await (Task<List<Guid>>)NewestOf.MakeGenericMethod(entity.ClrType).Invoke(
                    null, [db, entity, column, cancellation])!);
            }
        }

        var known = await vault.Keys.AsNoTracking().CountAsync(k => keys.Contains(k.KeyId), cancellation);
        return known == keys.Count;
    }

    /// <summary>Row keys are made in the order of time, so the newest rows have the highest ones.</summary>
    private static async Task<List<Guid>> NewestOfAsync<T>(
        IGSendMailContext db, IEntityType entity, IProperty column, CancellationToken cancellation)
        where T : class
    {
        IOrderedQueryable<T>? ordered = null;
        var rows = db.Set<T>().AsNoTracking();
        foreach (var key in entity.FindPrimaryKey()!.Properties.Select(p => p.Name))
        {
            ordered = ordered is null
                ? rows.OrderByDescending(row => EF.Property<object>(row, key))
                : ordered.ThenByDescending(row => EF.Property<object>(row, key));
        }

        var values = await ordered!.Take(Newest).Select(row => EF.Property<Sealed?>(row, column.Name)).ToListAsync(cancellation);
        return [.. values.OfType<Sealed>().Select(value => value.KeyId ?? Guid.Empty)];
    }
}
