using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Storage;

/// <summary>
/// Copies into the vault what a killed process left, and lets the database remember how far it knows the journal. Notes stay for an hour
/// after that: by them a repetition sees that somebody said something newer meanwhile.
/// </summary>
public sealed class ToldCopying(
    IDbContextFactory<IGSendMailContext> contexts, IDbContextFactory<VaultContext> vaults, ToldJournal journal, TimeProvider time) : IRepeatedWork
{
    private const int SliceRows = 500;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    /// <inheritdoc />
    public string Name => "told journal";

    /// <inheritdoc />
    public TimeSpan Every => TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken cancellation)
    {
        await CopyAsync(cancellation);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var before = time.GetUtcNow() - Kept;
        if (await db.ToldNotes().AnyAsync(n => n.CopiedAt < before, cancellation))
        {
            await db.WriteAsync(
                WriteUrgency.Background, token => db.ToldNotes().Where(n => n.CopiedAt < before).ExecuteDeleteAsync(token), cancellation);
        }
    }

    /// <summary>Copies what waits. Safe to kill anywhere and to repeat; several processes may do it at once.</summary>
    public async Task CopyAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        while (await db.ToldNotes().AsNoTracking().Where(n => n.CopiedAt == null).OrderBy(n => n.Id).Take(SliceRows).ToListAsync(cancellation)
            is { Count: > 0 } notes)
        {
            await journal.WriteAsync(notes, cancellation);

            // What the vault has stood in this database before: it knows all up to here.
            var newest = await NewestAsync(cancellation);
            List<Guid> copied = notes.ConvertAll(n => n.Id);
            var now = time.GetUtcNow();
            await db.WriteAsync(WriteUrgency.Background, async token =>
            {
                await db.ToldNotes().Where(n => copied.Contains(n.Id)).ExecuteUpdateAsync(set => set.SetProperty(n => n.CopiedAt, now), token);
                await KnowAsync(db, newest, token);
            }, cancellation);
        }
    }

    /// <summary>Lets the database remember that it knows the journal up to a group, inside the caller's transaction; it never goes back.</summary>
    public static async Task KnowAsync(IGSendMailContext db, ToldGroup? newest, CancellationToken cancellation)
    {
        if (newest is null)
        {
            return;
        }

        if (await db.ToldPositions().Where(p => p.Number < newest.Number).ExecuteUpdateAsync(
                set => set.SetProperty(p => p.Number, newest.Number).SetProperty(p => p.Mark, newest.Mark), cancellation) == 0
            && !await db.ToldPositions().AnyAsync(cancellation))
        {
            db.Add(new ToldPosition { Number = newest.Number, Mark = newest.Mark });
        }
    }

    private async Task<ToldGroup?> NewestAsync(CancellationToken cancellation)
    {
        await using var vault = await vaults.CreateDbContextAsync(cancellation);
        return await ToldJournal.NewestAsync(vault, cancellation);
    }
}
