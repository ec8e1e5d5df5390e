using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.Extensions.Logging;

namespace IGSendMail.Privacy.Packages;

/// <summary>Opens finished packages for their download.</summary>
public sealed class PackageFiles(SealedFiles files, DataOptions data, ILogger<PackageFiles> log)
{
    /// <summary>The package in clear as a stream; null if it is gone, its owner is being erased, or it was damaged.</summary>
    public async Task<Stream?> OpenAsync(ExportPackage package, CancellationToken cancellation)
    {
        var file = Path.Combine(OwnerFolder.Of(data.Exports, package.OwnerId), package.FileName);
        try
        {
            return await files.OpenAsync(file, package.FilePlace, cancellation);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException or KeyDestroyedException)
        {
            // By age, or by an erasure that has begun.
            return null;
        }
        catch (UnsealException damaged)
        {
            log.PackageNotOpened(damaged, package.RequestId);
            return null;
        }
    }
}
