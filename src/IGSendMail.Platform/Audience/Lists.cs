using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Audience;

/// <summary>What an account has uploaded, opened for its holder.</summary>
public sealed class Lists(
    IGSendMailContext db, Sealer sealer, WorkBell bell, ListDeletions deletions, AuditTrail trail,
    TimeProvider time)
{
    /// <summary>People a page.</summary>
    public const int PageSize = 50;

    public const int ProblemsAPage = 100;

    /// <summary>The account's lists, newest first.</summary>
    public async Task<IReadOnlyList<OpenedList>> AllAsync(Guid accountId, CancellationToken cancellation)
    {
        var rows = await Visible(accountId).OrderByDescending(l => l.CreatedAt).ToListAsync(cancellation);
        var people = await db.Subscribers()
            .Where(s => s.AccountId == accountId)
            .GroupBy(s => s.ListId)
            .Select(group => new { ListId = group.Key, Count = group.Count() })
            .ToDictionaryAsync(g => g.ListId, g => g.Count, cancellation);
        var reading = await db.Imports()
            .Where(i => i.AccountId == accountId && i.FinishedAt == null)
            .Select(i => i.ListId).Distinct().ToListAsync(cancellation);

        var lists = new List<OpenedList>(rows.Count);
        foreach (var row in rows)
        {
            lists.Add(await OpenAsync(row, people.GetValueOrDefault(row.Id), reading.Contains(row.Id), cancellation));
        }

        return lists;
    }

    /// <summary>One list, or null if the account has none with this key.</summary>
    public async Task<OpenedList?> FindAsync(ListKey key, CancellationToken cancellation)
    {
        if (await Visible(key.Account).SingleOrDefaultAsync(l => l.Id == key.List, cancellation) is not { } row)
        {
            return null;
        }

        var people = await db.Subscribers().CountAsync(s => s.AccountId == key.Account && s.ListId == key.List, cancellation);
        var reading = await db.Imports().AnyAsync(
            i => i.AccountId == key.Account && i.ListId == key.List && i.FinishedAt == null, cancellation);
        return await OpenAsync(row, people, reading, cancellation);
    }

    /// <summary>
    /// A page of people. <paramref name="after"/> is the key of the last person of the page before. They come in the
    /// order of the index, which is none that means something: an order by name would need every row opened.
    /// </summary>
    public async Task<PeoplePage> PeopleAsync(ListKey list, Guid? after, CancellationToken cancellation)
    {
        var people = db.Subscribers().AsNoTracking().Where(s => s.AccountId == list.Account && s.ListId == list.List);
        if (after is { } last)
        {
            // The hash stays out of the address bar: it stands for a person.
            var mark = await people.Where(s => s.Id == last).Select(s => (Guid?)s.AddressHash).SingleOrDefaultAsync(cancellation);
            people = mark is { } hash ? people.Where(s => s.AddressHash > hash) : people;
        }

        var rows = await people.OrderBy(s => s.AddressHash).Take(PageSize + 1).ToListAsync(cancellation);
        var opened = new List<OpenedPerson>(PageSize);
        foreach (var row in rows.Take(PageSize))
        {
            var content = await sealer.OpenAsync<SubscriberContent>(row, row.Content, cancellation);
            opened.Add(new OpenedPerson(row.Id, content, row.AddedAt));
        }

        return new PeoplePage(opened, rows.Count > PageSize ? opened[^1].Id : null);
    }

    /// <summary>Imports of a list, newest first.</summary>
    public async Task<IReadOnlyList<Import>> ImportsAsync(ListKey list, CancellationToken cancellation) =>
        await db.Imports().AsNoTracking()
            .Where(i => i.AccountId == list.Account && i.ListId == list.List)
            .OrderByDescending(i => i.CreatedAt)
            .ToListAsync(cancellation);

    /// <summary>One import of a list, or null.</summary>
    public Task<Import?> ImportAsync(ListKey list, Guid importId, CancellationToken cancellation) =>
        db.Imports().AsNoTracking().SingleOrDefaultAsync(
            i => i.AccountId == list.Account && i.Id == importId && i.ListId == list.List, cancellation);

    /// <summary>The next problems of an import whose line is greater than <paramref name="afterLine"/>.</summary>
    public async Task<IReadOnlyList<ImportProblem>> ProblemsAsync(Import import, int afterLine, CancellationToken cancellation) =>
        await db.ImportProblems().AsNoTracking()
            .Where(p => p.AccountId == import.AccountId && p.ImportId == import.Id && p.Line > afterLine)
            .OrderBy(p => p.Line)
            .Take(ProblemsAPage)
            .ToListAsync(cancellation);

    /// <summary>
    /// Deletes a list: it is out of sight at once, and its people go in the background. False if there is none with
    /// this key or the account is not open (its data goes by the terms of its cancellation).
    /// </summary>
    public async Task<bool> DeleteAsync(ListKey list, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var deleted = await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            if (!await db.IsOpenAsync(list.Account, token)
                || await db.SubscriberLists()
                    .Where(l => l.AccountId == list.Account && l.Id == list.List && l.DeletedAt == null)
                    .ExecuteUpdateAsync(
                        set => set.SetProperty(l => l.DeletedAt, now).SetProperty(l => l.Revision, l => l.Revision + 1), token) != 1)
            {
                return false;
            }

            await trail.AppendAsync(
                db, new(AudienceActs.ListDeleted, AuditActor.SomebodyOf(list.Account), PersonKeys.Account.Of(list.Account)), token);
            return true;
        }, cancellation);
        if (deleted)
        {
            bell.Ring(deletions.Name);
        }

        return deleted;
    }

    private IQueryable<SubscriberList> Visible(Guid accountId) =>
        db.SubscriberLists().AsNoTracking().Where(l => l.AccountId == accountId && l.DeletedAt == null);

    private async Task<OpenedList> OpenAsync(SubscriberList row, int people, bool reading, CancellationToken cancellation)
    {
        var content = await sealer.OpenAsync<ListContent>(row, row.Content, cancellation);
        return new OpenedList(row.Id, content.Name, row.CreatedAt, people, reading);
    }
}

/// <summary>A list as its owner sees it.</summary>
/// <param name="Id">Key.</param>
/// <param name="Name">Its name.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="People">How many people are on it now.</param>
/// <param name="IsBeingRead">True while an upload is being read into it.</param>
public sealed record OpenedList(Guid Id, string Name, DateTimeOffset CreatedAt, int People, bool IsBeingRead);

/// <summary>A person on a list as the list's owner sees them.</summary>
public sealed record OpenedPerson(Guid Id, SubscriberContent Content, DateTimeOffset AddedAt);

/// <summary>A page of people and the mark of the next one, or null if it is the last.</summary>
public sealed record PeoplePage(IReadOnlyList<OpenedPerson> People, Guid? Next);
