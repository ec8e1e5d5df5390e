using IGSendMail.Privacy.PersonalData.Erasure;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Retention;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Accounts;

/// <summary>Which cancelled accounts have run out of time (policy, clause 5).</summary>
internal sealed class DueAccounts : IDueAccounts
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<DueAccount>> FindAsync(
        IGSendMailContext db, ErasureScope scope, DateTimeOffset now, Commitments inForce, Guid after, int most,
        CancellationToken cancellation)
    {
        var found = new List<DueAccount>(most);
        while (found.Count < most)
        {
            var page = await PageAsync(db, scope, now, inForce, after, most, cancellation);
            found.AddRange(page.Select(a => DueOf(a, scope, now, inForce)).OfType<DueAccount>().Take(most - found.Count));
            if (page.Count < most)
            {
                break;
            }

            after = page[^1].Id;
        }

        return found;
    }

    /// <summary>The first accounts after a key that one of the two columns makes due, in key order.</summary>
    private static async Task<List<Account>> PageAsync(
        IGSendMailContext db, ErasureScope scope, DateTimeOffset now, Commitments inForce, Guid after, int most,
        CancellationToken cancellation)
    {
        var page = new List<Account>();
        foreach (var candidates in Candidates(db, scope, now, inForce, after, most))
        {
            page.AddRange(await candidates.ToListAsync(cancellation));
        }

        return [.. page.OrderBy(a => a.Id).Take(most)];
    }

    /// <summary>
    /// The terms stored at cancellation and those of today, the shorter binds: either column may make an account due. Each is
    /// a question of its own with an index of its own; asked with OR, all accounts are read in the order of their keys.
    /// What the first finds the second leaves out.
    /// </summary>
    internal static IReadOnlyList<IQueryable<Account>> Candidates(
        IGSendMailContext db, ErasureScope scope, DateTimeOffset now, Commitments inForce, Guid after, int most)
    {
        var cancelledBefore = now - (scope == ErasureScope.Everything
            ? inForce.AccountDataKept
            : CancellationTerms.From(now, inForce).UndoListsUntil - now);
        // The lower bounds exclude nothing. With them SQLite takes the index of the instant; without, that of the keys.
        var none = DateTimeOffset.UnixEpoch;
        var open = db.Accounts().AsNoTracking().Where(a => a.ClosedAt == null);
        var byToday = open.Where(a => a.CancelledAt > none && a.CancelledAt <= cancelledBefore);
        return scope == ErasureScope.Everything
            ? [Page(open.Where(a => a.AccountDataKeptUntil > none && a.AccountDataKeptUntil <= now)), Page(byToday.Where(a => a.AccountDataKeptUntil > now))]
            : [Page(open.Where(a => a.UndoListsUntil > none && a.UndoListsUntil <= now)), Page(byToday.Where(a => a.UndoListsUntil > now))];

        IQueryable<Account> Page(IQueryable<Account> due) =>
            due.Where(a => a.Id.CompareTo(after) > 0).OrderBy(a => a.Id).Take(most);
    }

    /// <inheritdoc />
    public async Task<bool> IsStillDueAsync(
        IGSendMailContext db, DueAccount due, DateTimeOffset now, Commitments inForce, CancellationToken cancellation)
    {
        var account = await db.Accounts().SingleOrDefaultAsync(
            a => a.Id == due.AccountId && a.ClosedAt == null, cancellation);
        if (account is null || DueOf(account, due.Scope, now, inForce) != due)
        {
            return false;
        }

        // Counting the revision makes a reactivation at the same moment fail instead of slipping through.
        db.Entry(account).Property(a => a.AcceptedAt).IsModified = true;
        return true;
    }

    private static DueAccount? DueOf(Account account, ErasureScope scope, DateTimeOffset now, Commitments inForce)
    {
        if (scope == ErasureScope.SubscriberData)
        {
            // Set also when an account came back too late for its lists: their deletion goes on.
            if (account is not { UndoListsUntil: { } stored, SubscriberDataGoneBy: { } goneBy })
            {
                return null;
            }

            var binding = CancellationTerms.Binding(account, inForce);
            var dueAt = binding?.UndoListsUntil ?? stored;
            return dueAt <= now
                ? new DueAccount(account.Id, scope, dueAt, binding?.SubscriberDataGoneBy ?? goneBy)
                : null;
        }

        return CancellationTerms.Binding(account, inForce) is { } terms && terms.AccountDataKeptUntil <= now
            ? new DueAccount(account.Id, scope, terms.AccountDataKeptUntil, terms.AccountDataGoneBy)
            : null;
    }
}

/// <summary>Once the lists of an account are verified gone, it may have new ones if its holder came back.</summary>
internal sealed class ListsAfterErasure(Vault vault) : IErasureFollower
{
    /// <inheritdoc />
    public async Task VerifiedAsync(IGSendMailContext db, ErasureRun run, CancellationToken cancellation)
    {
        if (run is { Scope: ErasureScope.SubscriberData, AccountId: { } id }
            && await db.Accounts().SingleOrDefaultAsync(a => a.Id == id, cancellation) is { } account)
        {
            // The key first: an account that is open for new lists must have one. Should this transaction fail, the
            // account stays closed for them and the next try finds the key made.
            await vault.BeginAfreshAsync(KeyOwner.Audience(id), cancellation);
            account.ListsAreGone();
        }
    }
}
