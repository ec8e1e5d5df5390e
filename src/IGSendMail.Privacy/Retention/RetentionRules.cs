using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;

namespace IGSendMail.Privacy.Retention;

/// <summary>What sets a rule in motion.</summary>
public enum RetentionAnchor
{
    /// <summary>The instant at which an account was cancelled.</summary>
    Cancelled,

    /// <summary>An instant that the thing itself carries.</summary>
    OwnInstant,

    /// <summary>None: it only waits to be passed on.</summary>
    PassedOn,
}

/// <summary>When something goes by itself.</summary>
/// <param name="StoreKey">Key of the store.</param>
/// <param name="Title">What lies there, in words.</param>
/// <param name="Category">Its data category.</param>
/// <param name="Anchor">From what the period counts.</param>
/// <param name="AnchorWords">The same in words, such as "after you cancelled".</param>
/// <param name="Period">How long, in words.</param>
/// <param name="Basis">Why it is that long; the clause of the policy where it is a promise.</param>
/// <param name="Disposition">What happens then.</param>
/// <param name="Limits">How short and how long the law lets it be.</param>
public sealed record RetentionRule(
    string StoreKey, string Title, DataCategory Category, RetentionAnchor Anchor, string AnchorWords, string Period, string Basis,
    DispositionKind Disposition, LegalLimits Limits)
{
    /// <summary>How long by its own age; null where another anchor decides.</summary>
    public StatedPeriod? Age { get; init; }
}

/// <summary>The rules, read from the data map, the policy in force and the configured periods: they are declared nowhere else.</summary>
public sealed class RetentionRules(DataMap map, RetentionPeriods periods)
{
    private const string Promise = "The privacy policy in force, clause 5";

    private static readonly LegalLimits NoLimits = new(null, null);

    /// <summary>Every rule there is under these commitments, by category. A store may have two: whichever comes first acts.</summary>
    public IReadOnlyList<RetentionRule> Under(Commitments commitments) =>
    [
        .. map.Tables.Where(t => t.Owner != DataOwner.Nobody).SelectMany(t => RulesOf(t, commitments))
            .Concat(OwnStores.SelectMany(s => RulesOf(s, commitments)))
            .OrderBy(r => r.Category).ThenBy(r => r.Title, StringComparer.Ordinal).ThenBy(r => r.Anchor),
    ];

    /// <summary>Stores with personal data that no rule ever empties: there must be none.</summary>
    public IEnumerable<string> WithoutRule(Commitments commitments)
    {
        var ruled = Under(commitments).Select(r => r.StoreKey).ToHashSet(StringComparer.Ordinal);
        return map.Stores.Select(s => s.Description.Key).Where(key => !ruled.Contains(key));
    }

    /// <summary>Stores that are no mapped table.</summary>
    private IEnumerable<IPersonalDataStore> OwnStores =>
        map.Stores.ExceptBy(map.Tables.Select(t => t.Entity.Name), s => s.Description.Key, StringComparer.Ordinal);

    private IEnumerable<RetentionRule> RulesOf(IMappedTable table, Commitments commitments)
    {
        if (table.Expiry is { } expiry)
        {
            yield return ByAge(table.Entity.Name, table.Title, table.Category, expiry.Period, WordsOf(table, expiry.Property));
        }

        foreach (var own in map.Expiries.Where(e => e.StoreKey == table.Entity.Name && e.CountedFrom is not null))
        {
            yield return ByAge(table.Entity.Name, table.Title, table.Category, own.Period, own.CountedFrom!);
        }

        if (DataMap.GoesWithAccount(table))
        {
            yield return AfterCancellation(table.Entity.Name, table.Title, table.Category, commitments);
        }
    }

    private IEnumerable<RetentionRule> RulesOf(IPersonalDataStore store, Commitments commitments)
    {
        var place = store.Description;
        if (map.Expiries.FirstOrDefault(e => e.StoreKey == place.Key) is { } expiry)
        {
            yield return ByAge(place.Key, place.Title, place.Category, expiry.Period, "after it was made");
        }

        if (place.WaitsFor is { } waits)
        {
            yield return new RetentionRule(
                place.Key, place.Title, place.Category, RetentionAnchor.PassedOn, waits, "Minutes, as a rule",
                "It is kept nowhere else meanwhile", DispositionKind.Delete, NoLimits);
        }
        else if (map.GoesWithAccount(store))
        {
            yield return AfterCancellation(place.Key, place.Title, place.Category, commitments);
        }
    }

    private RetentionRule ByAge(string key, string title, DataCategory category, RetentionPeriod period, string anchor) => new(
        key, title, category, RetentionAnchor.OwnInstant, anchor, periods[period].InWords, periods[period].Basis,
        DispositionKind.Delete, period.Limits)
    { Age = periods[period] };

    private static RetentionRule AfterCancellation(string key, string title, DataCategory category, Commitments commitments) =>
        category == DataCategory.Subscriber
            ? new RetentionRule(
                key, title, category, RetentionAnchor.Cancelled, "after the account was cancelled, at the latest",
                Days(commitments.SubscriberDataGone), Promise, DispositionKind.Delete, NoLimits)
            : new RetentionRule(
                key, title, category, RetentionAnchor.Cancelled, "after the account was cancelled, then gone within a day",
                Days(commitments.AccountDataKept), Promise, DispositionKind.Delete, NoLimits);

    private static string Days(TimeSpan period) => new StatedPeriod(0, (int)period.TotalDays, Promise).InWords;

    private static string WordsOf(IMappedTable table, string property) =>
        table.Properties.First(p => p.Property == property).Words is { Length: > 0 } words
            ? $"counted from: {char.ToLowerInvariant(words[0])}{words[1..]}"
            : "after it was written";
}
