using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.Extensions.Logging;

namespace IGSendMail.Privacy.Consent;

/// <summary>
/// Where refusals and withdrawals wait while the ledger cannot be reached: a small file each beneath <c>Data:Folder</c>,
/// on the disk for good before the visitor has an answer. A file is sealed (AES-256-GCM under a secret of the vault, bound
/// to its record key: there is no owner's key for somebody who is not signed in) and goes once its record stands.
/// </summary>
public sealed class ConsentSpool(
    DataOptions data, Vault vault, ConsentRevocations revocations, ILogger<ConsentSpool> log)
{
    private const string Kept = ".choice", Unfinished = ".tmp", Unreadable = ".unreadable";
    private readonly SecretSeal _seal = new(vault, "consent spool");

    public string Folder { get; } = data.ConsentSpool;

    /// <summary>
    /// Once, before the first page: fetches the secret, so that a vault that goes away later costs no refusal, and revokes
    /// anew what was taken back and still waits.
    /// </summary>
    public async Task ReadyAsync(CancellationToken cancellation)
    {
        await _seal.ReadyAsync(cancellation);
        foreach (var file in Waiting())
        {
            try
            {
                if (await TryReadAsync(file, cancellation) is { } decision)
                {
                    Revoke(decision);
                }
            }
            catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
            {
                log.KeptChoiceNotOpened(Path.GetFileName(file), closed.GetType().Name);
            }
        }
    }

    /// <summary>
    /// Makes a refusal or withdrawal true that the ledger did not take: what it ends is revoked at once, and it is kept.
    /// It is honoured even if the disk does not take it; then the log says so.
    /// </summary>
    public async Task HonourAsync(ConsentDecision decision)
    {
        Revoke(decision);
        try
        {
            await KeepAsync(decision, CancellationToken.None);
        }
        catch (Exception failure)
        {
            log.RefusalWithoutRecord(decision.RecordId, failure.GetType().Name);
        }
    }

    /// <summary>Keeps a decision, durably.</summary>
    /// <exception cref="IOException">The disk did not take it.</exception>
    public async Task KeepAsync(ConsentDecision decision, CancellationToken cancellation)
    {
        var content = await SealAsync(decision, cancellation);
        Directory.CreateDirectory(Folder);
        var file = FileOf(decision);
        await using (var stream = new FileStream(file + Unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await stream.WriteAsync(content, cancellation);
            stream.Flush(flushToDisk: true);
        }

        File.Move(file + Unfinished, file + Kept, overwrite: true);
        DirectoryFlush.ToDisk(Folder);
    }

    /// <summary>The files that wait, oldest first.</summary>
    internal IEnumerable<string> Waiting() => Directory.Exists(Folder)
        ? Directory.EnumerateFiles(Folder, "*" + Kept).Order(StringComparer.Ordinal)
        : [];

    /// <summary>
    /// What a file says; null if another process took it meanwhile, or if it is not a file of ours or was changed: then it is
    /// put out of the way, for somebody to look at.
    /// </summary>
    internal async Task<ConsentDecision?> TryReadAsync(string file, CancellationToken cancellation)
    {
        try
        {
            return await OpenAsync(file, await File.ReadAllBytesAsync(file, cancellation), cancellation);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or JsonException)
        {
            log.KeptChoiceSetAside(Path.GetFileName(file));
            File.Move(file, Path.ChangeExtension(file, Unreadable), overwrite: true);
            return null;
        }
    }

    /// <summary>The record of a file stands in the ledger.</summary>
    internal static void Remove(string file) => File.Delete(file);

    /// <summary>The record of a decision stands in the ledger. A file that cannot go now is taken in once more, for nothing.</summary>
    internal void Remove(ConsentDecision decision)
    {
        try
        {
            File.Delete(FileOf(decision) + Kept);
        }
        catch (Exception kept) when (kept is IOException or UnauthorizedAccessException)
        {
            log.KeptChoiceNotRemoved(decision.RecordId, kept.GetType().Name);
        }
    }

    /// <summary>Revokes the chain that a decision ends, if it ends one.</summary>
    internal void Revoke(ConsentDecision decision)
    {
        if (decision.Revokes is { } ended)
        {
            revocations.Add(ended.Chain, ended.Until);
        }
    }

    /// <summary>Removes what a killed process left half written: its visitor never had an answer.</summary>
    internal void RemoveUnfinished(DateTimeOffset before)
    {
        foreach (var file in Directory.Exists(Folder) ? Directory.EnumerateFiles(Folder, "*" + Unfinished).ToList() : [])
        {
            if (File.GetLastWriteTimeUtc(file) < before.UtcDateTime)
            {
                File.Delete(file);
            }
        }
    }

    private string FileOf(ConsentDecision decision) => Path.Combine(Folder, decision.RecordId.ToString("N"));

    private async Task<ConsentDecision> OpenAsync(string file, byte[] content, CancellationToken cancellation)
    {
        if (!Guid.TryParseExact(Path.GetFileNameWithoutExtension(file), "N", out var id))
        {
            throw new CryptographicException("The file is not a kept choice.");
        }

        var clear = await _seal.OpenAsync(content, id.ToByteArray(bigEndian: true), cancellation);
        return JsonSerializer.Deserialize<ConsentDecision>(clear) is { } decision && decision.RecordId == id
            ? decision
            : throw new CryptographicException("The file holds another choice.");
    }

    private ValueTask<byte[]> SealAsync(ConsentDecision decision, CancellationToken cancellation) =>
        _seal.SealAsync(JsonSerializer.SerializeToUtf8Bytes(decision), decision.RecordId.ToByteArray(bigEndian: true), cancellation);
}

/// <summary>
/// A new name in a folder survives a power cut only once the folder itself is on the disk; .NET has no call for that.
/// Elsewhere than on Linux the file system is trusted with it.
/// </summary>
internal static class DirectoryFlush
{
    public static void ToDisk(string folder)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var handle = Open(Encoding.UTF8.GetBytes(folder + '\0'), flags: 0);
        if (handle < 0)
        {
            throw new IOException("The folder could not be opened to write it to the disk.");
        }

        var failed = Sync(handle) != 0;
        _ = Close(handle);
        if (failed)
        {
            throw new IOException("The folder could not be written to the disk.");
        }
    }

    [DllImport("libc", EntryPoint = "open")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int handle);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int handle);
}
