using IGSendMail.Privacy.Backups;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;

namespace IGSendMail.Web.Hosting.Starting;

/// <summary>
/// What backups leave on the disk. A drill that was killed leaves people there who were erased since, so it goes at the next start or within an
/// hour; what a restore took out of the way goes after a week; and nothing starts on a restore that stands half-way.
/// </summary>
internal sealed class BackupRemains(SiteFolders folders, TimeProvider time) : IRepeatedWork
{
    private static readonly TimeSpan ReplacedKept = TimeSpan.FromDays(7);

    /// <inheritdoc />
    public string Name => "remains of backups";

    /// <inheritdoc />
    public TimeSpan Every => TimeSpan.FromHours(1);

    private string Lock => Path.Combine(folders.Vault, "drill.lock");

    private string[] Drills => [Path.Combine(folders.Data, DataFiles.Drill), Path.Combine(folders.Vault, DataFiles.Drill)];

    /// <exception cref="InvalidSettingException">A restore was interrupted.</exception>
    public void RefuseHalfRestored()
    {
        if (Directory.Exists(Path.Combine(folders.Data, DataFiles.Restoring)))
        {
            throw new InvalidSettingException(
                SiteFolders.DataKey, $"is {folders.Data}, where a restore was interrupted. Run \"backup restore\" again with the same backup: it goes on where it stopped");
        }
    }

    /// <inheritdoc />
    public Task RunAsync(CancellationToken cancellation)
    {
        using (TryBeginDrill())
        {
            // Taking the turn cleans up; while a drill runs, there is nothing to clean.
        }

        var replaced = new DirectoryInfo(Path.Combine(folders.Data, DataFiles.Replaced));
        foreach (var old in replaced.Exists ? replaced.GetDirectories() : [])
        {
            if (old.LastWriteTimeUtc < (time.GetUtcNow() - ReplacedKept).UtcDateTime)
            {
                old.Delete(recursive: true);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Two empty folders for a drill, which go when the turn is given back; null while another process has it.</summary>
    /// <exception cref="InvalidSettingException">The lock belongs to another user.</exception>
    public DrillTurn? TryBeginDrill()
    {
        FileStream held;
        try
        {
            held = new FileStream(Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            // Another process has it.
            return null;
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new InvalidSettingException(SiteFolders.VaultKey, $"holds {Lock}, which cannot be used: {StartProblems.OneLine(denied.Message)}", denied);
        }

        var turn = new DrillTurn(held, Drills[0], Drills[1]);
        turn.Clear();
        return turn;
    }
}

/// <summary>The right to run a drill, one at a time.</summary>
/// <param name="held">The lock.</param>
/// <param name="data">The drill's <c>Data:Folder</c>.</param>
/// <param name="vault">The drill's <c>Vault:Folder</c>.</param>
internal sealed class DrillTurn(FileStream held, string data, string vault) : IDisposable
{
    public string Data => data;

    public string Vault => vault;

    /// <summary>Removes both folders.</summary>
    public void Clear()
    {
        foreach (var folder in new[] { data, vault }.Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Clear();
        held.Dispose();
    }
}
