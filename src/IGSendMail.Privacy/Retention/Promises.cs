using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Policy;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Retention;

/// <summary>
/// Makes and withdraws what an account is promised, inside the transaction of whoever cancels it or takes that back. The
/// policy is that of the request.
/// </summary>
public sealed class Promises(PolicySnapshot policy, ListMargins margins, TimeProvider time)
{
    /// <summary>The terms of a cancellation of this account at this moment, what is announced to change them counted in.</summary>
    public async Task<CancellationTerms> TermsNowAsync(Guid accountId, CancellationToken cancellation) =>
        TermsNow(await margins.OfAsync(accountId, cancellation)).Under(policy.ScheduleAt(time.GetUtcNow()));

    /// <summary>How long before their end the deletion of an account's lists would begin. A large account takes a moment to count.</summary>
    public Task<ListMargin> MarginAsync(Guid accountId, CancellationToken cancellation) => margins.OfAsync(accountId, cancellation);

    /// <summary>The terms that bind now; null if the account is not cancelled.</summary>
    public CancellationTerms? Binding(AccountPromise promise) => promise.Binding(policy.ScheduleAt(time.GetUtcNow()));

    /// <summary>
    /// Promises an account what the policy in force promises. One that is cancelled already keeps its first promise; then
    /// nothing is changed. Call it inside <c>WriteAsync</c>.
    /// </summary>
    /// <param name="db">The caller's context.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="accountRevision">The revision that the account has with this act.</param>
    /// <param name="margin">What <see cref="MarginAsync"/> said.</param>
    /// <param name="cancellation">Cancels.</param>
    public async Task<MadePromise> MakeAsync(
        IGSendMailContext db, Guid accountId, int accountRevision, ListMargin margin, CancellationToken cancellation)
    {
        var promise = await AccountPromise.TakeAsync(db, accountId, cancellation);
        if (Binding(promise) is { } before)
        {
            return new MadePromise(before, IsNew: false);
        }

        var (lists, whole) = (promise.Lists, promise.Whole);
        promise.Make(TermsNow(margin), policy.InForce.Version, margin.Rows, accountRevision);
        Save(db, lists, promise.Lists);
        Save(db, whole, promise.Whole);
        await RepeatedPromises.TellAsync(db, promise, accountRevision, cancellation);
        return new MadePromise(Binding(promise)!, IsNew: true);
    }

    /// <summary>
    /// Withdraws a promise as far as it still can be: with everything before <c>UndoListsUntil</c>, without the lists before
    /// <c>AccountDataKeptUntil</c>, not at all from then on. Call it inside <c>WriteAsync</c>.
    /// </summary>
    /// <param name="db">The caller's context.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="accountRevision">The revision that the account has with this act.</param>
    /// <param name="isClosed">True if the account is closed for good.</param>
    /// <param name="cancellation">Cancels.</param>
    public async Task<WithdrawnPromise> WithdrawAsync(
        IGSendMailContext db, Guid accountId, int accountRevision, bool isClosed, CancellationToken cancellation)
    {
        var promise = await AccountPromise.TakeAsync(db, accountId, cancellation);
        if (Binding(promise) is not { } terms)
        {
            return new WithdrawnPromise(ComeBack.NotCancelled, null);
        }

        var outcome = promise.Possible(terms, isClosed, time.GetUtcNow());
        if (outcome == ComeBack.WithLists && await AreListsGoingAsync(db, accountId, cancellation))
        {
            // A clock that went back makes it early again, but what is ordered takes its course.
            outcome = ComeBack.WithoutLists;
        }

        var (lists, whole) = (promise.Lists, promise.Whole);
        switch (outcome)
        {
            case ComeBack.WithLists:
                promise.WithdrawAll();
                break;
            case ComeBack.WithoutLists:
                promise.WithdrawAccount(terms, accountRevision);
                break;
        }

        Save(db, lists, promise.Lists);
        Save(db, whole, promise.Whole);
        if (outcome != ComeBack.TooLate)
        {
            await RepeatedPromises.TellAsync(db, promise, accountRevision, cancellation);
        }

        return new WithdrawnPromise(outcome, terms);
    }

    private static Task<bool> AreListsGoingAsync(IGSendMailContext db, Guid accountId, CancellationToken cancellation) =>
        db.ErasureRuns().AnyAsync(
            r => r.AccountId == accountId && r.Scope == ErasureScope.SubscriberData && ErasureStates.BeforeVerified.Contains(r.State), cancellation);

    private static void Save(IGSendMailContext db, PromisedDeletion? before, PromisedDeletion? after)
    {
        if (before is null && after is not null)
        {
            db.Add(after);
        }
        else if (before is not null && after is null)
        {
            db.Remove(before);
        }
    }

    private CancellationTerms TermsNow(ListMargin margin) =>
        CancellationTerms.From(time.GetUtcNow(), policy.InForce.Commitments, margin.Margin);
}

/// <summary>What an account is promised.</summary>
/// <param name="Terms">The terms that bind.</param>
/// <param name="IsNew">False if they were promised before.</param>
public sealed record MadePromise(CancellationTerms Terms, bool IsNew);

/// <summary>What became of a promise that somebody wanted to take back.</summary>
/// <param name="Outcome">How far it could be.</param>
/// <param name="Terms">The terms that bound; null if there were none.</param>
public sealed record WithdrawnPromise(ComeBack Outcome, CancellationTerms? Terms);

/// <summary>Once the lists of an account are verified gone, that promise is kept. The one of the account goes with its other rows.</summary>
internal sealed class KeptPromises : IErasureFollower
{
    /// <inheritdoc />
    public async Task VerifiedAsync(IGSendMailContext db, IReadOnlyList<ErasureRun> runs, CancellationToken cancellation)
    {
        var ids = runs.Where(r => r.Scope == ErasureScope.SubscriberData).Select(r => r.AccountId).OfType<Guid>().ToList();
        var rows = await db.PromisedDeletions().Where(p => ids.Contains(p.AccountId)).ToListAsync(cancellation);
        foreach (var kept in rows.Where(p => p.Scope == ErasureScope.SubscriberData))
        {
            db.Remove(kept);
            await RepeatedPromises.TellAsync(
                db, AccountPromise.Of(kept.AccountId, rows.Where(p => p.AccountId == kept.AccountId && p != kept)), kept.AccountRevision, cancellation);
        }
    }
}
