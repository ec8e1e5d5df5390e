using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Audience;

/// <summary>What an account has uploaded, opened for its holder.</summary>
public sealed class Lists(IGSendMailContext db, Sealer sealer)
{
    /// <summary>So many rows that were not taken are explained on one page.</summary>
    public const int ProblemsAPage = 100;

    /// <summary>The account's lists, newest first.</summary>
    public async Task<IReadOnlyList<OpenedList>> AllAsync(Guid accountId, CancellationToken cancellation)
    {
        var rows = await Visible(accountId).OrderByDescending(l => l.CreatedAt).ToListAsync(cancellation);
        var reading = await db.Imports()
            .Where(i => i.AccountId == accountId && i.FinishedAt == null && i.State != ImportState.Asking)
            .Select(i => i.ListId).Distinct().ToListAsync(cancellation);

        var lists = new List<OpenedList>(rows.Count);
        foreach (var row in rows)
        {
            lists.Add(await OpenAsync(row, reading.Contains(row.Id), cancellation));
        }

        return lists;
    }

    /// <summary>Names of the account's lists by key. Nobody is counted for it.</summary>
    public Task<IReadOnlyDictionary<Guid, string>> NamesAsync(Guid accountId, CancellationToken cancellation) =>
        ListNames.OfAsync(Visible(accountId), sealer, cancellation);

    /// <summary>One list, or null if the account has none with this key.</summary>
    public async Task<OpenedList?> FindAsync(ListKey key, CancellationToken cancellation)
    {
        if (await Visible(key.Account).SingleOrDefaultAsync(l => l.Id == key.List, cancellation) is not { } row)
        {
            return null;
        }

        var reading = await db.Imports().AnyAsync(
            i => i.AccountId == key.Account && i.ListId == key.List && i.FinishedAt == null && i.State != ImportState.Asking, cancellation);
        return await OpenAsync(row, reading, cancellation);
    }

    /// <summary>Uploads that wait for the customer, or could not be read, newest first.</summary>
    public async Task<IReadOnlyList<Import>> WaitingAsync(Guid accountId, CancellationToken cancellation) =>
        await db.Imports().AsNoTracking()
            .Where(i => i.AccountId == accountId && (i.State == ImportState.Looking || i.State == ImportState.Asking))
            .OrderByDescending(i => i.CreatedAt)
            .ToListAsync(cancellation);

    /// <summary>Imports of a list, newest first.</summary>
    public async Task<IReadOnlyList<Import>> ImportsAsync(ListKey list, CancellationToken cancellation) =>
        await db.Imports().AsNoTracking()
            .Where(i => i.AccountId == list.Account && i.ListId == list.List)
            .OrderByDescending(i => i.CreatedAt)
            .ToListAsync(cancellation);

    /// <summary>One import, or null. Its list may not be made yet.</summary>
    public Task<Import?> ImportAsync(ImportKey key, CancellationToken cancellation) =>
        db.Imports().AsNoTracking().SingleOrDefaultAsync(i => i.AccountId == key.Account && i.Id == key.Import, cancellation);

    /// <summary>The next problems of an import whose line is greater than <paramref name="afterLine"/>.</summary>
    public async Task<IReadOnlyList<ImportProblem>> ProblemsAsync(Import import, int afterLine, CancellationToken cancellation) =>
        await db.ImportProblems().AsNoTracking()
            .Where(p => p.AccountId == import.AccountId && p.ImportId == import.Id && p.Line > afterLine)
            .OrderBy(p => p.Line)
            .Take(ProblemsAPage)
            .ToListAsync(cancellation);

    private IQueryable<SubscriberList> Visible(Guid accountId) => db.SubscriberLists().AsNoTracking().Visible(accountId);

    private async Task<OpenedList> OpenAsync(SubscriberList row, bool reading, CancellationToken cancellation)
    {
        var content = await sealer.OpenAsync<ListContent>(row, row.Content, cancellation);
        return new OpenedList(row.Id, content.Name, row.CreatedAt, await ListCounts.OfAsync(db, row, cancellation), reading);
    }
}

/// <summary>A list as its owner sees it.</summary>
/// <param name="Id">Key.</param>
/// <param name="Name">Its name.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Count">How many people are on it.</param>
/// <param name="IsBeingRead">True while an upload is being read into it.</param>
public sealed record OpenedList(Guid Id, string Name, DateTimeOffset CreatedAt, PeopleCount Count, bool IsBeingRead)
{
    /// <summary>How many people are on it, as far as they are counted.</summary>
    public int People => Count.People;
}
