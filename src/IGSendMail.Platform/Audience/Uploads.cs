using System.Globalization;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Audience;

/// <summary>Takes uploaded files: streams them to disk, then orders their import.</summary>
public sealed class Uploads(
    IGSendMailContext db,
    ImportWork imports,
    WorkBell bell,
    Sealer sealer,
    Vault vault,
    SealedFiles files,
    AuditTrail trail,
    DataOptions data,
    AudienceOptions options,
    TimeProvider time)
{
    /// <summary>
    /// Streams a file into the account's folder, sealed, and onto the disk for good. Never more than a buffer of it is
    /// in memory. Nothing is left behind if it is refused.
    /// </summary>
    /// <exception cref="UploadRefusedException">It is too large, empty, or was interrupted, or the account holds too much already.</exception>
    public async Task<UploadedFile> SaveAsync(Guid accountId, Stream content, CancellationToken cancellation)
    {
        await RequireRoomAsync(accountId, cancellation);
        var id = RowKeys.New(time);
        var path = OwnerFolder.File(
            data.Imports, accountId, time.GetUtcNow(), id.ToString("N", CultureInfo.InvariantCulture) + ".csv");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);

        // An account that came back has a fresh key; what this process remembers may be the destroyed one.
        vault.Forget(AudienceKeys.Audience.Of(accountId));
        try
        {
            var size = await WriteAsync(path, Import.FilePlaceOf(accountId, path), content, cancellation);
            return new UploadedFile(id, Path.GetRelativePath(data.Imports, path), size);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Makes a list and orders the import of its first file. Null if the account may not add data.</summary>
    public async Task<Import?> ToNewListAsync(Guid accountId, string name, UploadedFile file, CancellationToken cancellation)
    {
        var list = new ListKey(accountId, RowKeys.New(time));
        var content = await sealer.SealAsync(
            SubscriberList.PlaceOf(list), new ListContent(name.Trim()), cancellation);
        return await OrderAsync(list, file, () => db.Add(new SubscriberList
        {
            AccountId = list.Account,
            Id = list.List,
            Content = content,
            CreatedAt = time.GetUtcNow(),
        }), cancellation);
    }

    /// <summary>Orders the import of a further file. Null if the list is gone or the account may not add data.</summary>
    public async Task<Import?> ToListAsync(ListKey list, UploadedFile file, CancellationToken cancellation)
    {
        if (await db.SubscriberLists().AnyAsync(l => l.AccountId == list.Account && l.Id == list.List && l.DeletedAt == null, cancellation))
        {
            return await OrderAsync(list, file, () => { }, cancellation);
        }

        Discard(file);
        return null;
    }

    /// <summary>Removes a file that no import was ordered for.</summary>
    public void Discard(UploadedFile file) => File.Delete(Path.Combine(data.Imports, file.Path));

    private async Task<Import?> OrderAsync(
        ListKey list, UploadedFile file, Action andAdd, CancellationToken cancellation)
    {
        var import = await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            if (!await db.IsOpenAsync(list.Account, token))
            {
                return null;
            }

            andAdd();
            var ordered = new Import
            {
                AccountId = list.Account,
                Id = file.Id,
                ListId = list.List,
                File = file.Path,
                Size = file.Size,
                CreatedAt = time.GetUtcNow(),
            };
            db.Add(ordered);
            await trail.AppendAsync(
                db, new(AudienceActs.ImportStarted, AuditActor.SomebodyOf(list.Account), PersonKeys.Account.Of(list.Account)), token);
            return ordered;
        }, cancellation);

        if (import is null)
        {
            Discard(file);
            return null;
        }

        // A short file is read at once, so that the first page after the upload shows its people; the rest of a long
        // one is left to the background.
        await imports.BeginAsync(import, cancellation);
        bell.Ring(imports.Name);
        return import;
    }

    /// <summary>Nobody fills the disk for everybody else. How many uploads run at a time is limited before they come here.</summary>
    private async Task RequireRoomAsync(Guid accountId, CancellationToken cancellation)
    {
        var waiting = await db.Imports()
            .Where(i => i.AccountId == accountId && (i.State == ImportState.Waiting || i.State == ImportState.Running))
            .SumAsync(i => i.Size, cancellation);
        if (waiting >= options.MaxWaitingBytes)
        {
            throw new UploadRefusedException(UploadRefusal.TooMuchWaiting);
        }

        if (await db.Subscribers().LongCountAsync(s => s.AccountId == accountId, cancellation) >= options.MaxPeople)
        {
            throw new UploadRefusedException(UploadRefusal.TooManyPeople);
        }
    }

    private async Task<long> WriteAsync(string path, SealedFilePlace place, Stream content, CancellationToken cancellation)
    {
        var buffer = new byte[81_920];
        long size = 0;
        await using var file = await files.CreateAsync(path, place, cancellation);
        while (await ReadAsync(content, buffer, cancellation) is var read and > 0)
        {
            size += read;
            if (size > options.MaxUploadBytes)
            {
                throw new UploadRefusedException(UploadRefusal.TooLarge);
            }

            await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }

        if (size == 0)
        {
            throw new UploadRefusedException(UploadRefusal.Empty);
        }

        await file.CompleteAsync(cancellation);
        return size;
    }

    private static async ValueTask<int> ReadAsync(Stream content, byte[] buffer, CancellationToken cancellation)
    {
        try
        {
            return await content.ReadAsync(buffer, cancellation);
        }
        catch (Exception cut) when (cut is IOException or InvalidDataException)
        {
            // The sender's side broke; a full disk on ours fails in the write and stays an error.
            throw new UploadRefusedException(UploadRefusal.Interrupted, cut);
        }
    }
}

/// <summary>A file on disk for which no import is ordered yet.</summary>
/// <param name="Id">Key of the import to be.</param>
/// <param name="Path">Relative to the imports folder.</param>
/// <param name="Size">Bytes.</param>
public sealed record UploadedFile(Guid Id, string Path, long Size);

/// <summary>Why an upload was not taken.</summary>
public enum UploadRefusal
{
    /// <summary>No file was chosen.</summary>
    Missing,

    /// <summary>It is larger than <see cref="AudienceOptions.MaxUploadBytes"/>.</summary>
    TooLarge,

    /// <summary>It holds nothing.</summary>
    Empty,

    /// <summary>The sender stopped in the middle.</summary>
    Interrupted,

    /// <summary>The account holds <see cref="AudienceOptions.MaxPeople"/> people.</summary>
    TooManyPeople,

    /// <summary><see cref="AudienceOptions.MaxWaitingBytes"/> of its uploads wait to be read.</summary>
    TooMuchWaiting,
}

/// <summary>An upload was not taken, and nothing of it was kept.</summary>
public sealed class UploadRefusedException(UploadRefusal why, Exception? cause = null)
    : Exception($"The upload was refused: {why}.", cause)
{
    /// <summary>The reason.</summary>
    public UploadRefusal Why { get; } = why;
}
