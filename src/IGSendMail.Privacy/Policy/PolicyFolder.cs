namespace IGSendMail.Privacy.Policy;

/// <summary>Where the policy versions and the sub-processor register lie (<c>Policy:Folder</c>), as a full path.</summary>
public sealed record PolicyOptions(string Folder)
{
    /// <summary>The file with the register of sub-processors; null where it lies in the folder.</summary>
    public string? Subprocessors { get; init; }
}

/// <summary>Reads all versions of a folder and checks them against each other.</summary>
public static class PolicyFolder
{
    /// <summary>All versions, in the order in which they take effect.</summary>
    /// <exception cref="PolicyFileException">Anything is wrong; the message names file, line and remedy.</exception>
    public static IReadOnlyList<PolicyVersion> Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new PolicyFileException(folder, null, "the folder of the policy versions does not exist",
                "Let the setting Policy:Folder name it");
        }

        var opened = Directory.EnumerateFiles(folder, "*.md").Order(StringComparer.Ordinal).Select(PolicyFile.Open)
            .OrderBy(o => o.Version.Effective).ThenBy(o => o.Version.Published).ToList();
        if (opened.Count == 0)
        {
            throw new PolicyFileException(folder, null, "no policy version is here", "Put at least one file such as 2026-01.md there");
        }

        foreach (var twin in opened.GroupBy(o => o.Version.Version, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            throw twin.Last().Matter.Wrong("version", $"is \"{twin.Key}\" in two files", "Give every version a name of its own");
        }

        foreach (var ((earlier, _), (later, matter)) in opened.Zip(opened.Skip(1)))
        {
            Compare(earlier, later, matter);
        }

        return [.. opened.Select(o => o.Version)];
    }

    /// <summary>Reads and checks one file; a file in a policy folder is also checked against the other versions there.</summary>
    /// <exception cref="PolicyFileException">Anything is wrong; the message names file, line and remedy.</exception>
    public static PolicyVersion Check(string path)
    {
        var version = PolicyFile.Read(path);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (Path.GetExtension(path) == ".md" && File.Exists(Path.Combine(folder, SubprocessorRegister.FileName)))
        {
            Read(folder);
        }

        return version;
    }

    private static void Compare(PolicyVersion earlier, PolicyVersion later, StrictYaml matter)
    {
        if (later.Effective == earlier.Effective)
        {
            throw matter.Wrong("effective", $"is the same day as that of version {earlier.Version}",
                "Only one version can begin on a day: give one of them another day");
        }

        if (later.Published < earlier.Published)
        {
            throw matter.Wrong("effective",
                $"overlaps with version {earlier.Version}, which was published later but takes effect earlier",
                "Versions take effect in the order in which they are published");
        }

        var notice = earlier.Commitments.Notice;
        if (later.Material && later.Effective < later.Published.AddDays(notice.Days))
        {
            throw matter.Wrong("effective",
                $"comes too soon: version {earlier.Version} promises {DayCount.InWords(notice)} of notice before a material change",
                $"The earliest day is {later.Published.AddDays(notice.Days):yyyy-MM-dd}");
        }
    }
}
