using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Requests;

/// <summary>A request for deletion is done in the transaction in which its erasure ends.</summary>
internal sealed class ErasureEnds(AuditTrail trail, TimeProvider time) : IErasureFollower
{
    /// <inheritdoc />
    public async Task FinishedAsync(IGSendMailContext db, ErasureRun run, CancellationToken cancellation)
    {
        if (run.RequestId is { } id
            && await db.DataSubjectRequests().SingleOrDefaultAsync(r => r.Id == id, cancellation)
                is { State: RequestState.InProgress or RequestState.PartlyDone } request)
        {
            // One that a restored backup brought back as it was before is taken up by the work on requests.
            request.Become(RequestState.Done, time.GetUtcNow());
            await trail.NoteAsync(db, request, RequestEventKind.Done, cancellation);
        }
    }
}
