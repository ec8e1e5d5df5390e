using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Requests;

/// <summary>What follows once a mailbox has shown that a request is its own, by whichever way it did.</summary>
public sealed class RequestConfirmation(
    IGSendMailContext db, ISubjectDirectory directory, RequestMail mail, RequestAddresses addresses, AuditTrail trail, TimeProvider time)
{
    /// <summary>So long the mailbox of the old address can stop a change of address.</summary>
    public static readonly TimeSpan StopFor = TimeSpan.FromHours(72);

    /// <summary>Whose account has the address of a request; null if nobody's, or if nobody has shown that they read it.</summary>
    public async Task<AccountHolder?> HolderAsync(DataSubjectRequest request, CancellationToken cancellation) =>
        request.AddressHash is null
            ? null
            : await directory.FindHolderAsync(await addresses.HashesOfAsync(request, cancellation), cancellation);

    /// <summary>Confirms a request that waited for it. Inside the caller's transaction.</summary>
    /// <param name="request">The request, tracked.</param>
    /// <param name="holder">Of <see cref="HolderAsync"/>.</param>
    /// <param name="how">How it was confirmed.</param>
    /// <param name="cancellation">Cancels.</param>
    public async Task ConfirmAsync(
        DataSubjectRequest request, AccountHolder? holder, RequestEventKind how, CancellationToken cancellation)
    {
        request.ForgetSecrets();
        var hashes = await addresses.HashesOfAsync(request, cancellation);
        await trail.NoteAsync(db, request, how, cancellation);
        if (request.AccountId is null && holder is not null)
        {
            request.Become(RequestState.AwaitingSignIn, time.GetUtcNow());
            await trail.NoteAsync(db, request, RequestEventKind.SignInNeeded, cancellation);
        }
        else if (KnownFacts.AreNeededFor(request))
        {
            await KnownFacts.AskAsync(db, trail, request, hashes, cancellation);
        }
        else
        {
            request.Become(RequestState.Received, time.GetUtcNow());
        }

        request.EarlierId = await Duplicates.FindAsync(db, request, hashes, cancellation);
        if (await mail.ContactOfAsync(request, cancellation) is not { } contact)
        {
            return;
        }

        if (await StoppableUntilAsync(request, cancellation) is { } changesAt)
        {
            await mail.SendAddressChangeAsync(db, request, contact, changesAt, cancellation);
        }
        else
        {
            await mail.SendReceivedAsync(db, request, contact, cancellation);
        }
    }

    /// <summary>A change of address waits for the old mailbox, if that was shown to be the holder's; null for every other request.</summary>
    private async Task<DateTimeOffset?> StoppableUntilAsync(DataSubjectRequest request, CancellationToken cancellation)
    {
        if (request.AccountId is not { } account
            || await db.Corrections().SingleOrDefaultAsync(c => c.RequestId == request.Id, cancellation) is not { Field.ProvesMailbox: true } correction
            || await directory.HolderOfAsync(account, cancellation) is not { IsProved: true })
        {
            return null;
        }

        correction.StoppableUntil = time.GetUtcNow() + StopFor;
        return correction.StoppableUntil;
    }
}
