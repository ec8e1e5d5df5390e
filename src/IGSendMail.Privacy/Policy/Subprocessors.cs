using IGSendMail.Privacy.PersonalData;

namespace IGSendMail.Privacy.Policy;

/// <summary>A company that processes personal data for us.</summary>
/// <param name="Name">Its name; null while the operator of this site has not named it.</param>
/// <param name="WhatFor">What it does for us.</param>
/// <param name="Data">What kinds of data it receives.</param>
/// <param name="Country">Where it processes them; null while not named.</param>
/// <param name="Safeguard">What protects a transfer there; null while not named.</param>
/// <param name="Since">Since when; null while not named.</param>
public sealed record Subprocessor(
    string? Name, string WhatFor, IReadOnlyList<DataCategory> Data, string? Country, string? Safeguard, DateOnly? Since);

/// <summary>A kind of recipient that the policy allows but that does not exist.</summary>
/// <param name="WhatFor">What it would be for.</param>
/// <param name="Why">Why there is none.</param>
public sealed record NoRecipient(string WhatFor, string Why);

/// <summary>The register of sub-processors: clause 4 of the policy, with names (<c>subprocessors.yaml</c> beside the versions).</summary>
public sealed class SubprocessorRegister
{
    /// <summary>Name of the file in the policy folder.</summary>
    public const string FileName = "subprocessors.yaml";

    /// <summary>What stands in the file where only the operator of a site knows the fact.</summary>
    public const string ForOperator = "configured by the operator";

    /// <summary>The day of the last change.</summary>
    public required DateOnly Updated { get; init; }

    /// <summary>All sub-processors.</summary>
    public required IReadOnlyList<Subprocessor> All { get; init; }

    /// <summary>Kinds of recipients that do not exist.</summary>
    public required IReadOnlyList<NoRecipient> None { get; init; }

    /// <summary>What nobody has named yet, in words; none if the operator has named all.</summary>
    public IReadOnlyList<string> Unnamed =>
    [
        .. All.SelectMany(s => new (bool Is, string What)[]
        {
            (s.Name is null, "name"), (s.Country is null, "country"), (s.Safeguard is null, "safeguard"), (s.Since is null, "since"),
        }.Where(f => f.Is).Select(f => $"{f.What} of “{s.Name ?? s.WhatFor}”")),
    ];

    /// <summary>Reads the register of a folder.</summary>
    /// <exception cref="PolicyFileException">Anything is wrong; the message names file, line and remedy.</exception>
    public static SubprocessorRegister ReadFolder(string folder) => File.Exists(Path.Combine(folder, FileName))
        ? ReadFile(Path.Combine(folder, FileName))
        : throw new PolicyFileException(folder, null, $"the register of sub-processors is missing", $"Put a file {FileName} there");

    /// <summary>Reads a register.</summary>
    /// <exception cref="PolicyFileException">Anything is wrong; the message names file, line and remedy.</exception>
    public static SubprocessorRegister ReadFile(string path)
    {
        if (!File.Exists(path))
        {
            throw new PolicyFileException(path, null, "the register of sub-processors is not there", "Put it there, or name another file in Policy:Subprocessors");
        }

        var file = StrictYaml.Parse(path, 1, File.ReadAllText(path), "updated", "subprocessors", "none");
        return new SubprocessorRegister
        {
            Updated = file.Day("updated"),
            All = [.. file.Sections("subprocessors", "name", "what-for", "data", "country", "safeguard", "since").Select(Read)],
            None = [.. file.Sections("none", "what-for", "why").Select(n => new NoRecipient(n.Text("what-for"), n.Text("why")))],
        };
    }

    private static Subprocessor Read(StrictYaml entry) => new(
        Named(entry, "name"),
        entry.Text("what-for"),
        [.. entry.Texts("data").Select(category => Category(entry, category))],
        Named(entry, "country"),
        Named(entry, "safeguard"),
        Named(entry, "since") is null ? null : entry.Day("since"));

    private static string? Named(StrictYaml entry, string key) => entry.Text(key) is var text && text == ForOperator ? null : text;

    private static DataCategory Category(StrictYaml entry, string category)
    {
        var names = Enum.GetNames<DataCategory>().Select(n => n.ToLowerInvariant()).ToList();
        return names.IndexOf(category) is var i and >= 0
            ? Enum.GetValues<DataCategory>()[i]
            : throw entry.Wrong("data", $"names the unknown category \"{category}\"", $"The categories are: {string.Join(", ", names)}");
    }
}
