namespace IGSendMail.Storage;

/// <summary>
/// Seals the files of one folder anew. Each is written beside the old one and takes its place when it is whole; whoever
/// reads the old one meanwhile reads on.
/// </summary>
internal sealed class ResealFolder(SealedFolder folder, SealedFiles files, Vault vault)
{
    private const string Unfinished = ".anew";

    public async Task PassAsync(KeyOwner? owner, ResealPass pass, IProgress<RotationProgress> progress, CancellationToken cancellation)
    {
        long seen = 0, before = pass.Files;
        var owners = Directory.Exists(folder.Root) ? Directory.EnumerateDirectories(folder.Root) : [];
        foreach (var path in owners.SelectMany(Directory.EnumerateFiles).ToList())
        {
            cancellation.ThrowIfCancellationRequested();
            seen++;
            if (path.EndsWith(Unfinished, StringComparison.Ordinal))
            {
                // From a process that was killed: the file itself still stands beside it.
                File.Delete(path);
            }
            else if (files.Peek(path) is { } named && (owner is not { } only || only == named.Owner))
            {
                await SealAnewAsync(path, named.Owner, named.KeyId, pass, cancellation);
            }

            progress.Report(new RotationProgress(RotationStep.Sealing, folder.Name, seen, pass.Files - before));
        }
    }

    private async Task SealAnewAsync(string path, KeyOwner owner, Guid keyId, ResealPass pass, CancellationToken cancellation)
    {
        if (await vault.NewestIdAsync(owner, cancellation) is not { } newest || newest == keyId)
        {
            return;
        }

        var place = new SealedFilePlace(folder.Name, owner, Path.GetFileName(path));
        var anew = path + Unfinished;
        try
        {
            await using (var old = await files.OpenAsync(path, place, cancellation))
            await using (var fresh = await files.CreateAsync(anew, place, cancellation))
            {
                await old.CopyToAsync(fresh, cancellation);
                await fresh.CompleteAsync(cancellation);
            }

            if (File.Exists(path))
            {
                File.Move(anew, path, overwrite: true);
                pass.Files++;
            }
        }
        catch (UnsealException damaged)
        {
            // Damaged, or still being written under its old key: that key stays.
            pass.DidNotOpen(keyId, damaged);
        }
        catch (Exception gone) when (gone is KeyDestroyedException or FileNotFoundException or DirectoryNotFoundException)
        {
            // Its owner is being erased, or its work was done: it needs no new key.
        }
        finally
        {
            if (Directory.Exists(Path.GetDirectoryName(anew)))
            {
                File.Delete(anew);
            }
        }
    }
}
