using System.Runtime.Versioning;

namespace IGSendMail.Privacy.Backups;

/// <summary>The folder of one backup, and what lies where in it.</summary>
/// <param name="Path">Its full path.</param>
public sealed record BackupFolder(string Path)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Stands there until the backup is whole, held by whoever makes it.</summary>
    internal string Unfinished => In("unfinished-igsendmail-backup");

    /// <summary>The database as one file; missing where a server has it.</summary>
    internal string Database => In(DatabaseName);

    /// <summary>The files of <c>Data:Folder</c>.</summary>
    internal string Files => In(FilesName);

    /// <summary>A line a file, as <c>sha256sum</c> writes and checks them.</summary>
    internal string Sums => In("SHA256SUMS");

    /// <summary>What is in it.</summary>
    internal string Description => In("backup.json");

    /// <summary>The signature over <see cref="Description"/>.</summary>
    internal string Signature => In("backup.sig");

    internal const string DatabaseName = "igsendmail.db", FilesName = "files";

    /// <summary>Makes it ready for a new backup: what a make that was killed left there goes, anything else is refused.</summary>
    /// <returns>The right to make it, until it is given back.</returns>
    /// <exception cref="BackupException">Something else lies there, or another make is at it.</exception>
    internal IDisposable Begin()
    {
        // A folder that is refused is left as it is, its permissions too.
        if (!File.Exists(Unfinished) && Directory.Exists(Path) && Directory.EnumerateFileSystemEntries(Path).Any())
        {
            throw new BackupException($"{Path} is not empty. Each backup needs a new folder, such as {Path}/monday.");
        }

        Make(Path);
        var held = Hold();
        if (Directory.Exists(Files))
        {
            Directory.Delete(Files, recursive: true);
        }

        foreach (var file in new[] { Database, Sums, Description, Signature })
        {
            File.Delete(file);
        }

        Make(Files);
        return held;
    }

    private FileStream Hold()
    {
        try
        {
            return new FileStream(Unfinished, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(Unfinished))
        {
            throw new BackupException($"Another backup is being made in {Path}. Wait until it is done, or choose another folder.");
        }
    }

    /// <summary>Makes a folder that nobody but the program's user can look into.</summary>
    internal static void Make(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        MakeClosed(folder);
    }

    [UnsupportedOSPlatform("windows")]
    private static void MakeClosed(string folder)
    {
        if (Directory.Exists(folder))
        {
            File.SetUnixFileMode(folder, OwnerOnly);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly);
        }
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}

/// <summary>A backup cannot be made or used; the message says why and what to do.</summary>
public sealed class BackupException(string what, Exception? cause = null) : Exception(what, cause);
