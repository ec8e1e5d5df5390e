using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Requests;

/// <summary>The ways in: with an e-mail address, or signed in.</summary>
public sealed class RequestIntake(
    IGSendMailContext db, AddressHashes hashes, MailboxLimits mailboxes, RequestMail mail, Corrections corrections, RequestsBeside beside, AuditTrail trail, PolicySnapshot policy,
    Vault vault, SiteOptions site, TimeProvider time, WorkBell bell)
{
    /// <summary>
    /// Nobody's mailbox is flooded: beyond so many e-mails that nobody made use of no further one is sent (<see cref="MailboxLimits"/>). The answer
    /// to the asker stays the same, and the request waits beside those that e-mails left for (<see cref="RequestsBeside"/>).
    /// </summary>
    public const int MostUnconfirmed = MailboxLimits.Most;

    /// <summary>What the limits of a mailbox call such e-mails.</summary>
    internal const string Letters = "request";

    /// <summary>
    /// Takes a request by e-mail address and sends a letter with a link and a code to it. It never looks up whether the
    /// address is known, so that neither the answer nor its timing tells. Returns the key of the request, which is one
    /// of no request if the same waits in a mailbox that has enough letters already: the asker cannot tell. A form that is sent twice is one request.
    /// </summary>
    public async Task<Guid> AskByMailAsync(NewRequest asked, EmailAddress address, string? locale, CancellationToken cancellation)
    {
        var contact = new RequestContact(address.Spelling, null, locale);
        var all = await hashes.AllAsync(address, cancellation);
        var order = RequestOrder.KeyOf(await vault.SecretAsync(RequestOrder.SecretName, 32, cancellation), all[0], asked);
        if (await SameAsync(order, cancellation) is { } same)
        {
            return same.Id;
        }

        var isCounted = await mailboxes.TryTakeAsync(Letters, address, cancellation);
        try
        {
            return await AddByMailAsync(asked with { Order = order }, new(address, all), contact, isCounted, cancellation);
        }
        catch (DbUpdateException) when (order is { } key && IsTaken(key))
        {
            // The same form was sent twice, and the other one was first: this one sends no e-mail.
            if (isCounted)
            {
                await mailboxes.GiveBackAsync(Letters, address, cancellation);
            }

            return (await SameAsync(order, cancellation))!.Id;
        }
        finally
        {
            bell.Ring(Outbox.WorkName);
        }
    }

    private Task<Guid> AddByMailAsync(NewRequest asked, Mailbox mailbox, RequestContact contact, bool isCounted, CancellationToken cancellation) =>
        db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            var request = await NewAsync(asked, mailbox.Hashes[0], token);
            var mayWrite = isCounted || await NeedsOwnLinkAsync(mailbox, token);
            if (!mayWrite && await WaitsAlreadyAsync(request, mailbox.Hashes, token))
            {
                return RowKeys.New(time);
            }

            request.OrderKey = asked.Order;
            await mail.SealContactAsync(request, contact, token);
            db.Add(request);
            await corrections.AddAsync(db, request, asked, token);
            await trail.NoteAsync(db, request, RequestEventKind.Received, token);
            if (mayWrite)
            {
                await mail.SendLinkAsync(db, request, contact, token);
            }
            else
            {
                // It ends as one does whose link nobody used.
                request.TokenExpiresAt = time.GetUtcNow() + RequestToken.ValidFor;
                await trail.NoteAsync(db, request, RequestEventKind.WaitsBeside, token);
            }

            return request.Id;
        }, cancellation);

    /// <summary>
    /// E-mails to addresses that differ in what follows a plus sign fill one mailbox, but their links show another address: without a link of its
    /// own nothing would lead to what waits for the plain address. It gets one, whatever else was sent.
    /// </summary>
    private async Task<bool> NeedsOwnLinkAsync(Mailbox mailbox, CancellationToken cancellation) =>
        mailbox.Address.WithoutTag().Canonical == mailbox.Address.Canonical
        && (await beside.WaitingAsync(mailbox.Hashes, cancellation)).TrueForAll(r => r.TokenHash is null);

    /// <summary>
    /// The same of the same mailbox need not wait twice: the one that waits without an e-mail waits longer. Corrections differ in what was
    /// written, and are counted.
    /// </summary>
    private async Task<bool> WaitsAlreadyAsync(DataSubjectRequest request, IReadOnlyList<Guid> addressHashes, CancellationToken cancellation)
    {
        var waiting = (await beside.WaitingAsync(addressHashes, cancellation)).FindAll(r => r.Right == request.Right);
        if (request.Right.FulfilledBy() == Fulfilment.Correction)
        {
            return waiting.Count >= RequestsBeside.MostCorrections;
        }

        var same = waiting.FindAll(r => (r.Regime, r.Scope, r.Since is null) == (request.Regime, request.Scope, request.Since is null));
        var (ids, until) = (same.ConvertAll(r => r.Id), time.GetUtcNow() + RequestToken.ValidFor);
        await db.DataSubjectRequests().Where(r => ids.Contains(r.Id) && r.TokenHash == null)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.TokenExpiresAt, until), cancellation);
        return same.Count > 0;
    }

    /// <summary>
    /// Takes a request of a signed-in person who has just entered the password again. One that puts in a new e-mail
    /// address waits until that mailbox has confirmed it.
    /// </summary>
    public async Task<DataSubjectRequest> AskSignedInAsync(
        AccountHolder holder, NewRequest asked, string? locale, CancellationToken cancellation)
    {
        var secret = await vault.SecretAsync(RequestOrder.SecretName, 32, cancellation);
        var keys = RequestOrder.KeysOf(secret, new(holder.AccountId, holder.UserId), asked, time.GetUtcNow());
        try
        {
            return await db.WriteAsync(
                WriteUrgency.Interactive, async token => await SameAsync(keys, token) ?? await AddSignedInAsync(holder, asked, locale, keys[0], token), cancellation);
        }
        catch (DbUpdateException) when (IsTaken(keys[0]))
        {
            // The same button was pressed twice, and the other press was first.
            return (await SameAsync(keys, cancellation))!;
        }
        finally
        {
            RingAll();
        }
    }

    /// <summary>
    /// Goes on with a request that waits for its person to sign in. Returns null if it does not wait for this person, or
    /// is fulfilled in a way that the page must not start (an erasure is reviewed first).
    /// </summary>
    public async Task<DataSubjectRequest?> ContinueSignedInAsync(
        AccountHolder holder, string reference, Fulfilment? exceptFor, CancellationToken cancellation)
    {
        var continued = await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            var request = await db.DataSubjectRequests().SingleOrDefaultAsync(
                r => r.Reference == reference && r.AccountId == null && holder.AddressHashes.Contains(r.AddressHash!.Value) && r.State == RequestState.AwaitingSignIn, token);
            if (request is null || request.Right.FulfilledBy() == exceptFor)
            {
                return null;
            }

            request.Become(RequestState.Received, time.GetUtcNow());
            await TakeOnAsync(request, holder, (await mail.ContactOfAsync(request, token))?.Locale, null, token);
            return request;
        }, cancellation);
        RingAll();
        return continued;
    }

    /// <summary>Takes a request back. False if the work has begun or it is over.</summary>
    public async Task<bool> WithdrawAsync(Guid requestId, CancellationToken cancellation)
    {
        var withdrawn = await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            var request = await db.DataSubjectRequests().SingleAsync(r => r.Id == requestId, token);
            if (!request.State.MayBecome(RequestState.Withdrawn))
            {
                return false;
            }

            if (request.State != RequestState.AwaitingConfirmation && await mail.ContactOfAsync(request, token) is { } contact)
            {
                await mail.SendWithdrawnAsync(db, request, contact, token);
            }

            request.Become(RequestState.Withdrawn, time.GetUtcNow(), RequestReason.WithdrawnByRequester);
            request.ForgetContact();
            await Corrections.ForgetAsync(db, [request.Id], token);
            await trail.NoteAsync(db, request, RequestEventKind.Withdrawn, token);
            return true;
        }, cancellation);
        bell.Ring(Outbox.WorkName);
        return withdrawn;
    }

    private async Task<DataSubjectRequest> AddSignedInAsync(
        AccountHolder holder, NewRequest asked, string? locale, Guid orderKey, CancellationToken cancellation)
    {
        var request = await NewAsync(asked, null, cancellation);
        request.OrderKey = orderKey;
        var newAddress = asked.Field is { ProvesMailbox: true } ? asked.Wish : null;
        if (newAddress is null)
        {
            request.AskedSignedIn();
        }

        db.Add(request);
        await corrections.AddAsync(db, request, asked, cancellation);
        await trail.NoteAsync(db, request, RequestEventKind.Received, cancellation);
        await TakeOnAsync(request, holder, locale, newAddress, cancellation);
        return request;
    }

    private async Task<DataSubjectRequest?> SameAsync(Guid? key, CancellationToken cancellation) =>
        key is { } order ? await SameAsync([order], cancellation) : null;

    private Task<DataSubjectRequest?> SameAsync(IReadOnlyList<Guid> keys, CancellationToken cancellation) =>
        db.DataSubjectRequests().AsNoTracking().Where(r => r.OrderKey != null && keys.Contains(r.OrderKey.Value))
            .OrderByDescending(r => r.ReceivedAt).FirstOrDefaultAsync(cancellation);

    private bool IsTaken(Guid key)
    {
        db.ChangeTracker.Clear();
        return db.DataSubjectRequests().Any(r => r.OrderKey == key);
    }

    private async Task TakeOnAsync(
        DataSubjectRequest request, AccountHolder holder, string? locale, string? newAddress, CancellationToken cancellation)
    {
        var contact = new RequestContact(holder.Address, holder.GreetedAs, locale);
        (request.AccountId, request.UserId, request.AddressHash) = (holder.AccountId, holder.UserId, null);
        request.EarlierId = await Duplicates.FindAsync(db, request, holder.AddressHashes, cancellation);
        await mail.SealContactAsync(request, contact, cancellation);
        await trail.NoteAsync(db, request, RequestEventKind.SignedIn, cancellation);
        if (newAddress is null)
        {
            await mail.SendReceivedAsync(db, request, contact, cancellation);
        }
        else
        {
            await mail.SendLinkAsync(db, request, contact, cancellation, newAddress);
        }
    }

    private async Task<DataSubjectRequest> NewAsync(NewRequest asked, Guid? hash, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var today = RequestClock.DayOf(now, site.Zone);
        var actual = asked.Right.Under(asked.Regime);
        return new DataSubjectRequest
        {
            Id = RowKeys.New(time),
            Reference = await FreeReferenceAsync(actual, cancellation),
            Right = actual,
            Regime = asked.Regime,
            Scope = actual == Right.CcpaKnow ? asked.Scope : null,
            Since = actual == Right.CcpaKnow && asked.LastTwelveMonths ? today.AddMonths(-12) : null,
            ReceivedAt = now,
            AnswerDue = RequestClock.AnswerForEverybody(today, policy.InForceAt(now).Commitments.Answer),
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

    private readonly record struct Mailbox(EmailAddress Address, IReadOnlyList<Guid> Hashes);
}
