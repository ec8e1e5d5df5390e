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
internal sealed record Redaction(string Place, string? Field, string Reason, long Count);
