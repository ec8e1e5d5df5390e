using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Retention;

namespace IGSendMail.Web.Features.PersonalData;

/// <summary>The inventory in words for people: kinds of data first, then the places, then the columns.</summary>
/// <param name="Categories">One a data category, those of which nothing is stored too.</param>
/// <param name="AboutNobody">What the program keeps besides, about nobody.</param>
/// <param name="NamesAreOpen">True while the register leaves open who receives data: a demonstration.</param>
public sealed record InventoryPage(
    IReadOnlyList<InventoryCategory> Categories, IReadOnlyList<InventoryLedger> AboutNobody, bool NamesAreOpen)
{
    /// <summary>Tells the map, the rules of deletion and the register in words.</summary>
    public static InventoryPage From(DataMap map, RetentionRules rules, RetentionPeriods periods, PolicySnapshot policy)
    {
        var commitments = policy.InForce.Commitments;
        var all = rules.Under(commitments);
        var words = new InventoryWords(all.ToLookup(r => r.StoreKey, StringComparer.Ordinal));
        var tables = map.Tables.ToDictionary(t => t.Entity.Name, StringComparer.Ordinal);
        var places = map.Stores.Select(s => words.Store(s.Description, tables.GetValueOrDefault(s.Description.Key))).ToLookup(p => p.Category);
        return new InventoryPage(
            [
                .. Enum.GetValues<DataCategory>().Select(category => new InventoryCategory(
                    category, InventoryWords.Title(category), InventoryWords.What(category),
                    CategoryWords.Summary(
                        category, [.. map.Stores.Select(s => s.Description).Where(d => d.Category == category)],
                        [.. all.Where(r => r.Category == category)], commitments),
                    [.. policy.Register.All.Where(s => s.Data.Contains(category)).Select(s => new InventoryRecipient(s.WhatFor, s.Name, s.Country, s.Safeguard))],
                    [.. places[category].OrderBy(p => p.Title, StringComparer.Ordinal)])),
            ],
            [
                .. map.Tables.Where(t => t.Owner == DataOwner.Nobody).OrderBy(t => t.Title, StringComparer.Ordinal).Select(t => new InventoryLedger(
                    t.Entity.Name, t.Title,
                    t.Expiry is { } expiry ? $"{periods[expiry.Period].InWords}. {periods[expiry.Period].Basis}" : "As long as the program needs it")),
            ],
            policy.Register.Unnamed.Count > 0);
    }
}

/// <summary>A data category.</summary>
/// <param name="Category">The category.</param>
/// <param name="Title">Its name, for people.</param>
/// <param name="What">What the policy means by it.</param>
/// <param name="Summary">What stands of it in the first table; null if nothing of it is stored.</param>
/// <param name="Recipients">Who else receives it, one a recipient.</param>
/// <param name="Stores">The places.</param>
public sealed record InventoryCategory(
    DataCategory Category, string Title, string What, CategorySummary? Summary, IReadOnlyList<InventoryRecipient> Recipients,
    IReadOnlyList<InventoryStore> Stores);

/// <summary>A category in a line.</summary>
/// <param name="Whose">About whom.</param>
/// <param name="Why">What for and why we may.</param>
/// <param name="HowLong">How long it is kept.</param>
public sealed record CategorySummary(string Whose, string Why, string HowLong);

/// <summary>Somebody who receives data for us.</summary>
/// <param name="WhatFor">What they do.</param>
/// <param name="Name">Who it is; null while the register leaves it open.</param>
/// <param name="Country">Where data are processed; null while open.</param>
/// <param name="Safeguard">What protects them there; null while open.</param>
public sealed record InventoryRecipient(string WhatFor, string? Name, string? Country, string? Safeguard)
{
    /// <summary>All of it in one line.</summary>
    public string Words => (Name ?? WhatFor.Split(',')[0]) + (Name, Country, Safeguard) switch
    {
        (null, null, null) => ": not named yet",
        (_, null, null) => ": country and safeguard not named yet",
        _ => $": {Country ?? "country not named yet"}; {Safeguard ?? "safeguard not named yet"}",
    };
}

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
/// <param name="IsSealed">True if it is encrypted.</param>
public sealed record InventoryValue(string Words, string Protection, string Column, bool IsSealed);

/// <summary>A table about nobody.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Title">What it holds.</param>
/// <param name="KeptFor">How long.</param>
public sealed record InventoryLedger(string Key, string Title, string KeptFor);
