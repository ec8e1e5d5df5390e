using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Platform.Accounts;

/// <summary>
/// New accounts whose address nobody has confirmed: they go after a while, and at once when somebody shows that the mailbox is theirs. They
/// hold a name, a password and nothing else, because they may add nothing. Accounts that were opened before addresses were confirmed are
/// none of them.
/// </summary>
/// <param name="services">
/// The data map is made from what expires, so the erasure, which needs the map, is asked for late.
/// </param>
public sealed class UnconfirmedAccounts(IServiceProvider services) : IUnprovedAccounts, IExpiry
{
    /// <inheritdoc />
    public string StoreKey => nameof(Account);

    /// <inheritdoc />
    public DataCategory? Category => DataCategory.Account;

    /// <inheritdoc />
    public RetentionPeriod Period => AccountPeriods.Unconfirmed;

    /// <inheritdoc />
    public string CountedFrom => "after it was opened, if nobody confirms its e-mail address";

    private ErasureWork Erasures => services.GetRequiredService<ErasureWork>();

    /// <inheritdoc />
    public async Task<UnprovedAccount> FindAsync(IReadOnlyList<Guid> addressHashes, CancellationToken cancellation)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<IGSendMailContext>>().CreateDbContextAsync(cancellation);
        var since = await db.Users()
            .Where(u => addressHashes.Contains(u.AddressHash) && u.AddressConfirmedAt == null && u.AccountId != null)
            .Join(db.Accounts(), u => u.AccountId, a => a.Id, (user, account) => new { user.UnconfirmedSince, account.ClosedAt })
            .Where(f => f.ClosedAt == null).Select(f => f.UnconfirmedSince != null).ToListAsync(cancellation);
        return since.Count == 0 ? UnprovedAccount.None : since.Contains(true) ? UnprovedAccount.MayGo : UnprovedAccount.Stays;
    }

    /// <inheritdoc />
    public async Task<bool> CloseAsync(IGSendMailContext db, IReadOnlyList<Guid> addressHashes, CancellationToken cancellation)
    {
        var closed = false;
        foreach (var user in await db.Users().Where(u => addressHashes.Contains(u.AddressHash) && u.UnconfirmedSince != null).ToListAsync(cancellation))
        {
            closed |= await CloseAsync(db, user, cancellation);
        }

        return closed;
    }

    /// <inheritdoc />
    public void Ring() => services.GetRequiredService<WorkBell>().Ring(Erasures.Name);

    /// <inheritdoc />
    public Task<long> CountAsync(IGSendMailContext db, DateTimeOffset before, IReadOnlySet<Guid> onHold, CancellationToken cancellation) =>
        Due(db, before, onHold).LongCountAsync(cancellation);

    /// <inheritdoc />
    public async Task<IReadOnlyList<long>> CountByAsync(
        IGSendMailContext db, IReadOnlyList<DateTimeOffset> befores, Guid? accountId, IReadOnlySet<Guid> onHold, CancellationToken cancellation)
    {
        var counts = new long[befores.Count];
        var due = Due(db, befores[^1], onHold);
        foreach (var since in await (accountId is null ? due : due.Where(u => u.AccountId == accountId)).Select(u => u.UnconfirmedSince).ToListAsync(cancellation))
        {
            counts[befores.TakeWhile(before => since >= before).Count()]++;
        }

        return counts;
    }

    /// <inheritdoc />
    public async Task<int> ExpireSliceAsync(
        IGSendMailContext db, DateTimeOffset before, IReadOnlySet<Guid> onHold, int most, CancellationToken cancellation)
    {
        var due = await Due(db, before, onHold).OrderBy(u => u.UnconfirmedSince).ThenBy(u => u.Id).Take(most).ToListAsync(cancellation);
        foreach (var user in due)
        {
            await CloseAsync(db, user, cancellation);
        }

        return due.Count;
    }

    /// <summary>
    /// Orders the erasure of the account of this user and frees the address, inside the caller's transaction. False if it is no new
    /// account, or is going already.
    /// </summary>
    internal async Task<bool> CloseAsync(IGSendMailContext db, User user, CancellationToken cancellation)
    {
        if (user is not { UnconfirmedSince: not null, AccountId: { } accountId }
            || !await db.Accounts().AnyAsync(a => a.Id == accountId && a.ClosedAt == null, cancellation))
        {
            return false;
        }

        var subject = await services.GetRequiredService<Subjects>().OfAccountAsync(accountId, cancellation);

        // No letter: nobody has shown that the mailbox belongs to whoever opened the account.
        await Erasures.OrderAsync(
            db, $"unconfirmed/{accountId:N}",
            new ErasureOrder(AccountCauses.Unconfirmed, ErasureScope.Everything, subject, accountId, null, null), cancellation);

        // Whoever shows the mailbox may open an account at once, not only when the row is gone.
        user.AddressHash = RowKeys.New(db.Time);
        return true;
    }

    private static IQueryable<User> Due(IGSendMailContext db, DateTimeOffset before, IReadOnlySet<Guid> onHold)
    {
        Guid?[] kept = [.. onHold];
        return db.Users().Where(u => u.UnconfirmedSince < before && u.AccountId != null && !kept.Contains(u.AccountId)
            && db.Accounts().Any(a => a.Id == u.AccountId && a.ClosedAt == null));
    }
}
