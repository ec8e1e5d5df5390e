namespace IGSendMail.Privacy.Requests.Packages;

/// <summary>What <c>manifest.json</c> says: everything in the package, counted, and everything that is not.</summary>
/// <param name="Format">Name and version of this form.</param>
/// <param name="Reference">The request.</param>
/// <param name="Right">What was asked for.</param>
/// <param name="MadeAt">When the package was made.</param>
/// <param name="Records">Records in all stores together.</param>
/// <param name="Stores">The places read, those without a record too.</param>
/// <param name="LeftOut">What exists but is not in this package, and why.</param>
/// <param name="HeldForCustomers">Customers who hold the address on their lists and decide about it.</param>
/// <param name="Files">Every other file of the package.</param>
internal sealed record PackageManifest(
    string Format, string Reference, string Right, DateTimeOffset MadeAt, long Records,
    IReadOnlyList<ManifestStore> Stores, IReadOnlyList<LeftOut> LeftOut, IReadOnlyList<string> HeldForCustomers,
    IReadOnlyList<PackageFile> Files)
{
    /// <summary>The present form.</summary>
    public const string CurrentFormat = "igsendmail-package/1";
}

/// <summary>A place that was read.</summary>
/// <param name="Withheld">Types of values that exist there but are not handed out (11 CCR § 7024(d)).</param>
internal sealed record ManifestStore(
    string Key, string Title, string Category, long Records, IReadOnlyList<string> Files, IReadOnlyCollection<string> Withheld);

/// <summary>Something that exists but is not in the package.</summary>
internal sealed record LeftOut(string What, string Why);
