using System.Globalization;
using System.Security.Cryptography;
using IGSendMail.Platform.Audience.Reading;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Audience;

/// <summary>Takes uploaded files: streams them to disk, then has them looked through.</summary>
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
    /// <summary>A file of up to so many bytes is looked through before the page that follows the upload.</summary>
    private const long LookedAtOnce = 4 * 1024 * 1024;

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
            var (size, digest) = await WriteAsync(path, Import.FilePlaceOf(accountId, path), content, cancellation);
            return new UploadedFile(id, Path.GetRelativePath(data.Imports, path), size, digest);
        }
        catch
        {
            ImportFile.Remove(path);
            throw;
        }
    }

    /// <summary>
    /// Has a file looked through for a list that is to be made. The list is made when the customer says yes: a file that cannot
    /// be read leaves none behind. Null if the account may not add data.
    /// </summary>
    public Task<Import?> ToNewListAsync(Guid accountId, string name, UploadedFile file, CancellationToken cancellation) =>
        OrderAsync(new(accountId, RowKeys.New(time)), name.Trim(), file, cancellation);

    /// <summary>Has a further file looked through. Null if the list is gone or the account may not add data.</summary>
    public async Task<Import?> ToListAsync(ListKey list, UploadedFile file, CancellationToken cancellation)
    {
        if (await db.SubscriberLists().Visible(list.Account).AnyAsync(l => l.Id == list.List, cancellation))
        {
            return await OrderAsync(list, null, file, cancellation);
        }

        Discard(file);
        return null;
    }

    /// <summary>Removes a file that no import was ordered for.</summary>
    public void Discard(UploadedFile file) => ImportFile.Remove(Path.Combine(data.Imports, file.Path));

    private async Task<Import?> OrderAsync(
        ListKey list, string? newList, UploadedFile file, CancellationToken cancellation)
    {
        switch (await SameAsync(list.Account, file, cancellation))
        {
            case { IsFinished: false } same:
                Discard(file);
                return same;
            case { }:
                // That one is over: whoever sends the same file again wants it taken again.
                file = file with { Id = RowKeys.New(time) };
                break;
        }

        var content = await sealer.SealAsync(
            Import.PlaceOf(new(list.Account, file.Id)), new ImportContent(newList, FileChoices.None), cancellation);
        Import? import;
        try
        {
            import = await AddAsync(list, file, content, cancellation);
        }
        catch (DbUpdateException race) when (db.Engine.IsKeyViolation(race))
        {
            // The same form was sent twice, and the other one was first.
            db.ChangeTracker.Clear();
            Discard(file);
            return await SameAsync(list.Account, file, cancellation);
        }

        if (import is null)
        {
            Discard(file);
            return null;
        }

        if (file.Size <= LookedAtOnce)
        {
            await imports.BeginAsync(import.Key, cancellation);
        }

        bell.Ring(imports.Name);
        return import;
    }

    /// <summary>What was ordered under the same key before.</summary>
    private Task<Import?> SameAsync(Guid account, UploadedFile file, CancellationToken cancellation) =>
        db.Imports().AsNoTracking().SingleOrDefaultAsync(i => i.AccountId == account && i.Id == file.Id, cancellation);

    private Task<Import?> AddAsync(ListKey list, UploadedFile file, Sealed content, CancellationToken cancellation) =>
        db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            if (!await db.IsOpenAsync(list.Account, token))
            {
                return null;
            }

            var ordered = new Import
            {
                AccountId = list.Account,
                Id = file.Id,
                ListId = list.List,
                State = ImportState.Looking,
                File = file.Path,
                Size = file.Size,
                CreatedAt = time.GetUtcNow(),
                Content = content,
            };
            db.Add(ordered);
            await trail.AppendAsync(
                db, new(AudienceActs.ImportStarted, AuditActor.SomebodyOf(list.Account), PersonKeys.Account.Of(list.Account)), token);
            return (Import?)ordered;
        }, cancellation);

    /// <summary>Nobody fills the disk for everybody else. How many uploads run at a time is limited before they come here.</summary>
    private async Task RequireRoomAsync(Guid accountId, CancellationToken cancellation)
    {
        var waiting = await db.Imports()
            .Where(i => i.AccountId == accountId && i.FinishedAt == null && i.State != ImportState.Undoing)
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

    private async Task<(long Size, byte[] Digest)> WriteAsync(string path, SealedFilePlace place, Stream content, CancellationToken cancellation)
    {
        var buffer = new byte[81_920];
        long size = 0;
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = await files.CreateAsync(path, place, cancellation);
        while (await ReadAsync(content, buffer, cancellation) is var read and > 0)
        {
            size += read;
            if (size > options.MaxUploadBytes)
            {
                throw new UploadRefusedException(UploadRefusal.TooLarge);
            }

            digest.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }

        if (size == 0)
        {
            throw new UploadRefusedException(UploadRefusal.Empty);
        }

        await file.CompleteAsync(cancellation);
        return (size, digest.GetHashAndReset());
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
/// <param name="Digest">SHA-256 of its content.</param>
public sealed record UploadedFile(Guid Id, string Path, long Size, byte[] Digest);

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
