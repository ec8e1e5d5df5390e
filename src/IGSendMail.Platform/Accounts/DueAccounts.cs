using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Retention;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Accounts;

/// <summary>Which cancelled accounts have run out of time (policy, clause 5).</summary>
internal sealed class DueAccounts : IDueAccounts
{
    private const int Page = 200;

    /// <inheritdoc />
    public async Task RestateAsync(
        IGSendMailContext db, PromiseSchedule schedule, HeldLease held, CancellationToken cancellation)
    {
        var inForce = new PromiseSchedule([schedule.Steps[0]]);
        int stated;
        do
        {
            stated = await db.WriteAsync(WriteUrgency.Background, async token =>
            {
                await Leases.ExtendAsync(db, held, token);
                var page = await Unstated(db, inForce.Steps[0].Version).Take(Page).ToListAsync(token);
                foreach (var account in page)
                {
                    account.Restate(CancellationTerms.Binding(account, inForce)!, inForce.Steps[0].Version);
                }

                return page.Count;
            }, cancellation);
            db.ChangeTracker.Clear();
        }
        while (stated == Page);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<DueAccount>> FindAsync(
        IGSendMailContext db, ErasureScope scope, DateTimeOffset now, DueAccount? after, int most, CancellationToken cancellation)
    {
        var page = await Due(db, scope, now, after).Take(most).ToListAsync(cancellation);
        return [.. page.Select(a => DueOf(a, scope, now)).OfType<DueAccount>()];
    }

    /// <inheritdoc />
    public async Task<bool> IsStillDueAsync(IGSendMailContext db, DueAccount due, DateTimeOffset now, CancellationToken cancellation)
    {
        var account = await db.Accounts().SingleOrDefaultAsync(
            a => a.Id == due.AccountId && a.ClosedAt == null, cancellation);
        if (account is null || DueOf(account, due.Scope, now) != due)
        {
            return false;
        }

        // Counting the revision makes a reactivation at the same moment fail instead of slipping through.
        db.Entry(account).Property(a => a.AcceptedAt).IsModified = true;
        return true;
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<PendingDeletion>> PendingAsync(
        IGSendMailContext db, ErasureScope scope, PromiseSchedule schedule, PendingDeletion? after, int most,
        CancellationToken cancellation)
    {
        var page = await InOrder(db.Accounts().AsNoTracking(), scope, DateTimeOffset.MaxValue, after is null ? null : (after.StoredAt, after.Due.AccountId))
            .Take(most).ToListAsync(cancellation);
        return [.. page.Select(account => PendingOf(account, scope, schedule)).OfType<PendingDeletion>()];
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<PendingDeletion>> PendingAsync(
        IGSendMailContext db, PromiseSchedule schedule, Guid accountId, CancellationToken cancellation) =>
        await db.Accounts().AsNoTracking().SingleOrDefaultAsync(a => a.Id == accountId, cancellation) is { } account
            ? [.. Enum.GetValues<ErasureScope>().Select(scope => PendingOf(account, scope, schedule)).OfType<PendingDeletion>()]
            : [];

    /// <summary>Cancelled accounts whose instants were not yet compared with this version.</summary>
    internal static IQueryable<Account> Unstated(IGSendMailContext db, string version) => db.Accounts()
        .Where(a => a.CancelledAt != null && a.ClosedAt == null && a.TermsVersion != version).OrderBy(a => a.CancelledAt);

    /// <summary>Found by the index on the instant; the cost follows what is due.</summary>
    internal static IQueryable<Account> Due(IGSendMailContext db, ErasureScope scope, DateTimeOffset now, DueAccount? after) => InOrder(
        db.Accounts().AsNoTracking().Where(a => a.ClosedAt == null), scope, now, after is null ? null : (after.DueAt, after.AccountId));

    private static IQueryable<Account> InOrder(
        IQueryable<Account> accounts, ErasureScope scope, DateTimeOffset until, (DateTimeOffset At, Guid Id)? after)
    {
        var (at, id) = after ?? (DateTimeOffset.MinValue, Guid.Empty);
        return scope == ErasureScope.Everything
            ? accounts
                .Where(a => a.AccountDataKeptUntil <= until && a.AccountDataKeptUntil >= at
                    && (a.AccountDataKeptUntil > at || a.Id.CompareTo(id) > 0))
                .OrderBy(a => a.AccountDataKeptUntil).ThenBy(a => a.Id)
            : accounts
                .Where(a => a.UndoListsUntil <= until && a.UndoListsUntil >= at && (a.UndoListsUntil > at || a.Id.CompareTo(id) > 0))
                .OrderBy(a => a.UndoListsUntil).ThenBy(a => a.Id);
    }

    private static PendingDeletion? PendingOf(Account account, ErasureScope scope, PromiseSchedule schedule)
    {
        var terms = CancellationTerms.Binding(account, schedule);
        return (scope, account) switch
        {
            (ErasureScope.SubscriberData, { UndoListsUntil: { } undo, SubscriberDataGoneBy: { } goneBy }) => new PendingDeletion(
                new DueAccount(account.Id, scope, terms?.UndoListsUntil ?? undo, terms?.SubscriberDataGoneBy ?? goneBy), account.ListRows, undo),
            (ErasureScope.Everything, { AccountDataKeptUntil: { } kept }) when terms is not null => new PendingDeletion(
                new DueAccount(account.Id, scope, terms.AccountDataKeptUntil, terms.AccountDataGoneBy), 0, kept),
            _ => null,
        };
    }

    private static DueAccount? DueOf(Account account, ErasureScope scope, DateTimeOffset now) => (scope, account) switch
    {
        // Set also when an account came back too late for its lists: their deletion goes on.
        (ErasureScope.SubscriberData, { UndoListsUntil: { } undo, SubscriberDataGoneBy: { } goneBy }) when undo <= now =>
            new DueAccount(account.Id, scope, undo, goneBy),
        (ErasureScope.Everything, { AccountDataKeptUntil: { } kept }) when kept <= now =>
            new DueAccount(account.Id, scope, kept, kept + CancellationTerms.PurgeTime),
        _ => null,
    };
}

/// <summary>Once the lists of an account are verified gone, it may have new ones if its holder came back.</summary>
internal sealed class ListsAfterErasure(Vault vault, WordBook words) : IErasureFollower
{
    /// <inheritdoc />
    public async Task VerifiedAsync(IGSendMailContext db, IReadOnlyList<ErasureRun> runs, CancellationToken cancellation)
    {
        var ids = runs.Where(r => r.Scope == ErasureScope.SubscriberData).Select(r => r.AccountId).OfType<Guid>().ToList();
        var accounts = await db.Accounts().Where(a => ids.Contains(a.Id)).ToListAsync(cancellation);

        // The keys first: an account that is open for new lists must have one. Should this transaction fail, the
        // accounts stay closed for them and the next try finds the keys made. One that is going as a whole needs none.
        var parts = words.All<KeyOwnerKind>().Where(k => k.PartOf == PersonKeys.Account).ToList();
        await vault.BeginAfreshAsync([.. accounts.Where(a => a.ClosedAt is null).SelectMany(a => parts.Select(p => p.Of(a.Id)))], cancellation);
        accounts.ForEach(a => a.ListsAreGone());
    }
}
