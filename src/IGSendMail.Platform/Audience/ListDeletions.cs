using IGSendMail.Privacy.Holds;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Audience;

/// <summary>
/// Removes lists that their owners deleted: people, problems, imports with their files, and the list itself last, in
/// slices that keep nobody waiting. A process killed anywhere finds the list again and goes on. What a legal hold covers
/// stays until it is lifted, though its owner sees it no more.
/// </summary>
public sealed class ListDeletions(
    IDbContextFactory<IGSendMailContext> contexts, Leases leases, IEngine engine, DataOptions data) : IRepeatedWork
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
        if (deleted.Count == 0)
        {
            return;
        }

        await leases.RunAsync(Name, async (lease, token) =>
        {
            foreach (var list in deleted)
            {
                await RemoveAsync(list, lease, token);
            }

            await using var db = await contexts.CreateDbContextAsync(token);
            await engine.ScrubAsync(db, token);
        }, cancellation);
    }

    private async Task<List<SubscriberList>> DeletedAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.SubscriberLists().AsNoTracking().Where(l => l.DeletedAt != null).ToListAsync(cancellation);
    }

    private async Task RemoveAsync(SubscriberList list, HeldLease lease, CancellationToken cancellation)
    {
        int? removed;
        do
        {
            // Each slice is a transaction of its own; waiting writers get their turn in between.
            removed = await SliceAsync(list, lease, (db, token) => RemovePeopleAsync(db, list, token), cancellation);
        }
        while (removed > 0);

        foreach (var import in removed is null ? [] : await ImportsAsync(list, cancellation))
        {
            removed = await SliceAsync(list, lease, (db, token) => RemoveImportAsync(db, import, token), cancellation);
            if (removed is null)
            {
                return;
            }
        }

        if (removed is not null)
        {
            await SliceAsync(list, lease, (db, token) => db.SubscriberLists()
                .Where(l => l.AccountId == list.AccountId && l.Id == list.Id).ExecuteDeleteAsync(token), cancellation);
        }
    }

    /// <summary>How many rows went; null if a legal hold stands in the way: once it is lifted, a later run goes on.</summary>
    private async Task<int?> SliceAsync(
        SubscriberList list, HeldLease lease, Func<IGSendMailContext, CancellationToken, Task<int>> remove,
        CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            await Leases.ExtendAsync(db, lease, token);
            var subject = DataSubject.Of(new Identifier(IdentifierKind.Account, list.AccountId));
            return (await ActiveHolds.ReadAsync(db, token)).Cover(subject, [DataCategory.Subscriber])
                ? (int?)null
                : await remove(db, token);
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
        if (ids.Count == 0)
        {
            return 0;
        }

        // What they were before an upload goes with them.
        await db.ImportChanges().Where(c => c.AccountId == list.AccountId && ids.Contains(c.SubscriberId)).ExecuteDeleteAsync(cancellation);
        return await db.Subscribers()
            .Where(s => s.AccountId == list.AccountId && ids.Contains(s.Id))
            .ExecuteDeleteAsync(cancellation);
    }

    private async Task<int> RemoveImportAsync(IGSendMailContext db, Import import, CancellationToken cancellation)
    {
        // The file first: should the transaction fail, the next try finds the row and no file left to remove.
        ImportFile.Remove(Path.Combine(data.Imports, import.File));
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
