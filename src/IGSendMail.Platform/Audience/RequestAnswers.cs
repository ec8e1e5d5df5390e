using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Audience;

/// <summary>
/// What a customer says they did about the request of a person on their lists. "Removed" is done here, by the same removal as on the
/// person's page, so that nobody is told of a removal that did not happen.
/// </summary>
public sealed class RequestAnswers(
    IGSendMailContext db, PassedRequests requests, PeopleChanges changes, AddressHashes hashes, SuppressionJournal journal)
{
    /// <summary>Keeps the customer's word, once.</summary>
    /// <param name="key">The request and the customer.</param>
    /// <param name="answer">What they did.</param>
    /// <param name="because">Why they cannot do it; kept for <see cref="CustomerAnswer.Cannot"/> only.</param>
    /// <param name="keepOff">With <see cref="CustomerAnswer.Removed"/>: the person must not come back to any list.</param>
    /// <param name="cancellation">Cancels.</param>
    public async Task<AnswerTaken> AnswerAsync(
        PassedKey key, CustomerAnswer answer, string? because, bool keepOff, CancellationToken cancellation)
    {
        if (await requests.FindAsync(db, key, cancellation) is not { Content: { } content } request)
        {
            return AnswerTaken.Gone;
        }

        var accountId = key.Customer;
        var known = answer == CustomerAnswer.Removed && EmailAddress.Find(content.RequesterAddress) is { } address
            ? await hashes.AllAsync(address, cancellation)
            : [];
        var taken = await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            if (!await db.IsOpenAsync(accountId, token))
            {
                return AnswerTaken.NotOpen;
            }

            if (known.Count > 0 && await Suppressing.IsOnHoldAsync(db, accountId, token)
                && await db.SubscriberLists().AnyAsync(
                    l => l.AccountId == accountId && db.Subscribers().Any(
                        s => s.AccountId == l.AccountId && s.ListId == l.Id && known.Contains(s.AddressHash)), token))
            {
                return AnswerTaken.OnHold;
            }

            if (!await requests.TakeAsync(db, request, answer, because, token))
            {
                return AnswerTaken.SaidBefore;
            }

            if (known.Count > 0)
            {
                await changes.RemoveFromAllAsync(accountId, known, keepOff, token);
            }

            return AnswerTaken.Taken;
        }, cancellation);
        await journal.CopyAsync(cancellation);
        return taken;
    }

    /// <summary>
    /// Takes back what they said by mistake; then they can say something else. False if nothing can be taken back: they have said nothing,
    /// removed the person, who asked was deleted by age, or the account is not open.
    /// </summary>
    public async Task<bool> TakeBackAsync(PassedKey key, CancellationToken cancellation) =>
        await requests.FindAsync(db, key, cancellation) is { Content: not null } request
        && await db.WriteAsync(
            WriteUrgency.Interactive,
            async token => await db.IsOpenAsync(key.Customer, token) && await requests.TakeBackAsync(db, request, token), cancellation);
}
