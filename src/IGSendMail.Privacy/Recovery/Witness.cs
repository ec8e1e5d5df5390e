using System.Text.Json;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace IGSendMail.Privacy.Recovery;

/// <summary>Where the witness lies (<c>Keys:Witness</c>).</summary>
/// <param name="File">Its full path; null where there is none.</param>
public sealed record WitnessOptions(string? File)
{
    /// <summary>Needed outside Development: without it two old copies are not told from the newest.</summary>
    public const string Setting = "Keys:Witness";
}

/// <summary>
/// A small file in a third place that knows how far the vault had come. An old database and an old vault that are put back together fit each
/// other; the witness was not put back with them. It is written after the vault, so what it says was so: a crash raises no alarm. Each
/// replica may have one of its own.
/// </summary>
public sealed class Witness(
    WitnessOptions options, IDbContextFactory<VaultContext> vaults, TimeProvider time, ILogger<Witness> log) : IRepeatedWork
{
    private WitnessedState? _written;
    private volatile bool _isInTrouble;

    /// <summary>True from when the file could not be read or written until it was written again.</summary>
    public bool IsInTrouble => _isInTrouble;

    /// <inheritdoc />
    public string Name => "witness";

    /// <inheritdoc />
    public TimeSpan Every => TimeSpan.FromSeconds(15);

    /// <summary>False if the vault lacks what the witness has seen in it, or has something else in its place.</summary>
    public async Task<bool> AgreesAsync(CancellationToken cancellation)
    {
        if (await ReadAsync(cancellation) is not { } seen)
        {
            return true;
        }

        await using var vault = await vaults.CreateDbContextAsync(cancellation);
        return await HasGroupAsync(vault, seen, cancellation) && await HasHeadAsync(vault, seen, cancellation);
    }

    /// <summary>Writes down how far the vault is, unless the witness knows better: then it is left as it is.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (options.File is null)
        {
            return;
        }

        await using var vault = await vaults.CreateDbContextAsync(cancellation);
        var group = await ToldJournal.NewestAsync(vault, cancellation);
        var head = await vault.AuditHeads().AsNoTracking().OrderByDescending(h => h.Number).FirstOrDefaultAsync(cancellation);
        var now = new WitnessedState(group?.Number ?? 0, group?.Mark ?? Guid.Empty, head?.Number ?? 0, head is null ? "" : Convert.ToHexString(head.Root));
        if (now == _written && File.Exists(options.File))
        {
            return;
        }

        if (!await AgreesAsync(cancellation))
        {
            log.WitnessDisagrees();
            return;
        }

        try
        {
            await WriteAsync(options.File, now, cancellation);
            (_written, _isInTrouble) = (now, false);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _isInTrouble = true;
            log.WitnessNotWritten(failure.GetType().Name);
        }
    }

    /// <summary>Tries the place, before anything is served.</summary>
    /// <exception cref="InvalidSettingException">Nothing can be written there.</exception>
    public async Task RequirePlaceAsync(CancellationToken cancellation)
    {
        if (options.File is not { } file)
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            // Another process may try the same place at the same moment.
            var probe = $"{file}.{RowKeys.New(time):N}";
            await File.WriteAllTextAsync(probe, "", cancellation);
            File.Delete(probe);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InvalidSettingException(WitnessOptions.Setting, $"is {file}, where nothing can be written: {failure.Message}", failure);
        }
    }

    private static async Task<bool> HasGroupAsync(VaultContext vault, WitnessedState seen, CancellationToken cancellation)
    {
        if (seen.Group == 0)
        {
            return true;
        }

        var first = await vault.ToldGroups().AsNoTracking().Where(g => g.Number >= seen.Group).OrderBy(g => g.Number).FirstOrDefaultAsync(cancellation);
        return first is not null && (first.Number == seen.Group
            ? first.Mark == seen.Mark
            // Old groups age away, from the oldest on; a hole does not.
            : !await vault.ToldGroups().AnyAsync(g => g.Number < seen.Group, cancellation));
    }

    private static async Task<bool> HasHeadAsync(VaultContext vault, WitnessedState seen, CancellationToken cancellation) =>
        seen.Head == 0
        || await new NotedHead(seen.Head, seen.Root).FindAsync(vault, cancellation) is NotedHeadFinding.AsNoted or NotedHeadFinding.Aged;

    /// <summary>What the file says; null if there is none, or one that cannot be read: a torn witness stops nothing, but somebody has to know.</summary>
    private async Task<WitnessedState?> ReadAsync(CancellationToken cancellation)
    {
        if (options.File is null || !File.Exists(options.File))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<WitnessedState>(await File.ReadAllBytesAsync(options.File, cancellation));
        }
        catch (Exception torn) when (torn is JsonException or IOException or UnauthorizedAccessException)
        {
            _isInTrouble = true;
            log.WitnessTorn(torn.GetType().Name);
            return null;
        }
    }

    private async Task WriteAsync(string file, WitnessedState state, CancellationToken cancellation)
    {
        var unfinished = $"{file}.{RowKeys.New(time):N}";
        await using (var stream = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await stream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(state), cancellation);
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, file, overwrite: true);
    }

    /// <param name="Group">The newest group of the journal of what was told.</param>
    /// <param name="Mark">Its mark.</param>
    /// <param name="Head">The newest head of the audit trail.</param>
    /// <param name="Root">What it hashes to.</param>
    private sealed record WitnessedState(long Group, Guid Mark, long Head, string Root);
}
