using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Requests;

/// <summary>What a privacy officer decides about a request: state, letter, history and audit trail in one transaction.</summary>
public sealed class RequestDecisions(
    IGSendMailContext db, RequestMail mail, Corrections corrections, AuditTrail trail, SiteOptions site, TimeProvider time, WorkBell bell)
{
    /// <summary>
    /// Refuses a request, with one of <see cref="RequestStates.OfficerReasons"/>. False if the work has begun, it is
    /// over, or nobody is left to tell; then nothing is changed and nothing entered.
    /// </summary>
    public async Task<bool> RefuseAsync(Guid requestId, RequestReason reason, OfficerId officer, CancellationToken cancellation)
    {
        if (!RequestStates.OfficerReasons.Contains(reason))
        {
            throw new ArgumentOutOfRangeException(nameof(reason), reason, "No officer refuses for this reason.");
        }

        var actor = AuditActor.Officer(officer);
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
            request.ForgetContact();
            await Corrections.ForgetAsync(db, [request.Id], token);
            await trail.AppendAsync(db, new AuditDeed(RequestActs.OfficerDecided, actor, request.KeyOwner)
            {
                Facts = AuditFacts.Of(("decision", RequestState.Refused), ("reason", reason)),
            }, token);
            await trail.NoteAsync(db, request, RequestEventKind.Refused, token, by: actor);
            return true;
        }, cancellation);
        if (refused)
        {
            bell.Ring(Outbox.WorkName);
        }

        return refused;
    }

    /// <summary>
    /// Extends the deadline of a request once, as far as the law goes. False if the first deadline is over, it was
    /// extended before, it is answered, or nobody is left to tell; then nothing is changed and nothing entered.
    /// </summary>
    public async Task<bool> ExtendAsync(Guid requestId, ExtensionReason reason, OfficerId officer, CancellationToken cancellation)
    {
        var actor = AuditActor.Officer(officer);
        var extended = await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            var request = await db.DataSubjectRequests().SingleAsync(r => r.Id == requestId, token);
            var day = RequestExtension.DayFor(
                request, RequestClock.DayOf(request.ReceivedAt, site.Zone), RequestClock.DayOf(time.GetUtcNow(), site.Zone));
            if (day is not { } extendedTo || await mail.ContactOfAsync(request, token) is not { } contact)
            {
                return false;
            }

            (request.ExtendedFrom, request.AnswerDue, request.ExtensionReason) = (request.AnswerDue, extendedTo, reason);
            request.AlarmsSent = 0;
            await mail.SendExtendedAsync(db, request, contact, token);
            await trail.AppendAsync(db, new AuditDeed(RequestActs.OfficerDecided, actor, request.KeyOwner)
            {
                Facts = AuditFacts.Of(("decision", RequestEventKind.Extended), ("reason", reason)),
            }, token);
            await trail.NoteAsync(db, request, RequestEventKind.Extended, token, by: actor);
            return true;
        }, cancellation);
        bell.Ring(Outbox.WorkName);
        return extended;
    }

    /// <summary>Says that an officer has corrected something by hand; see <see cref="Corrections.CompleteAsync"/>.</summary>
    public Task<bool> CompleteCorrectionAsync(
        Guid requestId, CorrectionEvidence evidence, OfficerId officer, CancellationToken cancellation) =>
        corrections.CompleteAsync(db, requestId, evidence, officer, cancellation);
}
