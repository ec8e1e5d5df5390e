using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace IGSendMail.Privacy.Requests;

/// <summary>The ways in: with an e-mail address, or signed in.</summary>
public sealed class RequestIntake(
    IGSendMailContext db, AddressHashes hashes, RequestMail mail, AuditTrail trail, PolicyShelf policy,
    IOptions<SiteOptions> site, TimeProvider time, WorkBell bell)
{
    /// <summary>
    /// Nobody's mailbox is flooded: beyond so many unconfirmed requests within the validity of a link no further
    /// letter is sent. The answer to the asker stays the same.
    /// </summary>
    public const int MostUnconfirmed = 3;

    /// <summary>
    /// Takes a request by e-mail address and sends a letter with a link to it. It never looks up whether the address is
    /// known, so that neither the answer nor its timing tells.
    /// </summary>
    public async Task AskByMailAsync(
        Right right, Regime regime, string address, string? locale, CancellationToken cancellation)
    {
        var contact = new RequestContact(address.Trim(), null, locale);
        var hash = await hashes.HashAsync(address, cancellation);
        await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            var since = time.GetUtcNow() - RequestToken.ValidFor;
            var waiting = await db.DataSubjectRequests().CountAsync(
                r => r.AddressHash == hash && r.State == RequestState.AwaitingConfirmation && r.ReceivedAt > since, token);
            if (waiting >= MostUnconfirmed)
            {
                return;
            }

            var request = await NewAsync(right, regime, hash, token);
            await mail.SealContactAsync(request, contact, token);
            db.Add(request);
            await trail.NoteAsync(db, request, RequestEventKind.Received, token);
            await mail.SendLinkAsync(db, request, contact, token);
        }, cancellation);
        bell.Ring(Outbox.WorkName);
    }

    /// <summary>Takes a request of a signed-in person who has just entered the password again.</summary>
    public async Task<DataSubjectRequest> AskSignedInAsync(
        AccountHolder holder, Right right, Regime regime, CancellationToken cancellation)
    {
        var hash = await hashes.HashAsync(holder.Address, cancellation);
        var asked = await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            var request = (await NewAsync(right, regime, hash, token)).AskedSignedIn();
            db.Add(request);
            await trail.NoteAsync(db, request, RequestEventKind.Received, token);
            await TakeOnAsync(request, holder, token);
            return request;
        }, cancellation);
        RingAll();
        return asked;
    }

    /// <summary>
    /// Goes on with a request that waits for its person to sign in. Returns null if it does not wait for this person, or
    /// is fulfilled in a way that the page must not start (an erasure is reviewed first).
    /// </summary>
    public async Task<DataSubjectRequest?> ContinueSignedInAsync(
        AccountHolder holder, string reference, Fulfilment? exceptFor, CancellationToken cancellation)
    {
        var hash = await hashes.HashAsync(holder.Address, cancellation);
        var continued = await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            var request = await db.DataSubjectRequests().SingleOrDefaultAsync(
                r => r.Reference == reference && r.AddressHash == hash && r.State == RequestState.AwaitingSignIn, token);
            if (request is null || request.Right.FulfilledBy() == exceptFor)
            {
                return null;
            }

            request.Become(RequestState.Received, time.GetUtcNow());
            await TakeOnAsync(request, holder, token);
            return request;
        }, cancellation);
        RingAll();
        return continued;
    }

    /// <summary>Takes a request back. False if the work has begun or it is over.</summary>
    public Task<bool> WithdrawAsync(Guid requestId, CancellationToken cancellation) =>
        db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            var request = await db.DataSubjectRequests().SingleAsync(r => r.Id == requestId, token);
            if (!request.State.MayBecome(RequestState.Withdrawn))
            {
                return false;
            }

            request.Become(RequestState.Withdrawn, time.GetUtcNow(), RequestReason.WithdrawnByRequester);
            (request.Contact, request.AddressHash) = (null, null);
            await trail.NoteAsync(db, request, RequestEventKind.Withdrawn, token);
            return true;
        }, cancellation);

    private async Task TakeOnAsync(DataSubjectRequest request, AccountHolder holder, CancellationToken cancellation)
    {
        var contact = new RequestContact(holder.Address, holder.Name, null);
        (request.AccountId, request.UserId) = (holder.AccountId, holder.UserId);
        await mail.SealContactAsync(request, contact, cancellation);
        await trail.NoteAsync(db, request, RequestEventKind.SignedIn, cancellation);
        await mail.SendReceivedAsync(db, request, contact, cancellation);
    }

    private async Task<DataSubjectRequest> NewAsync(Right right, Regime regime, Guid hash, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var actual = right.Under(regime);
        return new DataSubjectRequest
        {
            Id = RowKeys.New(time),
            Reference = await FreeReferenceAsync(actual, cancellation),
            Right = actual,
            Regime = regime,
            ReceivedAt = now,
            AnswerDue = RequestClock.Answer(
                regime, RequestClock.DayOf(now, site.Value.Zone), policy.InForceAt(now).Commitments.Answer),
            AddressHash = hash,
        };
    }

    private async Task<string> FreeReferenceAsync(Right right, CancellationToken cancellation)
    {
        while (true)
        {
            var reference = RequestReference.New(right);
            if (!await db.DataSubjectRequests().AnyAsync(r => r.Reference == reference, cancellation))
            {
                return reference;
            }
        }
    }

    private void RingAll()
    {
        bell.Ring(RequestWork.WorkName);
        bell.Ring(Outbox.WorkName);
    }
}
