using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Requests;

/// <summary>
/// E-mailed links: they show whose mailbox it is. Looking changes nothing but the count of wrong secrets; redeeming
/// works once.
/// </summary>
public sealed class RequestLinks(
    IGSendMailContext db, ISubjectDirectory directory, RequestMail mail, RequestConfirmation confirmation, MailboxLimits mailboxes, Vault vault,
    TimeProvider time, WorkBell bell)
{
    private static readonly TimeSpan PauseBetweenLetters = TimeSpan.FromMinutes(5);

    /// <summary>What the link would do, or null if it does not work (any more).</summary>
    public async Task<LinkPreview?> LookAsync(string? link, CancellationToken cancellation)
    {
        if (await AcceptAsync(link, redeem: false, cancellation) is not { } request)
        {
            return null;
        }

        return new LinkPreview(
            request, NeedsSignIn: request.AccountId is null && await confirmation.HolderAsync(request, cancellation) is not null);
    }

    /// <summary>
    /// Uses the link up: confirms the request if it waited for that. Returns the request that its bearer may see now,
    /// or null if the link does not work (any more).
    /// </summary>
    public async Task<DataSubjectRequest?> RedeemAsync(string? link, CancellationToken cancellation)
    {
        try
        {
            return await ShownAsync(await AcceptAsync(link, redeem: true, cancellation), cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody used the same link at the same moment; it works once.
            return null;
        }
        finally
        {
            RingAll();
        }
    }

    /// <summary>
    /// Uses the code of the letter instead of its link. Returns null for a wrong code, one that is too old or was tried
    /// too often, and for a request that does not exist: the asker cannot tell which.
    /// </summary>
    public async Task<DataSubjectRequest?> RedeemCodeAsync(Guid requestId, string? typed, CancellationToken cancellation)
    {
        var key = await vault.SecretAsync(RequestCode.SecretName, 32, cancellation);
        if (RequestCode.Parse(typed) is not { } code
            || await db.DataSubjectRequests().AsNoTracking().SingleOrDefaultAsync(r => r.Id == requestId, cancellation) is not { } seen)
        {
            return null;
        }

        var holder = await confirmation.HolderAsync(seen, cancellation);
        try
        {
            return await ShownAsync(await db.WriteAsync(WriteUrgency.Interactive, async token =>
            {
                var request = await db.DataSubjectRequests().SingleAsync(r => r.Id == requestId, token);
                if (request.State != RequestState.AwaitingConfirmation || request.CodeHash is null
                    || request.CodeAttempts >= RequestCode.MostAttempts || request.CodeExpiresAt <= time.GetUtcNow())
                {
                    return null;
                }

                if (!code.Matches(requestId, key, request.CodeHash))
                {
                    request.CodeAttempts++;
                    return null;
                }

                await confirmation.ConfirmAsync(request, holder, RequestEventKind.ConfirmedByCode, token);
                return request;
            }, cancellation), cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another guess at the same moment was counted first.
            return null;
        }
        finally
        {
            RingAll();
        }
    }

    /// <summary>
    /// Sends a fresh link to the address that the request came from, wherever that is. Does nothing for an unknown
    /// reference, an erased contact, or when a link was sent a moment ago: the caller learns nothing.
    /// </summary>
    public async Task SendFreshAsync(string reference, CancellationToken cancellation)
    {
        await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            var request = await db.DataSubjectRequests().SingleOrDefaultAsync(r => r.Reference == reference, token);
            var sentLately = time.GetUtcNow() + RequestToken.ValidFor - PauseBetweenLetters;
            // One that puts in a new address is confirmed from there alone.
            if (request is { State: not (RequestState.Expired or RequestState.Withdrawn) }
                && !(request.State == RequestState.AwaitingConfirmation && request.AccountId is not null)
                && (request.TokenExpiresAt is null || request.TokenExpiresAt < sentLately)
                && await MayOpenByMailAsync(request, token)
                && await mail.ContactOfAsync(request, token) is { } contact)
            {
                await mail.SendLinkAsync(db, request, contact, token);
            }
        }, cancellation);
        bell.Ring(Outbox.WorkName);
    }

    /// <summary>A mailbox that nobody has shown opens nothing that an account asked for.</summary>
    private async Task<bool> MayOpenByMailAsync(DataSubjectRequest request, CancellationToken cancellation) =>
        request.AccountId is not { } account || await directory.HolderOfAsync(account, cancellation) is null or { IsProved: true };

    /// <summary>Whoever reads the mailbox may have further e-mails sent there.</summary>
    private async Task<DataSubjectRequest?> ShownAsync(DataSubjectRequest? request, CancellationToken cancellation)
    {
        if (request is not null && EmailAddress.Find((await mail.ContactOfAsync(request, cancellation))?.Address) is { } address)
        {
            await mailboxes.ShownAsync(RequestIntake.Letters, address, cancellation);
        }

        return request;
    }

    private async Task<DataSubjectRequest?> AcceptAsync(string? link, bool redeem, CancellationToken cancellation)
    {
        if (RequestToken.Parse(link) is not { } token)
        {
            return null;
        }

        var seen = await db.DataSubjectRequests().AsNoTracking().SingleOrDefaultAsync(r => r.Id == token.RequestId, cancellation);
        if (seen is null || (!redeem && Works(seen) && token.Matches(seen.TokenHash)))
        {
            return seen;
        }

        var holder = await confirmation.HolderAsync(seen, cancellation);
        return await db.WriteAsync(WriteUrgency.Interactive, async inside =>
        {
            var request = await db.DataSubjectRequests().SingleAsync(r => r.Id == token.RequestId, inside);
            if (!Works(request))
            {
                return null;
            }

            if (!token.Matches(request.TokenHash))
            {
                request.TokenAttempts++;
                return null;
            }

            if (!redeem)
            {
                return request;
            }

            if (request.State == RequestState.AwaitingConfirmation)
            {
                // It forgets the secrets, and may send another one to the address that is to be changed.
                await confirmation.ConfirmAsync(request, holder, RequestEventKind.Confirmed, inside);
            }
            else
            {
                request.ForgetSecrets();
            }

            return request;
        }, cancellation);
    }

    private bool Works(DataSubjectRequest request) =>
        request.TokenHash is not null
        && request.TokenAttempts < RequestToken.MostAttempts
        && request.TokenExpiresAt > time.GetUtcNow()
        && request.State is not (RequestState.Expired or RequestState.Withdrawn);

    private void RingAll()
    {
        bell.Ring(RequestWork.WorkName);
        bell.Ring(Outbox.WorkName);
    }
}

/// <summary>What a link would do.</summary>
/// <param name="Request">Its request.</param>
/// <param name="NeedsSignIn">True if the address belongs to an account that can still sign in.</param>
public sealed record LinkPreview(DataSubjectRequest Request, bool NeedsSignIn);
