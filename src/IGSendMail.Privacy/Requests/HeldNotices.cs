using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Requests;

/// <summary>
/// Tells customers who hold an address of requests that are theirs to answer. Who has not shown that the mailbox of their own address is
/// theirs is told once they have: what a person writes to us must not reach whoever reads a mailbox that somebody typed in.
/// </summary>
public sealed class HeldNotices(LetterBox letters, Sealer sealer, TimeProvider time) : IProofFollower
{
    /// <summary>Enters in the ledger that a customer is to be told, and tells them unless they wait. Inside the caller's transaction.</summary>
    internal async Task PutAsync(
        IGSendMailContext db, Guid requestId, AccountHolder customer, HeldNotice what, CancellationToken cancellation)
    {
        var notice = new RecipientNotice { RequestId = requestId, CustomerId = customer.AccountId, At = time.GetUtcNow() };
        db.Add(notice);
        if (customer.IsProved)
        {
            await TellAsync(db, notice, customer, what, cancellation);
        }
        else
        {
            notice.Held = await sealer.SealAsync(notice.Place, what, cancellation);
        }
    }

    /// <summary>Those of these notices about which no e-mail has left yet.</summary>
    internal static async Task<HashSet<RecipientNotice>> WaitingAsync(
        IGSendMailContext db, IReadOnlyList<RecipientNotice> notices, CancellationToken cancellation)
    {
        List<string> keys = [.. notices.Select(n => n.LetterKey)];
        var waiting = await db.OutboxMessages().Where(m => keys.Contains(m.Key)).Select(m => m.Key).ToListAsync(cancellation);
        return [.. notices.Where(n => n.Held is not null || waiting.Contains(n.LetterKey))];
    }

    /// <inheritdoc />
    public async Task ProvedAsync(IGSendMailContext db, AccountHolder holder, CancellationToken cancellation)
    {
        var waiting = await db.RecipientNotices().Where(n => n.CustomerId == holder.AccountId && n.Held != null).ToListAsync(cancellation);
        foreach (var notice in waiting)
        {
            var what = await sealer.OpenAsync<HeldNotice>(notice, notice.Held!, cancellation);
            (notice.Held, notice.At) = (null, time.GetUtcNow());
            await TellAsync(db, notice, holder, what, cancellation);
        }
    }

    /// <summary>The e-mail leads to the customer's page, where the request stands until it is deleted by age.</summary>
    private async Task TellAsync(
        IGSendMailContext db, RecipientNotice notice, AccountHolder customer, HeldNotice what, CancellationToken cancellation)
    {
        db.Add(new PassedRequest
        {
            AccountId = customer.AccountId,
            RequestId = notice.RequestId,
            At = notice.At,
            Content = await sealer.SealAsync(PassedRequest.PlaceOf(new(customer.AccountId, notice.RequestId)), what, cancellation),
        });
        var due = await db.DataSubjectRequests().Where(r => r.Id == notice.RequestId).Select(r => (DateOnly?)r.AnswerDue)
            .SingleOrDefaultAsync(cancellation);
        await letters.PutAsync(
            db, PersonKeys.Account.Of(customer.AccountId), notice.LetterKey,
            new RequestForControllerLetter(
                customer.Address, customer.Name, customer.Company, what.RequesterAddress, what.Right, what.ReceivedOn, what.Wish)
            {
                RequestId = notice.RequestId,
                AnswerDue = due,
            },
            cancellation);
    }
}
