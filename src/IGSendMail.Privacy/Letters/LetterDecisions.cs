using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.Letters;

/// <summary>
/// What an officer decides about a letter that failed too often, and its entry in the audit trail: one transaction. The
/// entry is about nobody: whose letter it is is not shown to officers either.
/// </summary>
public sealed class LetterDecisions(IGSendMailContext db, DeadLetters letters, AuditTrail trail, WorkBell bell)
{
    /// <summary>Lets it start anew. False if it is none of the dead (any more); then nothing is entered.</summary>
    public async Task<bool> TryAgainAsync(Guid letterId, OfficerId officer, CancellationToken cancellation)
    {
        var revived = await DecideAsync(
            token => letters.TryAgainAsync(letterId, token), LetterActs.DeliveryRetried, officer, AuditFacts.None, cancellation);
        if (revived)
        {
            // Not before the transaction stands: whoever is woken earlier finds the letter still dead.
            bell.Ring(Outbox.WorkName);
        }

        return revived;
    }

    /// <summary>
    /// Gives it up. False if it is none of the dead (any more), or of a kind that must be delivered; then nothing is entered.
    /// </summary>
    public Task<bool> GiveUpAsync(Guid letterId, GiveUpReason reason, OfficerId officer, CancellationToken cancellation) => DecideAsync(
        token => letters.GiveUpAsync(letterId, reason, token), LetterActs.DeliveryGivenUp, officer,
        AuditFacts.Of(("reason", reason)), cancellation);

    private Task<bool> DecideAsync(
        Func<CancellationToken, Task<bool>> decide, AuditAct act, OfficerId officer, AuditFacts facts, CancellationToken cancellation) =>
        db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            if (!await decide(token))
            {
                return false;
            }

            await trail.AppendAsync(db, new(act, AuditActor.Officer(officer)) { Facts = facts }, token);
            return true;
        }, cancellation);
}
