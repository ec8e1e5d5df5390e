using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;

namespace IGSendMail.Web.Features.PersonalData;

/// <summary>The inventory in words for people; the columns are a detail beneath.</summary>
/// <param name="Categories">One a data category that is held.</param>
public sealed record InventoryPage(IReadOnlyList<InventoryCategory> Categories)
{
    /// <summary>Tells the map in words.</summary>
    public static InventoryPage From(DataMap map, Commitments commitments, RetentionPeriods periods)
    {
        var words = new InventoryWords(commitments, periods);
        var files = map.Stores.OfType<FolderStore>().Select(store => words.Store(store));
        var remote = map.Stores.Where(s => s.Description.IsRemote).Select(store => words.RemoteStore(store.Description));
        var places = map.Tables.Where(t => t.Owner != DataOwner.Nobody).Select(words.Store).Concat(files).Concat(remote).ToList();
        return new InventoryPage([.. places
            .GroupBy(p => p.Category)
            .OrderBy(g => g.Key)
            .Select(g => new InventoryCategory(g.Key, InventoryWords.Title(g.Key), InventoryWords.What(g.Key), [.. g]))]);
    }
}

/// <summary>A data category.</summary>
public sealed record InventoryCategory(DataCategory Category, string Title, string What, IReadOnlyList<InventoryStore> Stores);

/// <summary>A place that holds data of a category.</summary>
/// <param name="Key">Stable key of the place.</param>
/// <param name="Category">Its category.</param>
/// <param name="Title">What it holds.</param>
/// <param name="Whose">Whose data it is.</param>
/// <param name="Purposes">What for.</param>
/// <param name="Basis">On which basis.</param>
/// <param name="Decides">Who decides about it.</param>
/// <param name="KeptFor">How long.</param>
/// <param name="OnErasure">What an erasure does.</param>
/// <param name="Values">What is held, one a column.</param>
public sealed record InventoryStore(
    string Key, DataCategory Category, string Title, string Whose, string Purposes, string Basis, string Decides,
    string KeptFor, string OnErasure, IReadOnlyList<InventoryValue> Values);

/// <summary>A column.</summary>
/// <param name="Words">What it is.</param>
/// <param name="Protection">How it is protected beyond the walls of the database.</param>
/// <param name="Column">Its name in the program.</param>
/// <param name="IsSealed">True if it is encrypted with a key of its owner.</param>
public sealed record InventoryValue(string Words, string Protection, string Column, bool IsSealed);
