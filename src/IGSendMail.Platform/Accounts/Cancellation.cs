using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Retention;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Accounts;

/// <summary>Cancels accounts and takes cancellations back (policy, clause 5). What that promises is Privacy's to keep.</summary>
public sealed class Cancellation(IGSendMailContext db, Promises promises, Sealer sealer, LetterBox letters, AuditTrail trail)
{
    /// <summary>
    /// Cancels and confirms it by letter. Returns the terms that bind. Cancelling twice changes nothing and returns the
    /// terms of the first time.
    /// </summary>
    /// <exception cref="InvalidOperationException">The account is closed for good.</exception>
    public Task<CancellationTerms> CancelAsync(Guid accountId, CancellationToken cancellation) => CancelAsync(accountId, null, cancellation);

    /// <inheritdoc cref="CancelAsync(Guid, CancellationToken)" />
    /// <param name="accountId">Which.</param>
    /// <param name="locale">Language of the page, for this letter and those in which the cancellation ends weeks later; null keeps the one there is.</param>
    /// <param name="cancellation">Cancels.</param>
    public async Task<CancellationTerms> CancelAsync(Guid accountId, string? locale, CancellationToken cancellation)
    {
        // Counted before the transaction: a large account takes a moment.
        var margin = await promises.MarginAsync(accountId, cancellation);
        return await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            var account = await db.Accounts().SingleAsync(a => a.Id == accountId, token);
            var (terms, isNew) = await promises.MakeAsync(db, accountId, account.Revision + 1, margin, token);
            if (!isNew)
            {
                return terms;
            }

            if (account.ClosedAt is not null)
            {
                throw new InvalidOperationException($"Account {accountId:N} is closed: there is nothing left to cancel.");
            }

            db.CountRevision(account);
            await TellAsync(account, $"cancel/{accountId:N}/{Stamp(terms.CancelledAt)}", person => new CancelledLetter(
                person.Address, person.Name, terms.CancelledAt, terms.UndoListsUntil, terms.SubscriberDataGoneBy,
                terms.AccountDataKeptUntil, terms.AccountDataGoneBy)
            { HasLists = margin.Rows > 0 }, locale, token);
            await EnterAsync(AccountActs.Cancelled, accountId, token);
            return terms;
        }, cancellation);
    }

    /// <summary>Takes a cancellation back as far as it still can be, and confirms it by letter.</summary>
    public Task<ComeBack> UndoAsync(Guid accountId, CancellationToken cancellation) => UndoAsync(accountId, null, cancellation);

    /// <inheritdoc cref="UndoAsync(Guid, CancellationToken)" />
    /// <param name="accountId">Which.</param>
    /// <param name="locale">Language of the page, for this letter and later ones; null keeps the one there is.</param>
    /// <param name="cancellation">Cancels.</param>
    public Task<ComeBack> UndoAsync(Guid accountId, string? locale, CancellationToken cancellation) =>
        db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            var account = await db.Accounts().SingleAsync(a => a.Id == accountId, token);
            var (outcome, terms) = await promises.WithdrawAsync(db, accountId, account.Revision + 1, account.ClosedAt is not null, token);
            if (terms is null || outcome == ComeBack.TooLate)
            {
                return outcome;
            }

            db.CountRevision(account);
            await TellAsync(account, $"undo-cancel/{accountId:N}/{Stamp(terms.CancelledAt)}", person => new CancellationUndoneLetter(
                person.Address, person.Name, outcome == ComeBack.WithLists), locale, token);
            await EnterAsync(AccountActs.CancellationUndone, accountId, token);
            return outcome;
        }, cancellation);

    private ValueTask EnterAsync(AuditAct act, Guid accountId, CancellationToken cancellation) => trail.AppendAsync(
        db, new(act, AuditActor.SomebodyOf(accountId), PersonKeys.Account.Of(accountId)), cancellation);

    private async Task TellAsync(Account account, string key, Func<UserContent, Letter> letter, string? locale, CancellationToken cancellation)
    {
        foreach (var user in await db.Users().Where(u => u.AccountId == account.Id).ToListAsync(cancellation))
        {
            var content = await sealer.OpenAsync<UserContent>(user, user.Content, cancellation);
            if (locale is not null && content.Locale != locale)
            {
                content = content with { Locale = locale };
                user.Content = await sealer.SealAsync(user.Place, content, cancellation);
            }

            var written = letter(user.ForLetters(content)) with { Locale = content.Locale };
            await letters.PutAsync(db, user.KeyOwner, $"{key}/{user.Id:N}", written, cancellation);
        }
    }

    private static string Stamp(DateTimeOffset instant) => $"{instant.UtcDateTime:yyyyMMddHHmmss}";
}
