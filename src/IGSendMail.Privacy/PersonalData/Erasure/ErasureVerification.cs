using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Audit.Journal;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace IGSendMail.Privacy.PersonalData.Erasure;

/// <summary>
/// What comes between the last deleted row and the word "verified": every place is read back, what was deleted leaves the
/// files, the journal notes it, and then the run. Runs that are so far together share the scrub and the two commits.
/// </summary>
public sealed class ErasureVerification(
    IDbContextFactory<IGSendMailContext> contexts, ErasurePurge purge, ErasureScrub scrub, ErasureJournal journal,
    AuditTrail trail, IEnumerable<IErasureFollower> followers, ILogger<ErasureVerification> log)
{
    /// <summary>
    /// Verifies runs whose places are all empty. Returns those that have to wait because what was deleted is still in the files
    /// while others read them. One in which something was found again is purged again and not verified.
    /// </summary>
    internal async Task<IReadOnlyList<PurgingRun>> VerifyAsync(
        IReadOnlyList<PurgingRun> emptied, HeldLease held, CancellationToken cancellation)
    {
        var clean = new List<PurgingRun>(emptied.Count);
        foreach (var run in emptied)
        {
            if (await purge.ReadBackAsync(run, held, cancellation))
            {
                clean.Add(run);
            }
        }

        var waiting = new List<PurgingRun>();
        foreach (var run in clean)
        {
            if (!await scrub.IsCleanAsync(run.Run.Id, held, cancellation))
            {
                log.LogInformation("Erasure {Run} waits: readers keep deleted content or a destroyed key in a write-ahead log", run.Run.Id);
                waiting.Add(run);
            }
        }

        clean.RemoveAll(waiting.Contains);
        if (clean.Count > 0)
        {
            await NoteAsync(clean.ConvertAll(r => r.Run), held, cancellation);
        }

        return waiting;
    }

    private async Task NoteAsync(List<ErasureRun> runs, HeldLease held, CancellationToken cancellation)
    {
        var ids = runs.ConvertAll(r => r.Id);
        await journal.VerifiedAsync(ids, cancellation);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            await Leases.ExtendAsync(db, held, token);
            foreach (var follower in followers)
            {
                await follower.VerifiedAsync(db, runs, token);
            }

            foreach (var run in await db.ErasureRuns().Where(r => ids.Contains(r.Id)).ToListAsync(token))
            {
                await trail.AppendAsync(db, run, AuditAct.ErasureVerified, token);
                run.State = ErasureState.Verified;
            }
        }, cancellation);
    }
}
