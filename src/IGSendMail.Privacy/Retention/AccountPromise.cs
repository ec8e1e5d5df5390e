using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Policy;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Retention;

/// <summary>What came of taking a cancellation back, or would come of it.</summary>
public enum ComeBack
{
    /// <summary>There is nothing to take back.</summary>
    NotCancelled,

    /// <summary>The account is back with everything.</summary>
    WithLists,

    /// <summary>The account is back; its lists are being deleted or are gone.</summary>
    WithoutLists,

    /// <summary>The time is up: the account data is being deleted.</summary>
    TooLate,
}

/// <summary>All that is promised to one account. The platform knows by it how far an account is on its way out.</summary>
public sealed class AccountPromise
{
    private AccountPromise(Guid accountId, PromisedDeletion? lists, PromisedDeletion? whole) =>
        (AccountId, Lists, Whole) = (accountId, lists, whole);

    /// <summary>To whose holder it is promised.</summary>
    public Guid AccountId { get; }

    /// <summary>The deletion of its lists. It stays when the account comes back too late for them, until they are gone.</summary>
    public PromisedDeletion? Lists { get; private set; }

    /// <summary>The deletion of everything; there as long as the account is cancelled.</summary>
    public PromisedDeletion? Whole { get; private set; }

    /// <summary>True if the account is cancelled.</summary>
    public bool IsCancelled => Whole is not null;

    /// <summary>True if no deletion is promised: data may be added, none would be taken along.</summary>
    public bool IsNothing => Lists is null && Whole is null;

    /// <summary>What these rows say of an account.</summary>
    public static AccountPromise Of(Guid accountId, IEnumerable<PromisedDeletion> rows)
    {
        var all = rows.ToDictionary(r => r.Scope);
        return new AccountPromise(
            accountId, all.GetValueOrDefault(ErasureScope.SubscriberData), all.GetValueOrDefault(ErasureScope.Everything));
    }

    /// <summary>Reads what is promised to an account.</summary>
    public static async Task<AccountPromise> ReadAsync(IGSendMailContext db, Guid accountId, CancellationToken cancellation) =>
        Of(accountId, await db.PromisedDeletions().AsNoTracking().Where(p => p.AccountId == accountId).ToListAsync(cancellation));

    /// <summary>The same to change it, inside a transaction.</summary>
    internal static async Task<AccountPromise> TakeAsync(IGSendMailContext db, Guid accountId, CancellationToken cancellation) =>
        Of(accountId, await db.PromisedDeletions().Where(p => p.AccountId == accountId).ToListAsync(cancellation));

    /// <summary>The terms that bind under a schedule of promises; null if the account is not cancelled.</summary>
    public CancellationTerms? Binding(PromiseSchedule schedule)
    {
        if (Whole is not { CancelledAt: { } cancelledAt })
        {
            return null;
        }

        // Lists that are gone already went by what was in force then; the page still says when that was due.
        var today = CancellationTerms.From(cancelledAt, schedule.InForce, PurgeMargin.Least);
        return new CancellationTerms(
            cancelledAt, Lists?.DueAt ?? today.UndoListsUntil, Lists?.PromisedBy ?? today.SubscriberDataGoneBy,
            Whole.DueAt, Whole.PromisedBy).Under(schedule);
    }

    /// <summary>How a cancelled account could come back at a moment.</summary>
    /// <param name="terms">The terms that bind.</param>
    /// <param name="isClosed">True if the deletion of everything was ordered.</param>
    /// <param name="now">The moment.</param>
    public ComeBack Possible(CancellationTerms terms, bool isClosed, DateTimeOffset now) =>
        isClosed || now >= terms.AccountDataKeptUntil ? ComeBack.TooLate
        : Lists is not null && now < terms.UndoListsUntil ? ComeBack.WithLists
        : ComeBack.WithoutLists;

    /// <summary>
    /// Promises these terms. A deletion of lists that is still under way from an earlier cancellation keeps its earlier
    /// instants.
    /// </summary>
    /// <param name="terms">The terms of the policy version.</param>
    /// <param name="version">That version.</param>
    /// <param name="listRows">Rows of lists there are.</param>
    /// <param name="accountRevision">The revision that the account has with this act.</param>
    internal void Make(CancellationTerms terms, string version, long listRows, int accountRevision)
    {
        Whole = New(ErasureScope.Everything, terms.AccountDataKeptUntil, terms.AccountDataGoneBy);
        if (Lists is null)
        {
            Lists = New(ErasureScope.SubscriberData, terms.UndoListsUntil, terms.SubscriberDataGoneBy);
            Lists.Rows = listRows;
            return;
        }

        if (Earlier(Lists.PromisedBy, terms.SubscriberDataGoneBy) == terms.SubscriberDataGoneBy)
        {
            Lists.Version = version;
        }

        (Lists.DueAt, Lists.PromisedBy) = (Earlier(Lists.DueAt, terms.UndoListsUntil), Earlier(Lists.PromisedBy, terms.SubscriberDataGoneBy));
        (Lists.CancelledAt, Lists.ComparedWith, Lists.Rows, Lists.AccountRevision) = (terms.CancelledAt, version, listRows, accountRevision);

        PromisedDeletion New(ErasureScope scope, DateTimeOffset dueAt, DateTimeOffset promisedBy) => new()
        {
            AccountId = AccountId,
            Scope = scope,
            CancelledAt = terms.CancelledAt,
            DueAt = dueAt,
            PromisedBy = promisedBy,
            Version = version,
            ComparedWith = version,
            AccountRevision = accountRevision,
        };
    }

    /// <summary>Withdraws everything: the account comes back together with its lists.</summary>
    internal void WithdrawAll() => (Whole, Lists) = (null, null);

    /// <summary>
    /// Withdraws the deletion of the account; that of its lists goes on by the terms that bind. It counts as said with this act: that the lists
    /// are gone is told with the same revision, and a lower one would be taken for an earlier word.
    /// </summary>
    internal void WithdrawAccount(CancellationTerms binding, int accountRevision)
    {
        Whole = null;
        if (Lists is { } going)
        {
            (going.DueAt, going.PromisedBy) =
                (Earlier(going.DueAt, binding.UndoListsUntil), Earlier(going.PromisedBy, binding.SubscriberDataGoneBy));
            (going.CancelledAt, going.ComparedWith, going.AccountRevision) = (null, null, accountRevision);
        }
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
