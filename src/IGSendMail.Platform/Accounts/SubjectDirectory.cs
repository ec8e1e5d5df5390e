using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Accounts;

/// <summary>Knows who signs in with an address, and who stands behind an account.</summary>
internal sealed class SubjectDirectory(
    IDbContextFactory<IGSendMailContext> contexts, Sealer sealer, AddressHashes hashes) : ISubjectDirectory
{
    private const int MostAtOnce = 200;

    /// <inheritdoc />
    public Task<AccountHolder?> FindHolderAsync(IReadOnlyList<Guid> addressHashes, CancellationToken cancellation) =>
        FirstAsync(
            users => users.Where(u => addressHashes.Contains(u.AddressHash) && u.AddressConfirmedAt != null),
            mustBeOpen: true, cancellation);

    /// <inheritdoc />
    public Task<AccountHolder?> FindSignInAsync(IReadOnlyList<Guid> addressHashes, CancellationToken cancellation) =>
        FirstAsync(
            users => users.Where(u => addressHashes.Contains(u.AddressHash) && u.UnconfirmedSince == null),
            mustBeOpen: false, cancellation);

    /// <inheritdoc />
    public Task<AccountHolder?> HolderOfAsync(Guid accountId, CancellationToken cancellation) =>
        FirstAsync(users => users.Where(u => u.AccountId == accountId), mustBeOpen: false, cancellation);

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<Guid, AccountHolder>> HoldersOfAsync(IEnumerable<Guid> accountIds, CancellationToken cancellation)
    {
        var holders = new Dictionary<Guid, AccountHolder>();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        foreach (var some in accountIds.Distinct().Chunk(MostAtOnce))
        {
            var found = await db.Users().AsNoTracking().Where(u => some.Contains(u.AccountId!.Value))
                .Join(db.Accounts().AsNoTracking(), u => u.AccountId, a => a.Id, (user, account) => new { user, account })
                .OrderBy(f => f.user.CreatedAt).ToListAsync(cancellation);
            foreach (var one in found.DistinctBy(f => f.account.Id))
            {
                if (await HolderAsync(one.account, one.user, cancellation) is { } holder)
                {
                    holders.Add(holder.AccountId, holder);
                }
            }
        }

        return holders;
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<Guid>> AddressHashesOfAsync(Guid userId, CancellationToken cancellation) =>
        (await FirstAsync(users => users.Where(u => u.Id == userId), mustBeOpen: false, cancellation))?.AddressHashes ?? [];

    private async Task<AccountHolder?> FirstAsync(
        Func<IQueryable<User>, IQueryable<User>> which, bool mustBeOpen, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var holders = which(db.Users().AsNoTracking())
            .Join(db.Accounts().AsNoTracking(), u => u.AccountId, a => a.Id, (user, account) => new { user, account });
        holders = mustBeOpen ? holders.Where(f => f.account.ClosedAt == null) : holders;
        var found = await holders.OrderBy(f => f.user.CreatedAt).FirstOrDefaultAsync(cancellation);
        return found is null ? null : await HolderAsync(found.account, found.user, cancellation);
    }

    private async Task<AccountHolder?> HolderAsync(Account account, User user, CancellationToken cancellation)
    {
        try
        {
            var person = await sealer.OpenAsync<UserContent>(user, user.Content, cancellation);
            var company = await sealer.OpenAsync<AccountContent>(account, account.Content, cancellation);
            IReadOnlyList<Guid> addresses = !user.IsProved ? []
                : EmailAddress.Find(person.Address) is { } address ? [.. (await hashes.AllAsync(address, cancellation)).Append(user.AddressHash).Distinct()]
                : [user.AddressHash];
            return new AccountHolder(account.Id, user.Id, person.Name, person.Address, addresses, company.Company)
            {
                PeopleContact = company.PeopleContact,
                Locale = person.Locale,
            };
        }
        catch (KeyDestroyedException)
        {
            // Its erasure has begun: the rows are still there, the person is not.
            return null;
        }
    }
}
