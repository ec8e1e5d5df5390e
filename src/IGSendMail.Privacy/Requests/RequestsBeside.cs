using IGSendMail.Privacy.Audit;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Requests;

/// <summary>
/// What else was asked from a mailbox and waits to be confirmed, whether an e-mail of its own left for it or not. Whoever has shown the mailbox
/// by one request goes on with the others from there, so that a full mailbox costs nobody a right.
/// </summary>
public sealed class RequestsBeside(
    IGSendMailContext db, RequestAddresses addresses, RequestConfirmation confirmation, Corrections corrections, AuditTrail trail, TimeProvider time,
    WorkBell bell)
{
    /// <summary>So many corrections of a mailbox may wait without an e-mail of their own; of every other right one is enough.</summary>
    public const int MostCorrections = 10;

    /// <summary>Those that wait beside a request by e-mail; none for one whose mailbox nobody has shown.</summary>
    public async Task<IReadOnlyList<RequestBeside>> FindAsync(DataSubjectRequest shown, CancellationToken cancellation)
    {
        if (!ShowsItsMailbox(shown))
        {
            return [];
        }

        var waiting = await WaitingAsync(await addresses.HashesOfAsync(shown, cancellation), cancellation);
        var ids = waiting.ConvertAll(r => r.Id);
        var written = await db.Corrections().AsNoTracking().Where(c => ids.Contains(c.RequestId)).ToDictionaryAsync(c => c.RequestId, cancellation);
        var beside = new List<RequestBeside>(waiting.Count);
        foreach (var request in waiting)
        {
            var content = await corrections.OpenAsync(written.GetValueOrDefault(request.Id), cancellation);
            beside.Add(new RequestBeside(request, content?.Wish));
        }

        return beside;
    }

    /// <summary>Confirms one of them. Returns it, or null if it does not wait beside this one (any more).</summary>
    public async Task<DataSubjectRequest?> ConfirmAsync(DataSubjectRequest shown, string reference, CancellationToken cancellation)
    {
        if (await WaitsBesideAsync(shown, reference, cancellation) is not { } found)
        {
            return null;
        }

        var holder = await confirmation.HolderAsync(found, cancellation);
        try
        {
            return await ChangeAsync(found, token => confirmation.ConfirmAsync(found, holder, RequestEventKind.ConfirmedBeside, token), cancellation);
        }
        finally
        {
            bell.Ring(RequestWork.WorkName);
            bell.Ring(Outbox.WorkName);
        }
    }

    /// <summary>Takes one of them back: the person did not ask for it. False if it does not wait beside this one (any more).</summary>
    public async Task<bool> DropAsync(DataSubjectRequest shown, string reference, CancellationToken cancellation) =>
        await WaitsBesideAsync(shown, reference, cancellation) is { } found
        && await ChangeAsync(found, async token =>
        {
            found.Become(RequestState.Withdrawn, time.GetUtcNow(), RequestReason.WithdrawnByRequester);
            found.ForgetContact();
            await Corrections.ForgetAsync(db, [found.Id], token);
            await trail.NoteAsync(db, found, RequestEventKind.Withdrawn, token);
        }, cancellation) is not null;

    private async Task<DataSubjectRequest?> ChangeAsync(
        DataSubjectRequest request, Func<CancellationToken, Task> change, CancellationToken cancellation)
    {
        try
        {
            return await db.WriteAsync(WriteUrgency.Interactive, async token =>
            {
                await db.Entry(request).ReloadAsync(token);
                if (request.State != RequestState.AwaitingConfirmation)
                {
                    return null;
                }

                await change(token);
                return request;
            }, cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Its own link was used at the same moment.
            return null;
        }
    }

    private async Task<DataSubjectRequest?> WaitsBesideAsync(DataSubjectRequest shown, string reference, CancellationToken cancellation)
    {
        if (!ShowsItsMailbox(shown))
        {
            return null;
        }

        var (hashes, now) = (await addresses.HashesOfAsync(shown, cancellation), time.GetUtcNow());
        return await Waiting(hashes, now).AsTracking().SingleOrDefaultAsync(r => r.Reference == reference, cancellation);
    }

    private static bool ShowsItsMailbox(DataSubjectRequest shown) =>
        shown is { AccountId: null, AddressHash: not null } && shown.State.IsConfirmed();

    internal async Task<List<DataSubjectRequest>> WaitingAsync(IReadOnlyList<Guid> addressHashes, CancellationToken cancellation) =>
        await Waiting(addressHashes, time.GetUtcNow()).AsNoTracking()
            .OrderBy(r => r.ReceivedAt).ThenBy(r => r.Id).Take(RequestCases.PageSize).ToListAsync(cancellation);

    private IQueryable<DataSubjectRequest> Waiting(IReadOnlyList<Guid> addressHashes, DateTimeOffset now) =>
        db.DataSubjectRequests().Where(r => r.AddressHash != null && addressHashes.Contains(r.AddressHash.Value)
            && r.AccountId == null && r.State == RequestState.AwaitingConfirmation && r.TokenExpiresAt > now);
}

/// <summary>A request that waits to be confirmed by its mailbox.</summary>
/// <param name="Request">The request.</param>
/// <param name="Wish">What is to be corrected, as whoever asked wrote it; null for other rights.</param>
public sealed record RequestBeside(DataSubjectRequest Request, string? Wish);
