using IGSendMail.Privacy.Settings;

namespace IGSendMail.Privacy.PersonalData;

/// <summary>Every table of the model and every store that holds personal data.</summary>
public sealed class DataMap
{
    /// <summary>Draws the map.</summary>
    /// <param name="tables">The declared tables.</param>
    /// <param name="stores">The stores, in erasure order.</param>
    /// <param name="expiries">The stores from which things go by their age.</param>
    /// <exception cref="InvalidSettingException">A setting gives a store a key that another has.</exception>
    /// <exception cref="InvalidOperationException">Two stores have one key, or two rules of age are about one store.</exception>
    public DataMap(
        IReadOnlyList<IMappedTable> tables, IReadOnlyList<IPersonalDataStore> stores, IReadOnlyList<IExpiry> expiries)
    {
        foreach (var same in stores.Select(s => s.Description).GroupBy(s => s.Key, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
        {
            throw same.Select(s => s.KeySetting).FirstOrDefault(s => s is not null) is { } setting
                ? new InvalidSettingException(setting, $"may not be \"{same.Key}\": another place is called so")
                : new InvalidOperationException(
                    $"Two places on the data map have the key {same.Key}: {string.Join("; ", same.Select(s => s.Title))}.");
        }

        if (expiries.GroupBy(e => e.StoreKey, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new InvalidOperationException($"Two rules on the data map say when things go from {twice.Key} by their age.");
        }

        (Tables, Stores, Expiries) = (tables, stores, expiries);
    }

    /// <summary>The declared tables.</summary>
    public IReadOnlyList<IMappedTable> Tables { get; }

    /// <summary>The declaration of a store that is a table, or null.</summary>
    public IMappedTable? TableOf(StoreDescription store) => Tables.FirstOrDefault(t => t.Entity.Name == store.Key);

    /// <summary>True if its rows go with the account that they belong to.</summary>
    public static bool GoesWithAccount(IMappedTable table) => table.Kept is null && table.Identifiers.Any(i =>
        !i.ForAnotherController && (i.Kind == IdentifierKind.Account || i.Kind == IdentifierKind.User));

    /// <summary>True if what lies there goes with the account that it belongs to.</summary>
    public bool GoesWithAccount(IPersonalDataStore store) => TableOf(store.Description) is { } table
        ? GoesWithAccount(table)
        : store.Description.WaitsFor is null && (store is FolderStore || store.Description.IsRemote || store.Description.GoesWithAccount);

    /// <summary>The stores, in erasure order.</summary>
    public IReadOnlyList<IPersonalDataStore> Stores { get; }

    /// <summary>The stores from which things go by their age.</summary>
    public IReadOnlyList<IExpiry> Expiries { get; }
}
