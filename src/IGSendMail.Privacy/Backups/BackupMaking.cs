using System.Globalization;
using System.Reflection;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Backups;

/// <summary>
/// Makes a backup of database and files while the site runs, never of the vault: every copy of that keeps keys that are destroyed later.
/// </summary>
public sealed class BackupMaking(
    IDbContextFactory<IGSendMailContext> contexts, IEngine engine, DataFiles data, BackupSeal seal, TimeProvider time)
{
    /// <summary>Makes it. A kill anywhere leaves a folder that says that it is no backup.</summary>
    /// <exception cref="BackupException">The folder cannot be used.</exception>
    public async Task<BackupDescription> MakeAsync(BackupFolder folder, IProgress<int>? progress, CancellationToken cancellation)
    {
        using var held = folder.Begin();
        var madeAt = time.GetUtcNow();

        // The rows before the files: a file that goes meanwhile should be gone, one that comes meanwhile has no row that asks for it.
        var (hasDatabase, file) = await CopyDatabaseAsync(folder, cancellation);
        var (files, bytes) = (0, 0L);
        await using (var sums = new StreamWriter(folder.Sums) { NewLine = "\n" })
        {
            if (hasDatabase)
            {
                var (length, digest) = await HashedCopy.ReadAsync(folder.Database, cancellation);
                await NoteAsync(BackupFolder.DatabaseName, length, digest);
            }

            foreach (var path in data.Paths(file))
            {
                if (await TryCopyAsync(folder, path, cancellation) is { } copied)
                {
                    await NoteAsync($"{BackupFolder.FilesName}/{path.Replace(Path.DirectorySeparatorChar, '/')}", copied.Bytes, copied.Digest);
                }
            }

            async Task NoteAsync(string path, long length, string digest)
            {
                await sums.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{digest}  {path}").AsMemory(), cancellation);
                (files, bytes) = (files + 1, bytes + length);
                progress?.Report(files);
            }
        }

        var (_, sum) = await HashedCopy.ReadAsync(folder.Sums, cancellation);
        var description = new BackupDescription(
            BackupDescription.FormatName, madeAt, typeof(BackupMaking).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion,
            hasDatabase, files, bytes, sum);
        var content = description.ToBytes();
        await File.WriteAllBytesAsync(folder.Description, content, cancellation);
        await File.WriteAllTextAsync(folder.Signature, await seal.SignAsync(content, cancellation) + "\n", cancellation);
        File.Delete(folder.Unfinished);
        return description;
    }

    private async Task<(bool HasDatabase, string? File)> CopyDatabaseAsync(BackupFolder folder, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await engine.TryCopyAsync(db, folder.Database, cancellation) ? (true, db.Database.GetDbConnection().DataSource) : (false, null);
    }

    /// <summary>Null if the file went meanwhile.</summary>
    private async Task<(long Bytes, string Digest)?> TryCopyAsync(BackupFolder folder, string path, CancellationToken cancellation)
    {
        var (source, target) = (Path.Combine(data.Folder, path), Path.Combine(folder.Files, path));
        BackupFolder.Make(Path.GetDirectoryName(target)!);
        try
        {
            return await HashedCopy.CopyAsync(source, target, cancellation);
        }
        catch (IOException) when (!File.Exists(source))
        {
            return null;
        }
    }
}
