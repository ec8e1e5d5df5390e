namespace IGSendMail.Privacy.Backups;

/// <summary>Reads a backup, and takes nothing out of it that is not as it was made.</summary>
public sealed class BackupReading(BackupSeal seal)
{
    private const int DigestLength = 64;

    /// <summary>What the backup is.</summary>
    /// <exception cref="BackupException">It is none, is not finished, or was changed.</exception>
    public async Task<BackupDescription> DescribeAsync(BackupFolder folder, CancellationToken cancellation)
    {
        if (File.Exists(folder.Unfinished))
        {
            throw new BackupException($"{folder.Path} is a backup that was not finished. Make another one.");
        }

        if (!File.Exists(folder.Description) || !File.Exists(folder.Signature) || !File.Exists(folder.Sums))
        {
            throw new BackupException($"{folder.Path} is no backup: \"backup make\" makes them.");
        }

        var content = await File.ReadAllBytesAsync(folder.Description, cancellation);
        if (!await seal.IsOursAsync(content, await File.ReadAllTextAsync(folder.Signature, cancellation), cancellation))
        {
            throw new BackupException($"{folder.Description} was changed since the backup was made, or it was made with another vault. Use another backup.");
        }

        var description = BackupDescription.Read(content)
            ?? throw new BackupException($"{folder.Description} is of a kind that this version of the program does not know. Use the version that made it.");
        return (await HashedCopy.ReadAsync(folder.Sums, cancellation)).Digest == description.Sums
            ? description
            : throw Changed(folder.Sums);
    }

    /// <summary>Copies it out, comparing every file with what it was when the backup was made.</summary>
    /// <param name="folder">The backup.</param>
    /// <param name="data">Where its files go; an empty folder.</param>
    /// <param name="database">Where its database goes.</param>
    /// <param name="progress">Told how many files were copied; may be null.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <exception cref="BackupException">A file is missing, is one too many, or was changed.</exception>
    public async Task CopyOutAsync(
        BackupFolder folder, string data, string database, IProgress<int>? progress, CancellationToken cancellation)
    {
        var description = await DescribeAsync(folder, cancellation);
        BackupFolder.Make(data);
        var copied = 0;
        await foreach (var line in File.ReadLinesAsync(folder.Sums, cancellation))
        {
            var (digest, path) = (line[..DigestLength], line[(DigestLength + 2)..]);
            var source = Path.Combine(folder.Path, path);
            var target = path == BackupFolder.DatabaseName ? database : Path.Combine(data, path[(BackupFolder.FilesName.Length + 1)..]);
            BackupFolder.Make(Path.GetDirectoryName(target)!);
            if (!File.Exists(source))
            {
                throw new BackupException($"{source} is missing. Use another backup.");
            }

            if ((await HashedCopy.CopyAsync(source, target, cancellation)).Digest != digest)
            {
                throw Changed(source);
            }

            progress?.Report(++copied);
        }

        var there = Directory.EnumerateFiles(folder.Files, "*", SearchOption.AllDirectories).Count() + (File.Exists(folder.Database) ? 1 : 0);
        if (there != description.Files)
        {
            throw new BackupException($"{folder.Path} holds files that were not there when the backup was made. Use another backup.");
        }
    }

    private static BackupException Changed(string file) => new($"{file} was changed since the backup was made. Use another backup.");
}
