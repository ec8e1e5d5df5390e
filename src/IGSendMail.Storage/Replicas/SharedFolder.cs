using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Storage;

/// <summary>How a data folder stands to the database.</summary>
public enum FolderFinding
{
    /// <summary>It is the one that all replicas on this database share.</summary>
    Shared,

    /// <summary>It has no mark although the database knows one: a folder of one replica alone, or a new, empty one.</summary>
    Unmarked,

    /// <summary>Its mark is another one: it belongs to another database.</summary>
    OfAnother,
}

/// <summary>Shows that all replicas on one database have one data folder: both hold the same mark.</summary>
public static class SharedFolder
{
    /// <summary>The file in the folder that holds the mark.</summary>
    public const string FileName = "folder-mark";

    /// <summary>
    /// Compares the two. A database that knows no mark yet takes that of the folder, which is made if need be: the folder
    /// first, so that a process killed in between leaves a folder that the next start takes. Of several that are first at
    /// once one wins in the database.
    /// </summary>
    public static async Task<FolderFinding> LookAsync(IGSendMailContext db, string folder, CancellationToken cancellation)
    {
        var known = await MarkAsync(db, cancellation);
        if (known is null)
        {
            await TryRecordAsync(db, ReadOrMake(db, folder), cancellation);
            known = await MarkAsync(db, cancellation);
        }

        return Read(folder) is not { } found ? FolderFinding.Unmarked
            : found == known ? FolderFinding.Shared
            : FolderFinding.OfAnother;
    }

    /// <summary>
    /// Declares the folder to be the one of this database, whatever either knew before; other replicas refuse to start with
    /// any other one from now on. Part of the caller's transaction.
    /// </summary>
    public static async Task AdoptAsync(IGSendMailContext db, string folder, CancellationToken cancellation)
    {
        var mark = ReadOrMake(db, folder);
        if (await db.Set<FolderMark>().SingleOrDefaultAsync(cancellation) is { } row)
        {
            row.Mark = mark;
        }
        else
        {
            db.Add(new FolderMark { Mark = mark });
        }
    }

    private static Task<Guid?> MarkAsync(IGSendMailContext db, CancellationToken cancellation) =>
        db.Set<FolderMark>().AsNoTracking().Select(m => (Guid?)m.Mark).SingleOrDefaultAsync(cancellation);

    private static async Task TryRecordAsync(IGSendMailContext db, Guid mark, CancellationToken cancellation)
    {
        try
        {
            await db.WriteAsync(WriteUrgency.Interactive, _ =>
            {
                db.Add(new FolderMark { Mark = mark });
                return Task.CompletedTask;
            }, cancellation);
        }
        catch (DbUpdateException race) when (db.Engine.IsKeyViolation(race))
        {
            // Another replica was first; whether it has the same folder is compared next.
        }
    }

    /// <summary>The mark in the folder; null if there is none, or one that says nothing.</summary>
    private static Guid? Read(string folder) =>
        AgreedFile.TryRead(Path.Combine(folder, FileName)) is { } text && Guid.TryParse(text, out var mark) ? mark : null;

    /// <summary>The mark in the folder; a fresh one if there is none, or one that says nothing.</summary>
    private static Guid ReadOrMake(IGSendMailContext db, string folder) => Guid.Parse(AgreedFile.ReadOrWrite(
        Path.Combine(folder, FileName), text => !Guid.TryParse(text, out _), () => RowKeys.New(db.Time).ToString("N")));
}
