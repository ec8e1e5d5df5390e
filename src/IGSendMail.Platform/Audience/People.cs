using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Audience;

/// <summary>The people on an account's lists, opened for its holder.</summary>
public sealed class People(IGSendMailContext db, Sealer sealer, AddressHashes hashes)
{
    /// <summary>People a page.</summary>
    public const int PageSize = 50;

    /// <summary>
    /// A page of people. <paramref name="after"/> is the key of the last person of the page before. They come in the
    /// order of the index, which is none that means something: an order by name would need every row opened.
    /// </summary>
    public async Task<PeoplePage> PageAsync(
        ListKey list, PeopleFilter filter, Guid? after, CancellationToken cancellation)
    {
        var people = db.Subscribers().AsNoTracking().Where(s => s.AccountId == list.Account && s.ListId == list.List);
        people = filter switch
        {
            PeopleFilter.Subscribed => people.Where(s => s.UnconfirmedSince == null),
            PeopleFilter.Unconfirmed => people.Where(s => s.UnconfirmedSince != null),
            _ => people,
        };
        if (after is { } last)
        {
            // The hash stays out of the address bar: it stands for a person.
            var mark = await db.Subscribers().Where(s => s.AccountId == list.Account && s.Id == last)
                .Select(s => (Guid?)s.AddressHash).SingleOrDefaultAsync(cancellation);
            people = mark is { } hash ? people.Where(s => s.AddressHash > hash) : people;
        }

        var rows = await people.OrderBy(s => s.AddressHash).Take(PageSize + 1).ToListAsync(cancellation);
        var opened = await OpenAsync(list.Account, [.. rows.Take(PageSize)], cancellation);
        return new PeoplePage(opened, rows.Count > PageSize ? opened[^1].Id : null);
    }

    /// <summary>One person of a list, or null.</summary>
    public async Task<ListedPerson?> FindAsync(ListedKey key, CancellationToken cancellation)
    {
        var row = await db.Subscribers().AsNoTracking().SingleOrDefaultAsync(
            s => s.AccountId == key.Account && s.Id == key.Person && s.ListId == key.List.List, cancellation);
        return row is null ? null : (await OpenAsync(key.Account, [row], cancellation))[0];
    }

    /// <summary>The person with exactly this address, on whatever list they are; under a former spelling's hash too.</summary>
    public async Task<FoundPerson> SearchAsync(Guid accountId, EmailAddress address, CancellationToken cancellation)
    {
        var all = await hashes.AllAsync(address, cancellation);
        var rows = await OnLists(accountId, all).ToListAsync(cancellation);
        var suppression = await db.Suppressions().AsNoTracking()
            .Where(s => s.AccountId == accountId && all.Contains(s.AddressHash)).OrderBy(s => s.Since).FirstOrDefaultAsync(cancellation);
        return new FoundPerson(await OpenAsync(accountId, rows, cancellation), suppression);
    }

    /// <summary>Where the people with these addresses stand, by canonical address; under a former spelling's hash too.</summary>
    public async Task<ILookup<string, ListedKey>> WhereAsync(
        Guid accountId, IReadOnlyCollection<EmailAddress> addresses, CancellationToken cancellation)
    {
        var canonical = new Dictionary<Guid, string>();
        foreach (var address in addresses)
        {
            foreach (var hash in await hashes.AllAsync(address, cancellation))
            {
                canonical[hash] = address.Canonical;
            }
        }

        var rows = await OnLists(accountId, [.. canonical.Keys]).Select(s => new { s.AddressHash, s.ListId, s.Id }).ToListAsync(cancellation);
        return rows.ToLookup(
            r => canonical[r.AddressHash], r => new ListedKey(new ListKey(accountId, r.ListId), r.Id), StringComparer.Ordinal);
    }

    /// <summary>The other lists of the account on which a person is.</summary>
    public async Task<IReadOnlyList<ListedPerson>> ElsewhereAsync(Guid accountId, ListedPerson person, CancellationToken cancellation) =>
        EmailAddress.Find(person.Content.Address) is { } address
            ? [.. (await SearchAsync(accountId, address, cancellation)).People.Where(p => p.Id != person.Id)]
            : [];

    /// <summary>People with one of these hashes on the account's lists, those of the newest list first.</summary>
    private IQueryable<Subscriber> OnLists(Guid accountId, IReadOnlyList<Guid> hashes) =>
        from list in db.SubscriberLists().AsNoTracking().Visible(accountId)
        join subscriber in db.Subscribers().AsNoTracking()
            on new { list.AccountId, ListId = list.Id } equals new { subscriber.AccountId, subscriber.ListId }
        where hashes.Contains(subscriber.AddressHash)
        orderby list.CreatedAt descending
        select subscriber;

    private async Task<List<ListedPerson>> OpenAsync(Guid accountId, List<Subscriber> rows, CancellationToken cancellation)
    {
        var suppressed = await ListedPeople.SuppressedAsync(db, accountId, [.. rows.Select(r => r.AddressHash)], cancellation);
        var opened = new List<ListedPerson>(rows.Count);
        foreach (var row in rows)
        {
            var content = await sealer.OpenAsync<SubscriberContent>(row, row.Content, cancellation);
            opened.Add(new ListedPerson(row.Id, row.ListId, content, row.AddedAt, row.UnconfirmedSince, row.ImportId)
            {
                IsKeptByHold = suppressed.Contains(row.AddressHash),
            });
        }

        return opened;
    }
}
