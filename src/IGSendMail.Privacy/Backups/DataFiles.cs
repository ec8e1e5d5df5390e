using IGSendMail.Privacy.Settings;

namespace IGSendMail.Privacy.Backups;

/// <summary>What lies in <c>Data:Folder</c> besides the database.</summary>
/// <param name="data">The folder.</param>
public sealed class DataFiles(DataOptions data)
{
    /// <summary>Where a drill restores to, for as long as it runs.</summary>
    public const string Drill = "drill";

    /// <summary>Where a restore lays out what it is about to put in place.</summary>
    public const string Restoring = "restoring";

    /// <summary>What a restore took out of the way.</summary>
    public const string Replaced = "replaced";

    /// <summary>
    /// Things of this machine and this moment: no backup has them, and no restore touches them. A disk of its own has a folder that belongs to
    /// its file system.
    /// </summary>
    private static readonly HashSet<string> OfThisMachine =
        new(StringComparer.Ordinal) { "logs", "temporary", "lost+found", Drill, Restoring, Replaced };

    /// <summary><c>Data:Folder</c>, as a full path.</summary>
    public string Folder => data.Folder;

    /// <summary>The names directly in the folder that a backup has or a restore replaces.</summary>
    public IEnumerable<string> Names() => Directory.EnumerateFileSystemEntries(data.Folder).Select(path => Path.GetFileName(path)!)
        .Where(name => !OfThisMachine.Contains(name) && !name.StartsWith(".probe-", StringComparison.Ordinal));

    /// <summary>All files but those of the database, as paths in the folder.</summary>
    /// <param name="database">The file of the database; null where it lies on a server.</param>
    public IEnumerable<string> Paths(string? database) => Names()
        .Select(name => Path.Combine(data.Folder, name))
        .Where(path => database is null || !path.StartsWith(database, StringComparison.Ordinal) || Directory.Exists(path))
        .SelectMany(path => Directory.Exists(path) ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories) : [path])
        .Select(path => Path.GetRelativePath(data.Folder, path));
}
