using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IGSendMail.Privacy.PersonalData;

namespace IGSendMail.Privacy.Erasure;

/// <summary>What one store held when it was counted.</summary>
/// <param name="StoreKey">The store.</param>
/// <param name="IsCounted">False if it did not answer.</param>
/// <param name="Deleted">Rows or files that go.</param>
/// <param name="Emptied">Rows in which values are emptied.</param>
/// <param name="Kept">Rows that stay.</param>
public sealed record StoreTotals(string StoreKey, bool IsCounted, long Deleted, long Emptied, long Kept)
{
    /// <summary>A store that did not answer.</summary>
    public static StoreTotals Unanswered(string storeKey) => new(storeKey, IsCounted: false, 0, 0, 0);

    /// <summary>What a store answered.</summary>
    public static StoreTotals Of(string storeKey, IReadOnlyList<StoreCount> counts) => new(
        storeKey, IsCounted: true, Rows(counts, DispositionKind.Delete), Rows(counts, DispositionKind.Null),
        Rows(counts, DispositionKind.KeepUntil));

    private static long Rows(IEnumerable<StoreCount> counts, DispositionKind disposition) =>
        counts.Where(c => c.Disposition == disposition).Sum(c => c.Rows);
}

/// <summary>All stores of a run, counted.</summary>
public sealed record ErasureCounts(ImmutableArray<StoreTotals> Stores)
{
    /// <summary>SHA-256 (64 lower-case hex digits) over the stores in the order of their keys, dispositions and counts.</summary>
    public string Fingerprint()
    {
        var text = new StringBuilder();
        foreach (var store in Stores.OrderBy(p => p.StoreKey, StringComparer.Ordinal))
        {
            text.Append(store.StoreKey).Append(store.IsCounted
                ? string.Create(CultureInfo.InvariantCulture, $" delete {store.Deleted} null {store.Emptied} keep {store.Kept}\n")
                : " unanswered\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    internal static ErasureCounts Planned(IEnumerable<ErasureTask> tasks) => new([.. tasks.Select(t =>
        new StoreTotals(t.StoreKey, t.IsCounted, t.PlannedRows, t.PlannedEmptied, t.PlannedKept))]);
}
