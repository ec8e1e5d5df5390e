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

    private Task TellAsync(
        IGSendMailContext db, RecipientNotice notice, AccountHolder customer, HeldNotice what, CancellationToken cancellation) =>
        letters.PutAsync(
            db, PersonKeys.Account.Of(customer.AccountId), notice.LetterKey,
            new RequestForControllerLetter(
                customer.Address, customer.Name, customer.Company, what.RequesterAddress, what.Right, what.ReceivedOn, what.Wish),
            cancellation);
}
