using System.Text.Json.Serialization;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.PersonalData;

namespace IGSendMail.Privacy.Packages;

/// <summary>What <c>manifest.json</c> says: everything in the package, counted, and everything that is not.</summary>
/// <param name="Format">Name and version of this form.</param>
/// <param name="Reference">The request.</param>
/// <param name="Right">What was asked for.</param>
/// <param name="MadeAt">When the package was made.</param>
/// <param name="Records">Records in all stores together.</param>
/// <param name="Stores">The places read, those without a record too.</param>
/// <param name="LeftOut">What exists but is not in this package, and why.</param>
/// <param name="Redactions">What was left out of places that are in this package, and why.</param>
/// <param name="HeldForCustomers">Customers who hold the address on their lists and decide about it.</param>
/// <param name="Files">Every other file of the package.</param>
internal sealed record PackageManifest(
    string Format, string Reference, string Right, DateTimeOffset MadeAt, long Records,
    IReadOnlyList<ManifestStore> Stores, IReadOnlyList<LeftOut> LeftOut, IReadOnlyList<Redaction> Redactions,
    IReadOnlyList<string> HeldForCustomers, IReadOnlyList<PackageFile> Files)
{
    /// <summary>The present form.</summary>
    public const string CurrentFormat = "igsendmail-package/2";
}

/// <summary>A place that was read.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Title">What it is, for people.</param>
/// <param name="Category">Its data category.</param>
/// <param name="Records">How many records.</param>
/// <param name="Files">The files that hold them.</param>
/// <param name="Withheld">Types of values that exist there but are not handed out (11 CCR § 7024(d)).</param>
internal sealed record ManifestStore(
    string Key, string Title, string Category, long Records, IReadOnlyList<string> Files, IReadOnlyCollection<string> Withheld)
{
    /// <summary>What is to be said of a store.</summary>
    public static ManifestStore Of(PackageSample sample) => new(
        sample.Store.Key, sample.Store.Title, sample.Store.Category.ToString(), sample.Count,
        sample.Count == 0 ? [] : [PackageSample.JsonOf(sample.Store), PackageSample.CsvOf(sample.Store)], [.. sample.Withheld.Keys]);
}

/// <summary>Something that exists but is not in the package.</summary>
internal sealed record LeftOut(string What, string Why);

/// <summary>A line of the log of what was left out: never the value itself.</summary>
/// <param name="Place">The place, for people.</param>
/// <param name="Field">The field; null if whole records were left out.</param>
/// <param name="Reason">Why.</param>
/// <param name="Count">In how many records, or how many records.</param>
internal sealed record Redaction(string Place, string? Field, string Reason, long Count)
{
    /// <summary>Key of the place, whose name is another to a person of whom customers have it.</summary>
    [JsonIgnore]
    public string StoreKey { get; init; } = "";
}

/// <summary>
/// The log of what a package leaves out of the places it covers: secrets (11 CCR § 7024(d)), what may stand for
/// somebody else, and records that another controller decides about (GDPR Art. 15(4)). The reasons are those of the
/// data map.
/// </summary>
internal sealed class RedactionLog(DataMap map)
{
    private readonly List<Redaction> _lines = [];

    /// <summary>What was left out so far.</summary>
    public IReadOnlyList<Redaction> Lines => _lines;

    /// <summary>Notes what a store has about the subject that its records do not say.</summary>
    public async Task NoteAsync(
        IPersonalDataStore store, DataSubject subject, IReadOnlyDictionary<string, long> withheld, CancellationToken cancellation)
    {
        var table = map.TableOf(store.Description);
        foreach (var (field, count) in withheld)
        {
            var reason = table?.Properties.FirstOrDefault(p => p.Words == field)?.Withheld
                ?? (field == LetterSecrets.Words ? LetterSecrets.Why : "a secret");
            _lines.Add(new Redaction(store.Description.Title, field, reason, count) { StoreKey = store.Description.Key });
        }

        if (store is IHoldForOthers holder && await holder.CountHeldForOthersAsync(subject, cancellation) is > 0 and var held)
        {
            _lines.Add(new Redaction(
                store.Description.TitleAtCustomers ?? store.Description.Title, null, "a customer of ours decides about them and we only act for that customer", held)
            {
                StoreKey = store.Description.Key,
            });
        }
    }
}
