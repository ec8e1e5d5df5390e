using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.PersonalData.Erasure;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Requests;

/// <summary>What a privacy officer decides about a request: state, letter, history and audit trail in one transaction.</summary>
public sealed class RequestDecisions(
    IGSendMailContext db, RequestMail mail, AuditTrail trail, TimeProvider time, WorkBell bell)
{
    /// <summary>
    /// Refuses a request, with one of <see cref="RequestStates.OfficerReasons"/>. False if the work has begun, it is
    /// over, or nobody is left to tell; then nothing is changed and nothing entered.
    /// </summary>
    public async Task<bool> RefuseAsync(Guid requestId, RequestReason reason, Guid officerId, CancellationToken cancellation)
    {
        if (!RequestStates.OfficerReasons.Contains(reason))
        {
            throw new ArgumentOutOfRangeException(nameof(reason), reason, "No officer refuses for this reason.");
        }

        var officer = AuditActor.Officer(officerId);
        var refused = await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            var request = await db.DataSubjectRequests().SingleAsync(r => r.Id == requestId, token);
            // A restored backup may show a request as received whose erasure was carried out already.
            if (!request.State.MayBeRefusedByOfficer()
                || await db.ErasureRuns().AnyAsync(r => r.RequestId == requestId, token)
                || await mail.ContactOfAsync(request, token) is not { } contact)
            {
                return false;
            }

            await mail.SendRefusedAsync(db, request, contact, reason, token);
            request.Become(RequestState.Refused, time.GetUtcNow(), reason);
            (request.Contact, request.AddressHash) = (null, null);
            await trail.AppendAsync(db, new AuditDeed(AuditAct.OfficerDecided, officer, request.KeyOwner)
            {
                Facts = AuditFacts.Of(("decision", RequestState.Refused), ("reason", reason)),
            }, token);
            await trail.NoteAsync(db, request, RequestEventKind.Refused, token, by: officer);
            return true;
        }, cancellation);
        if (refused)
        {
            bell.Ring(Outbox.WorkName);
        }

        return refused;
    }
}
