using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Erasure;

/// <summary>What a privacy officer decides about an erasure that waits for one: change and audit entry in one transaction.</summary>
public sealed class ErasureDecisions(IGSendMailContext db, AuditTrail trail, WorkBell bell, ErasureWork erasure)
{
    /// <summary>
    /// Lets a halted run go on: it is planned anew and, if that plan stands, carried out. False if it does not wait for
    /// this (any more); then nothing is changed and nothing entered.
    /// </summary>
    public async Task<bool> ContinueAsync(Guid runId, OfficerId officer, CancellationToken cancellation)
    {
        var continued = await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            var run = await db.ErasureRuns().SingleOrDefaultAsync(r => r.Id == runId, token);
            if (run is not { HaltedAt: not null, State: ErasureState.Planned })
            {
                return false;
            }

            (run.State, run.HaltedAt, run.Drifts) = (ErasureState.Ordered, null, 0);
            await trail.AppendAsync(db, run, ErasureActs.Continued, null, AuditActor.Officer(officer), token);
            return true;
        }, cancellation);
        Ring(continued);
        return continued;
    }

    /// <summary>
    /// Lets a run try a store again that failed too often, with all its attempts. False if the store does not wait for this
    /// (any more); then nothing is changed and nothing entered.
    /// </summary>
    public async Task<bool> TryStoreAgainAsync(Guid runId, string storeKey, OfficerId officer, CancellationToken cancellation)
    {
        var again = await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            var task = await db.ErasureTasks().SingleOrDefaultAsync(t => t.RunId == runId && t.StoreKey == storeKey, token);
            if (task is not { DeadAt: not null, Done: false })
            {
                return false;
            }

            (task.DeadAt, task.NotBefore, task.Attempts) = (null, null, 0);
            var run = await db.ErasureRuns().AsNoTracking().SingleAsync(r => r.Id == runId, token);
            await trail.AppendAsync(db, run, ErasureActs.StoreRetried, task.StoreKey, AuditActor.Officer(officer), token);
            return true;
        }, cancellation);
        Ring(again);
        return again;
    }

    private void Ring(bool isNeeded)
    {
        if (isNeeded)
        {
            bell.Ring(erasure.Name);
        }
    }
}
