namespace IGSendMail.Privacy.Backups;

/// <summary>
/// Puts a backup in the place of what is there. First all of it is copied beside, and compared; then what is there is moved out of the way
/// and the copy into its place, name by name on one disk. Killed anywhere, the same call goes on; meanwhile the program does not start.
/// </summary>
/// <param name="reading">Reads backups.</param>
/// <param name="data">The folder.</param>
public sealed class BackupPlacing(BackupReading reading, DataFiles data)
{
    private const string Laid = "laid-out", Moved = "moved-away", Files = "files", Database = "database";

    private string Restoring => Path.Combine(data.Folder, DataFiles.Restoring);

    /// <summary>Puts it in place. Returns what it is, and where what it replaced lies now.</summary>
    /// <param name="folder">The backup.</param>
    /// <param name="database">The file that the site uses as its database; null where a server has it.</param>
    /// <param name="now">Names what is replaced.</param>
    /// <param name="progress">Told how many files were copied; may be null.</param>
    /// <param name="cancellation">Cancels the copying; once names are being moved nothing stops it but a kill.</param>
    /// <exception cref="BackupException">The backup cannot be used; nothing was changed.</exception>
    public async Task<(BackupDescription Description, string Replaced)> PlaceAsync(
        BackupFolder folder, string? database, DateTimeOffset now, IProgress<int>? progress, CancellationToken cancellation)
    {
        var laid = Path.Combine(Restoring, Laid);
        var description = await reading.DescribeAsync(folder, cancellation);
        if (description.HasDatabase != database is not null)
        {
            throw new BackupException(description.HasDatabase
                ? $"{folder.Path} holds a database in a file, and the site uses one on a server."
                : $"{folder.Path} is of a site whose database lay on a server, and this one uses a file.");
        }

        if (!File.Exists(laid) || !(await File.ReadAllTextAsync(laid, cancellation)).StartsWith(description.Sums, StringComparison.Ordinal))
        {
            await LayOutAsync(folder, laid, description, now, progress, cancellation);
        }

        var replaced = Path.Combine(data.Folder, DataFiles.Replaced, (await File.ReadAllLinesAsync(laid, CancellationToken.None))[1]);
        BackupFolder.Make(Path.GetDirectoryName(replaced)!);
        BackupFolder.Make(replaced);
        var moved = Path.Combine(Restoring, Moved);
        if (!File.Exists(moved))
        {
            MoveAway(replaced, database);
            await File.WriteAllTextAsync(moved, "", CancellationToken.None);
        }

        MoveIn(database);
        Directory.Delete(Restoring, recursive: true);
        return (description, replaced);
    }

    private async Task LayOutAsync(
        BackupFolder folder, string laid, BackupDescription description, DateTimeOffset now, IProgress<int>? progress, CancellationToken cancellation)
    {
        if (File.Exists(laid))
        {
            throw new BackupException(
                $"The restore of another backup was interrupted. Finish that one first, or remove {Restoring} and put {Path.Combine(data.Folder, DataFiles.Replaced)} right by hand.");
        }

        if (Directory.Exists(Restoring))
        {
            Directory.Delete(Restoring, recursive: true);
        }

        BackupFolder.Make(Restoring);
        try
        {
            await reading.CopyOutAsync(folder, Path.Combine(Restoring, Files), Path.Combine(Restoring, Database), progress, cancellation);
        }
        catch (Exception failure) when (failure is BackupException or OperationCanceledException or IOException)
        {
            // Nothing of what is there was touched: the site may start as it is.
            Directory.Delete(Restoring, recursive: true);
            throw;
        }

        var unfinished = laid + ".new";
        await File.WriteAllTextAsync(
            unfinished, FormattableString.Invariant($"{description.Sums}\n{now.UtcDateTime:yyyyMMdd-HHmmss}\n"), CancellationToken.None);
        File.Move(unfinished, laid);
    }

    private void MoveAway(string replaced, string? database)
    {
        foreach (var name in data.Names().ToList())
        {
            Move(Path.Combine(data.Folder, name), Path.Combine(replaced, name));
        }

        // It may lie elsewhere, by its connection string, even on another disk: then a kill leaves half a copy, which is made anew.
        foreach (var file in database is null ? [] : new[] { database, database + "-wal", database + "-shm" }.Where(File.Exists))
        {
            File.Move(file, Path.Combine(replaced, Path.GetFileName(file)), overwrite: true);
        }
    }

    private void MoveIn(string? database)
    {
        var laid = Path.Combine(Restoring, Files);
        foreach (var path in Directory.EnumerateFileSystemEntries(laid).ToList())
        {
            Move(path, Path.Combine(data.Folder, Path.GetFileName(path)));
        }

        if (database is not null && File.Exists(Path.Combine(Restoring, Database)))
        {
            File.Move(Path.Combine(Restoring, Database), database, overwrite: true);
        }
    }

    private static void Move(string from, string to)
    {
        if (Directory.Exists(from))
        {
            Directory.Move(from, to);
        }
        else
        {
            File.Move(from, to);
        }
    }
}
