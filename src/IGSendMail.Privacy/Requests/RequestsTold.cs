using IGSendMail.Privacy.Erasure;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Requests;

/// <summary>What of this room a restored database is told again.</summary>
public static class RequestsTold
{
    /// <summary>A request, as it stands.</summary>
    public static readonly ToldKind Request = new("Request");

    /// <summary>A line in the history of a request.</summary>
    public static readonly ToldKind Event = new("RequestEvent");

    /// <summary>What is to be corrected, and what was.</summary>
    public static readonly ToldKind Correction = new("Correction");
}

/// <summary>
/// Requests that a restore lost. One of which nobody knows any more who asked says nothing of anybody. One for deletion whose erasure was
/// lost with the database is ordered anew: it goes back to where it was received.
/// </summary>
internal sealed class RepeatedRequests(Vault vault) : ToldRows<DataSubjectRequest>(
    vault, RequestsTold.Request, nameof(DataSubjectRequest.Id), r => r.Contact is null && r.AddressHash is null ? null : r.AccountId ?? r.Id)
{
    /// <inheritdoc />
    public override async Task RepeatAsync(IGSendMailContext db, IReadOnlyList<ToldFact> lost, CancellationToken cancellation)
    {
        await base.RepeatAsync(db, lost, cancellation);
        List<Guid> ids = [.. lost.Select(f => f.Subject)];
        var ordered = await db.ErasureRuns().Where(r => r.RequestId != null && ids.Contains(r.RequestId.Value))
            .Select(r => r.RequestId!.Value).ToListAsync(cancellation);
        foreach (var request in await db.DataSubjectRequests()
            .Where(r => ids.Contains(r.Id) && (r.State == RequestState.InProgress || r.State == RequestState.PartlyDone)).ToListAsync(cancellation))
        {
            if (request.Right.FulfilledBy() == Fulfilment.Erasure && !ordered.Contains(request.Id))
            {
                request.BeginAgain();
            }
        }
    }
}
