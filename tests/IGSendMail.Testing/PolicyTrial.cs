using IGSendMail.Privacy.Policy;

namespace IGSendMail.Testing;

/// <summary>A policy folder that starts as a copy of the published one and that a test may spoil.</summary>
public sealed class PolicyTrial : IDisposable
{
    /// <summary>Copies the published files.</summary>
    public PolicyTrial()
    {
        foreach (var file in Directory.EnumerateFiles(Published))
        {
            System.IO.File.Copy(file, Path.Combine(Folder, Path.GetFileName(file)));
        }
    }

    /// <summary>The folder that the site is published with.</summary>
    public static string Published => Path.Combine(AppContext.BaseDirectory, "Policies");

    /// <summary>The copy; removed at the end.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("policy-").FullName;

    /// <summary>The first version.</summary>
    public string File => Path.Combine(Folder, "2026-01.md");

    /// <summary>The register of sub-processors.</summary>
    public string Register => Path.Combine(Folder, SubprocessorRegister.FileName);

    /// <summary>Replaces a text that must be there, and says in which line it begins.</summary>
    public int Change(string from, string to, string? file = null)
    {
        file ??= File;
        var text = System.IO.File.ReadAllText(file);
        var at = text.IndexOf(from, StringComparison.Ordinal);
        if (at < 0)
        {
            throw new InvalidOperationException($"\"{from}\" is not in {file}.");
        }

        System.IO.File.WriteAllText(file, text[..at] + to + text[(at + from.Length)..]);
        return text[..at].Count(c => c == '\n') + 1;
    }

    /// <summary>Adds a further version, a copy of the first with other front matter.</summary>
    public string Add(string version, string published, string effective, bool material)
    {
        var text = System.IO.File.ReadAllText(File)
            .Replace("version: 2026-01", $"version: {version}", StringComparison.Ordinal)
            .Replace("published: 2025-12-01", $"published: {published}", StringComparison.Ordinal)
            .Replace("effective: 2026-01-01", $"effective: {effective}", StringComparison.Ordinal)
            .Replace("review: 2027-01-01", "review: 2030-01-01", StringComparison.Ordinal)
            .Replace("material: false", $"material: {(material ? "true" : "false")}", StringComparison.Ordinal);
        var path = Path.Combine(Folder, version + ".md");
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
