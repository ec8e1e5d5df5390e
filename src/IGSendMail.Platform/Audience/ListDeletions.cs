using IGSendMail.Privacy;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace IGSendMail.Platform.Audience;

/// <summary>
/// Removes lists that their owners deleted: people, problems, imports with their files, and the list itself last, in
/// slices that keep nobody waiting. A process killed anywhere finds the list again and goes on.
/// </summary>
public sealed class ListDeletions(
    IDbContextFactory<IGSendMailContext> contexts, Leases leases, IEngine engine, IOptions<DataOptions> data) : IRepeatedWork
{
    private const int SliceRows = 500;

    /// <inheritdoc />
    public string Name => "list-deletions";

    /// <inheritdoc />
    public TimeSpan Every => TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken cancellation)
    {
        var deleted = await DeletedAsync(cancellation);
        if (deleted.Count == 0 || await leases.TryTakeAsync(Name, cancellation) is not { } held)
        {
            return;
        }

        try
        {
            foreach (var list in deleted)
            {
                await RemoveAsync(list, held, cancellation);
            }

            await using var db = await contexts.CreateDbContextAsync(cancellation);
            await engine.ScrubAsync(db, cancellation);
        }
        finally
        {
            await leases.ReleaseAsync(held, CancellationToken.None);
        }
    }

    private async Task<List<SubscriberList>> DeletedAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.SubscriberLists().AsNoTracking().Where(l => l.DeletedAt != null).ToListAsync(cancellation);
    }

    private async Task RemoveAsync(SubscriberList list, HeldLease held, CancellationToken cancellation)
    {
        while (await SliceAsync(held, (db, token) => RemovePeopleAsync(db, list, token), cancellation) > 0)
        {
            // Each slice is a transaction of its own; waiting writers get their turn in between.
        }

        foreach (var import in await ImportsAsync(list, cancellation))
        {
            File.Delete(Path.Combine(data.Value.Imports, import.File));
            await SliceAsync(held, (db, token) => RemoveImportAsync(db, import, token), cancellation);
        }

        await SliceAsync(held, (db, token) => db.SubscriberLists()
            .Where(l => l.AccountId == list.AccountId && l.Id == list.Id).ExecuteDeleteAsync(token), cancellation);
    }

    private async Task<int> SliceAsync(
        HeldLease held, Func<IGSendMailContext, CancellationToken, Task<int>> remove, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            await Leases.ExtendAsync(db, held, token);
            return await remove(db, token);
        }, cancellation);
    }

    /// <summary>
    /// The engines' purge selects by one column, and no index starts with the list alone. Reading the next keys by
    /// (account, list) and deleting them by primary key touches neighbouring pages on both engines.
    /// </summary>
    private static async Task<int> RemovePeopleAsync(IGSendMailContext db, SubscriberList list, CancellationToken cancellation)
    {
        var ids = await db.Subscribers()
            .Where(s => s.AccountId == list.AccountId && s.ListId == list.Id)
            .OrderBy(s => s.AddressHash)
            .Select(s => s.Id)
            .Take(SliceRows)
            .ToListAsync(cancellation);
        return ids.Count == 0 ? 0 : await db.Subscribers()
            .Where(s => s.AccountId == list.AccountId && ids.Contains(s.Id))
            .ExecuteDeleteAsync(cancellation);
    }

    private static async Task<int> RemoveImportAsync(IGSendMailContext db, Import import, CancellationToken cancellation)
    {
        await db.ImportProblems()
            .Where(p => p.AccountId == import.AccountId && p.ImportId == import.Id)
            .ExecuteDeleteAsync(cancellation);
        return await db.Imports()
            .Where(i => i.AccountId == import.AccountId && i.Id == import.Id)
            .ExecuteDeleteAsync(cancellation);
    }

    private async Task<List<Import>> ImportsAsync(SubscriberList list, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Imports().AsNoTracking()
            .Where(i => i.AccountId == list.AccountId && i.ListId == list.Id).ToListAsync(cancellation);
    }
}
