using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Accounts;

/// <summary>What came of taking a cancellation back.</summary>
public enum ComeBack
{
    /// <summary>There was nothing to take back.</summary>
    NotCancelled,

    /// <summary>The account is back with everything.</summary>
    WithLists,

    /// <summary>The account is back; its lists are being deleted or are gone.</summary>
    WithoutLists,

    /// <summary>The time is up: the account data is being deleted.</summary>
    TooLate,
}

/// <summary>Cancels accounts and takes cancellations back (policy, clause 5).</summary>
public sealed class Cancellation(
    IGSendMailContext db, PolicySnapshot policy, ListMargins margins, Sealer sealer, LetterBox letters, AuditTrail trail, TimeProvider time)
{
    /// <summary>The terms of a cancellation of this account at this moment, what is announced to change them counted in.</summary>
    public async Task<CancellationTerms> TermsNowAsync(Guid accountId, CancellationToken cancellation) =>
        TermsNow(await margins.OfAsync(accountId, cancellation)).Under(policy.ScheduleAt(time.GetUtcNow()));

    /// <summary>The terms that bind for a cancelled account now; null if it is not cancelled.</summary>
    public CancellationTerms? BindingTerms(Account account) =>
        CancellationTerms.Binding(account, policy.ScheduleAt(time.GetUtcNow()));

    /// <summary>
    /// Cancels and confirms it by letter. Returns the terms that bind. Cancelling twice changes nothing and returns the
    /// terms of the first time.
    /// </summary>
    public async Task<CancellationTerms> CancelAsync(Guid accountId, CancellationToken cancellation)
    {
        // Counted before the transaction: a large account takes a moment.
        var margin = await margins.OfAsync(accountId, cancellation);
        return await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            var account = await db.Accounts().SingleAsync(a => a.Id == accountId, token);
            if (BindingTerms(account) is { } before)
            {
                return before;
            }

            account.Cancel(TermsNow(margin), policy.InForce.Version, margin.Rows);
            var terms = BindingTerms(account)
                ?? throw new InvalidOperationException($"Account {accountId:N} is closed: there is nothing left to cancel.");
            await TellAsync(account, $"cancel/{accountId:N}/{Stamp(terms.CancelledAt)}", person => new CancelledLetter(
                person.Address, person.Name, terms.CancelledAt, terms.UndoListsUntil, terms.SubscriberDataGoneBy,
                terms.AccountDataKeptUntil, terms.AccountDataGoneBy), token);
            await EnterAsync(AccountActs.Cancelled, accountId, token);
            return terms;
        }, cancellation);
    }

    /// <summary>
    /// Takes a cancellation back and confirms it by letter: with everything before <c>UndoListsUntil</c>, without the
    /// lists before <c>AccountDataKeptUntil</c>, not at all from then on.
    /// </summary>
    public Task<ComeBack> UndoAsync(Guid accountId, CancellationToken cancellation) =>
        db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            var account = await db.Accounts().SingleAsync(a => a.Id == accountId, token);
            if (BindingTerms(account) is not { } terms)
            {
                return ComeBack.NotCancelled;
            }

            var outcome = Possible(account, terms);
            if (outcome == ComeBack.WithLists && await AreListsGoingAsync(accountId, token))
            {
                // A clock that went back makes it early again, but what is ordered takes its course.
                outcome = ComeBack.WithoutLists;
            }

            switch (outcome)
            {
                case ComeBack.WithLists:
                    account.ComeBackWithLists();
                    break;
                case ComeBack.WithoutLists:
                    account.ComeBackWithoutLists(terms);
                    break;
                default:
                    return outcome;
            }

            await TellAsync(account, $"undo-cancel/{accountId:N}/{Stamp(terms.CancelledAt)}", person => new CancellationUndoneLetter(
                person.Address, person.Name, outcome == ComeBack.WithLists), token);
            await EnterAsync(AccountActs.CancellationUndone, accountId, token);
            return outcome;
        }, cancellation);

    /// <summary>How a cancelled account could come back at this moment.</summary>
    public ComeBack Possible(Account account, CancellationTerms terms)
    {
        var now = time.GetUtcNow();
        return account.ClosedAt is not null || now >= terms.AccountDataKeptUntil ? ComeBack.TooLate
            : account.SubscriberDataGoneBy is not null && now < terms.UndoListsUntil ? ComeBack.WithLists
            : ComeBack.WithoutLists;
    }

    private Task<bool> AreListsGoingAsync(Guid accountId, CancellationToken cancellation) => db.ErasureRuns().AnyAsync(
        r => r.AccountId == accountId && r.Scope == ErasureScope.SubscriberData && ErasureStates.BeforeVerified.Contains(r.State), cancellation);

    private CancellationTerms TermsNow(ListMargin margin) =>
        CancellationTerms.From(time.GetUtcNow(), policy.InForce.Commitments, margin.Margin);

    private ValueTask EnterAsync(AuditAct act, Guid accountId, CancellationToken cancellation) => trail.AppendAsync(
        db, new(act, AuditActor.SomebodyOf(accountId), PersonKeys.Account.Of(accountId)), cancellation);

    private async Task TellAsync(Account account, string key, Func<UserContent, Letter> letter, CancellationToken cancellation)
    {
        foreach (var user in await db.Users().Where(u => u.AccountId == account.Id).ToListAsync(cancellation))
        {
            var person = await sealer.OpenAsync<UserContent>(user, user.Content, cancellation);
            await letters.PutAsync(db, user.KeyOwner, $"{key}/{user.Id:N}", letter(person), cancellation);
        }
    }

    private static string Stamp(DateTimeOffset instant) => $"{instant.UtcDateTime:yyyyMMddHHmmss}";
}
